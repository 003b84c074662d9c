"""Minutes a day against the share recalled at the exam, with a band for what is uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

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
    share_axis,
)
from app.web.figures import between, share

LEFT, TOP, HEIGHT, BELOW = 36.0, 12.0, 130.0, 30.0
MOST_TICKS = 6
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Point:
    """*minutes* a day lead to the *expected* share, 8 of 10 times between *low* and *high*."""

    minutes: float
    expected: float
    low: float
    high: float
    never_shown: int = 0


def readiness_curve(points: Sequence[Point], minutes: float, *, name: str = "readiness") -> Chart:
    """Return the curve through *points* (at least one), with the student's own *minutes*
    marked where there is a point for them.
    """
    most = max(point.minutes for point in points) or 1.0
    frame = Frame(LEFT, TOP, WIDTH - LEFT - 14, HEIGHT, (0.0, most))
    shapes = share_axis(frame, TICKS)
    shapes += _band(frame, points)
    for tick in _ticks(most):
        shapes.append(label(frame.x(tick), frame.bottom + 13, f"{tick:g}"))
    shapes.append(label(frame.x(most / 2), frame.bottom + 26, _("minutes a day"), "chart-small"))
    own = next((point for point in points if point.minutes == minutes), None)
    if own is not None:
        shapes += _own(frame, own)
    return Chart(
        name=name,
        title=_("Minutes a day and the exam"),
        says=_says(points, own),
        height=TOP + HEIGHT + BELOW,
        shapes=shapes,
        table=_table(points),
        keys=[
            Key("line", "chart-line", _("expected share")),
            Key("square", "chart-band", _("8 of 10 times between")),
            *([Key("dot", "chart-own", _("your minutes"))] if own else []),
        ],
    )


def _table(points: Sequence[Point]) -> Table:
    head = (
        _("Minutes a day"),
        _("Recalled at the exam"),
        _("8 of 10 times between"),
        _("Never shown"),
    )
    return Table(
        head,
        [
            (f"{each.minutes:g}", share(each.expected), between(each), str(each.never_shown))
            for each in points
        ],
    )


def _band(frame: Frame, points: Sequence[Point]) -> list[Shape]:
    upper = [(frame.x(p.minutes), frame.y(p.high)) for p in points]
    lower = [(frame.x(p.minutes), frame.y(p.low)) for p in reversed(points)]
    middle = [(frame.x(p.minutes), frame.y(p.expected)) for p in points]
    return [
        path([*upper, *lower], "chart-band", closed=True),
        path(upper, "chart-edge"),
        path(lower, "chart-edge"),
        path(middle, "chart-line"),
    ]


def _own(frame: Frame, own: Point) -> list[Shape]:
    x, y = frame.x(own.minutes), frame.y(own.expected)
    tip = _(
        "%(minutes)s minutes a day: %(share)s",
        minutes=f"{own.minutes:g}",
        share=share(own.expected),
    )
    left = x > frame.x(frame.x_range[1] * 0.7)
    aside = label(
        x - 8 if left else x + 8,
        y + 16,
        share(own.expected),
        "chart-value",
        "end" if left else "start",
    )
    return [
        line((x, y), (x, frame.bottom), "chart-drop"),
        dot(x, y, 5, "chart-own", tip),
        aside,
    ]


def _ticks(most: float) -> list[float]:
    step = next(step for step in (5, 10, 15, 20, 30, 60, most) if most / step <= MOST_TICKS)
    return [step * number for number in range(int(most / step) + 1)]


def _says(points: Sequence[Point], own: Point | None) -> str:
    nothing = next((point for point in points if not point.minutes), None)
    if own is None:
        said = [_("What so many minutes a day until the exam are expected to lead to.")]
    else:
        said = [
            _(
                "With %(minutes)s minutes a day you are expected to recall %(share)s at the exam.",
                minutes=f"{own.minutes:g}",
                share=share(own.expected),
            )
        ]
    if nothing:
        said.append(
            _("Without another answer it would be %(share)s.", share=share(nothing.expected))
        )
    return " ".join(said)
