"""How many students are expected to recall how much: bars by tenths, and no single student."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.charts.drawing import WIDTH, Chart, Frame, Shape, Table, label, line, rect

LEFT, TOP, HEIGHT, BELOW = 4.0, 16.0, 110.0, 30.0


def distribution(shares: Sequence[int]) -> Chart:
    """Return a bar for each tenth of the expected share, the lowest first."""
    frame = Frame(LEFT, TOP, WIDTH - 2 * LEFT, HEIGHT, (0, len(shares)), (0, max([1, *shares])))
    shapes: list[Shape] = []
    for place, students in enumerate(shares):
        begin, end, y = frame.x(place), frame.x(place + 1), frame.y(students)
        if students:
            tip = f"{_tenth(place, len(shares))}: {_students(students)}"
            shapes.append(rect(begin + 1, y, end - begin - 2, frame.bottom - y, "chart-bar", tip))
            shapes.append(label((begin + end) / 2, y - 4, str(students), "chart-value"))
        if place % 2 == 0:
            mark = f"{place * 100 // len(shares)}"
            shapes.append(label(begin, frame.bottom + 13, mark, anchor="start"))
    shapes.append(line((frame.left, frame.bottom), (frame.right, frame.bottom), "chart-axis"))
    shapes.append(
        label(WIDTH / 2, frame.bottom + 26, _("expected share recalled, %"), "chart-small")
    )
    return Chart(
        name="distribution",
        title=_("How ready the class is"),
        says=ngettext(
            "%(num)d student by the share of the exam expected to be recalled, "
            "if nobody gave another answer.",
            "%(num)d students by the share of the exam expected to be recalled, "
            "if nobody gave another answer.",
            sum(shares),
        ),
        height=TOP + HEIGHT + BELOW,
        shapes=shapes,
        table=Table(
            (_("Expected share"), _("Students")),
            [(_tenth(place, len(shares)), str(each)) for place, each in enumerate(shares)],
        ),
    )


def _tenth(place: int, places: int) -> str:
    low, high = place * 100 // places, (place + 1) * 100 // places
    return str(_("%(low)s to %(high)s %%", low=low, high=high))


def _students(number: int) -> str:
    return str(ngettext("%(num)d student", "%(num)d students", number))
