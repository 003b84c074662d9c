"""Students counted by tenths of a share: a bar for each tenth."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.web.charts.drawing import WIDTH, Frame, Shape, label, line, rect

LEFT, TOP, BARS, BELOW = 4.0, 16.0, 110.0, 30.0
HEIGHT = TOP + BARS + BELOW


def bars(counts: Sequence[int], axis: str, tip: Callable[[int], str]) -> list[Shape]:
    """Return the bars, the lowest first, with *axis* below; *tip* words a bar by its place."""
    frame = Frame(LEFT, TOP, WIDTH - 2 * LEFT, BARS, (0, len(counts)), (0, max([1, *counts])))
    shapes: list[Shape] = []
    for place, students in enumerate(counts):
        begin, end, y = frame.x(place), frame.x(place + 1), frame.y(students)
        if students:
            bar = rect(begin + 1, y, end - begin - 2, frame.bottom - y, "chart-bar", tip(place))
            shapes.append(bar)
            shapes.append(label((begin + end) / 2, y - 4, str(students), "chart-value"))
        if place % 2 == 0:
            mark = f"{place * 100 // len(counts)}"
            shapes.append(label(begin, frame.bottom + 13, mark, anchor="start"))
    shapes.append(line((frame.left, frame.bottom), (frame.right, frame.bottom), "chart-axis"))
    shapes.append(label(WIDTH / 2, frame.bottom + 26, axis, "chart-small"))
    return shapes


def tenth(place: int, places: int) -> str:
    """Return ``30 to 40 %``."""
    return f"{place * 100 // places} to {(place + 1) * 100 // places} %"
