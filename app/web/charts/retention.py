"""The share of cards recalled in each week, with what so few answers leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
    path,
    percent,
    percents,
    share_axis,
    whisker,
)
from app.web.charts.words import short, whole

LEFT, TOP, HEIGHT, BELOW = 36.0, 10.0, 120.0, 30.0
MOST_LABELS = 7
UPPER_HALF = 0.5  # the scale begins here where nothing lies below


@dataclass(frozen=True, slots=True)
class Week:
    """Of *answers* in the week from *monday* so many were *recalled*; *low* … *high*: the 80 %
    interval of the share.
    """

    monday: date
    answers: int
    recalled: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Return the share that was recalled."""
        return self.recalled / self.answers


def retention(weeks: Sequence[Week], aim: float) -> Chart:
    """Return a dot for each week that has answers, and a line at the *aim* (a share)."""
    floor = UPPER_HALF if all(week.low >= UPPER_HALF for week in weeks) else 0.0
    frame = Frame(
        LEFT, TOP, WIDTH - LEFT - 4, HEIGHT, (-0.5, max(1, len(weeks)) - 0.5), (floor, 1.0)
    )
    shapes = share_axis(frame, [floor, (floor + 1) / 2, 1.0])
    shapes.append(line((frame.left, frame.y(aim)), (frame.right, frame.y(aim)), "chart-aim"))
    points = [(frame.x(place), frame.y(week.share)) for place, week in enumerate(weeks)]
    if len(points) > 1:
        shapes.append(path(points, "chart-line"))
    every = -(-len(weeks) // MOST_LABELS) or 1
    for place, (week, point) in enumerate(zip(weeks, points, strict=True)):
        shapes += _week(frame, week, point, named=place % every == 0)
    return Chart(
        name="retention",
        title=_("Recalled, week by week"),
        says=_says(weeks, aim),
        height=TOP + HEIGHT + BELOW,
        shapes=shapes,
        table=Table(
            (_("Week from"), _("Recalled"), _("Answers"), _("8 of 10 times between")),
            [
                (whole(w.monday), percent(w.share), str(w.answers), percents(w.low, w.high))
                for w in reversed(weeks)
            ],
        ),
        keys=[
            Key("dot", "chart-dot", _("recalled, with its 80 % interval")),
            Key("line", "chart-aim", _("what the plan aims at, %(aim)s", aim=percent(aim))),
        ],
    )


def _week(frame: Frame, week: Week, point: tuple[float, float], *, named: bool) -> list[Shape]:
    x, y = point
    tip = _(
        "Week from %(day)s: %(share)s of %(answers)d",
        day=short(week.monday),
        share=percent(week.share),
        answers=week.answers,
    )
    shapes = [*whisker(x, frame.y(week.high), frame.y(week.low)), dot(x, y, 4, "chart-dot", tip)]
    if named:
        shapes.append(label(x, frame.bottom + 13, short(week.monday)))
        shapes.append(label(x, frame.bottom + 26, f"n = {week.answers}", "chart-small"))
    return shapes


def _says(weeks: Sequence[Week], aim: float) -> str:
    answers = sum(week.answers for week in weeks)
    if not answers:
        return _("No card has come back on a later day yet, so there is nothing to recall.")
    share = sum(week.recalled for week in weeks) / answers
    return str(
        ngettext(
            "Of %(num)d card that came back on a later day you recalled %(share)s; "
            "the plan aims at %(aim)s.",
            "Of %(num)d cards that came back on a later day you recalled %(share)s; "
            "the plan aims at %(aim)s.",
            answers,
            share=percent(share),
            aim=percent(aim),
        )
    )
