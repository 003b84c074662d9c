"""What was predicted against what was recalled: on the diagonal, the predictions hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.charts.drawing import (
    WIDTH,
    Chart,
    Frame,
    Key,
    Shape,
    Table,
    dot,
    label,
    line,
    percent,
    percents,
    share_axis,
    whisker,
)

LEFT, TOP, HEIGHT, BELOW = 36.0, 10.0, 150.0, 30.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
SMALL, LARGE = 3.0, 8.0  # radius of a dot; its area grows with the answers


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose predicted share of recall was alike: the mean *predicted*, how many were
    *recalled* of *answers*, and the 80 % interval of that share.
    """

    predicted: float
    answers: int
    recalled: int
    low: float
    high: float

    @property
    def observed(self) -> float:
        """Return the share that was recalled."""
        return self.recalled / self.answers


def calibration(bins: Sequence[Bin]) -> Chart:
    """Return a dot for each bin, over the mean prediction, at the recalled share."""
    frame = Frame(LEFT, TOP, WIDTH - LEFT - 12, HEIGHT)
    shapes = share_axis(frame, TICKS)
    shapes += [label(frame.x(tick), frame.bottom + 13, f"{tick * 100:.0f}") for tick in TICKS]
    shapes.append(label(frame.x(0.5), frame.bottom + 26, _("predicted, %"), "chart-small"))
    shapes.append(line((frame.x(0), frame.y(0)), (frame.x(1), frame.y(1)), "chart-aim"))
    most = max((each.answers for each in bins), default=1)
    for each in bins:
        shapes += _bin(frame, each, most)
    return Chart(
        name="calibration",
        title=_("Predicted and recalled"),
        says=_says(bins),
        height=TOP + HEIGHT + BELOW,
        shapes=shapes,
        table=Table(
            (_("Predicted"), _("Recalled"), _("Answers"), _("8 of 10 times between")),
            [
                (
                    percent(each.predicted),
                    percent(each.observed),
                    str(each.answers),
                    percents(each.low, each.high),
                )
                for each in bins
            ],
        ),
        keys=[
            Key("dot", "chart-dot", _("recalled, with its 80 % interval; larger: more answers")),
            Key("line", "chart-aim", _("where the predictions would be right")),
        ],
    )


def _bin(frame: Frame, each: Bin, most: int) -> list[Shape]:
    x, y = frame.x(each.predicted), frame.y(each.observed)
    radius = SMALL + (LARGE - SMALL) * (each.answers / most) ** 0.5
    tip = _(
        "Predicted %(predicted)s, recalled %(recalled)s of %(answers)d",
        predicted=percent(each.predicted),
        recalled=percent(each.observed),
        answers=each.answers,
    )
    return [*whisker(x, frame.y(each.high), frame.y(each.low)), dot(x, y, radius, "chart-dot", tip)]


def _says(bins: Sequence[Bin]) -> str:
    answers = sum(each.answers for each in bins)
    if not answers:
        return _("No card has come back on a later day yet, so no prediction was put to the test.")
    predicted = sum(each.predicted * each.answers for each in bins) / answers
    observed = sum(each.recalled for each in bins) / answers
    return str(
        ngettext(
            "Before %(num)d answer the model expected %(predicted)s to be recalled; "
            "it was %(recalled)s.",
            "Before %(num)d answers the model expected %(predicted)s to be recalled; "
            "it was %(recalled)s.",
            answers,
            predicted=percent(predicted),
            recalled=percent(observed),
        )
    )
