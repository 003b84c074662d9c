"""Students counted by tenths of a share: a bar for each tenth."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.charts.drawing import WIDTH, Frame, Shape, label, line, rect

LEFT, TOP, BARS, BELOW = 4.0, 16.0, 110.0, 30.0
HEIGHT = TOP + BARS + BELOW


def bars(counts: Sequence[int], axis: str) -> list[Shape]:
    """Return the bars, the lowest tenth first, with what *axis* says below."""
    frame = Frame(LEFT, TOP, WIDTH - 2 * LEFT, BARS, (0, len(counts)), (0, max([1, *counts])))
    shapes: list[Shape] = []
    for place, number in enumerate(counts):
        begin, end, y = frame.x(place), frame.x(place + 1), frame.y(number)
        if number:
            tip = f"{tenth(place, len(counts))}: {students(number)}"
            shapes.append(rect(begin + 1, y, end - begin - 2, frame.bottom - y, "chart-bar", tip))
            shapes.append(label((begin + end) / 2, y - 4, str(number), "chart-value"))
        if place % 2 == 0:
            mark = f"{place * 100 // len(counts)}"
            shapes.append(label(begin, frame.bottom + 13, mark, anchor="start"))
    shapes.append(line((frame.left, frame.bottom), (frame.right, frame.bottom), "chart-axis"))
    shapes.append(label(WIDTH / 2, frame.bottom + 26, axis, "chart-small"))
    return shapes


def tenth(place: int, places: int) -> str:
    """Return ``30 to 40 %``."""
    low, high = place * 100 // places, (place + 1) * 100 // places
    return str(_("%(low)s to %(high)s %%", low=low, high=high))


def students(number: int) -> str:
    """Return ``3 students``."""
    return str(ngettext("%(num)d student", "%(num)d students", number))
