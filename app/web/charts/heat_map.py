"""Answers by study day: a column for each week, Monday on top; more answers, larger squares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.charts.drawing import WIDTH, Chart, Key, Shape, Table, dot, label, rect
from app.web.charts.words import month, short, weekday, whole

FEWEST_WEEKS, MOST_WEEKS = 12, 26
LEVELS = (1, 10, 30, 60)  # answers from which a square is of the next size
SIDES = (0.18, 0.45, 0.62, 0.8, 1.0)  # of a cell, by level
LEFT, TOP, GAP = 28.0, 16.0, 2.0
NAMED = (0, 2, 4)  # weekdays with their names
FIRST_WEEK = 7  # a Monday up to here is the first of its month
ROOM_FOR_A_NAME = 21  # a Monday up to here leaves room for its month before the next
NAME = 16.0  # the width of a month's name

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


def heat_map(
    answers: Mapping[date, int], today: date, exams: Collection[date] = (), *, of: str = ""
) -> Chart:
    """Return the calendar of *answers* by study day, from the first week with any.

    It reaches to the last of *exams*, but spans 12 to 26 weeks; *of* names the course.
    """
    weeks = _weeks(answers, today, exams)
    cell = (WIDTH - LEFT) / len(weeks)
    shapes = _names(weeks, cell)
    for column, monday in enumerate(weeks):
        for row in range(7):
            day = monday + row * _DAY
            place = (LEFT + (column + 0.5) * cell, TOP + (row + 0.5) * cell)
            shapes += _day(day, place, cell - GAP, answers.get(day, 0), today)
            if day in exams:
                shapes.append(
                    dot(*place, cell / 2 - 0.5, "chart-ring", _("Exam on %(day)s", day=whole(day)))
                )
    given = {day: number for day, number in sorted(answers.items()) if number}
    return Chart(
        name="heat-map",
        title=_("Answers by day"),
        says=_says(given, of),
        height=TOP + 7 * cell,
        shapes=shapes,
        table=Table(
            (_("Study day"), _("Answers")),
            [(whole(day), str(given[day])) for day in reversed(given)],
        ),
        keys=_keys(exams),
    )


def level(answers: int) -> int:
    """Return the size of a square, 0 (none) … 4, for so many answers."""
    return bisect_right(LEVELS, answers)


def _weeks(answers: Mapping[date, int], today: date, exams: Collection[date]) -> list[date]:
    """Return the Mondays of the weeks that are shown."""
    this = _monday(today)
    first = _monday(min((day for day, number in answers.items() if number), default=today))
    last = max([this, first + (FEWEST_WEEKS - 1) * _WEEK, *(_monday(day) for day in exams)])
    last = min(last, max(this, first + (MOST_WEEKS - 1) * _WEEK))
    first = max(first, last - (MOST_WEEKS - 1) * _WEEK)
    return [first + number * _WEEK for number in range((last - first) // _WEEK + 1)]


def _names(weeks: list[date], cell: float) -> list[Shape]:
    shapes = [
        label(
            LEFT - 5, TOP + (row + 0.5) * cell + 3.5, weekday(weeks[0] + row * _DAY), anchor="end"
        )
        for row in NAMED
    ]
    for column, monday in enumerate(weeks):
        x = LEFT + column * cell
        begins = monday.day <= FIRST_WEEK or (column == 0 and monday.day <= ROOM_FOR_A_NAME)
        if begins and x < WIDTH - NAME:
            shapes.append(label(x, TOP - 5, month(monday), anchor="start"))
    return shapes


def _day(
    day: date, place: tuple[float, float], room: float, answers: int, today: date
) -> list[Shape]:
    step = level(answers)
    side = room * SIDES[step]
    x, y = place[0] - side / 2, place[1] - side / 2
    kind = "chart-ahead" if day > today else f"chart-heat-{step}"
    shapes = [rect(x, y, side, side, kind, f"{whole(day)}: {_answers(answers)}")]
    if day == today:
        half = room / 2
        shapes.append(rect(place[0] - half, place[1] - half, room, room, "chart-today"))
    return shapes


def _says(given: Mapping[date, int], of: str) -> str:
    if not given:
        return str(_("No answers in %(course)s yet.", course=of) if of else _("No answers yet."))
    most = max(given, key=lambda day: given[day])
    values: dict[str, Any] = {
        "answers": _answers(sum(given.values())),
        "days": ngettext("%(num)d day", "%(num)d days", len(given)),
        "day": short(most),
        "most": given[most],
    }
    if of:
        return str(
            _(
                "%(answers)s in %(course)s on %(days)s; the most on %(day)s, %(most)d.",
                course=of,
                **values,
            )
        )
    return str(_("%(answers)s on %(days)s; the most on %(day)s, %(most)d.", **values))


def _answers(number: int) -> str:
    return str(ngettext("%(num)d answer", "%(num)d answers", number))


def _keys(exams: Collection[date]) -> list[Key]:
    sizes = [Key("square", "chart-heat-0", _("none"))]
    for step, least in enumerate(LEVELS, 1):
        if step < len(LEVELS):
            words = _("%(least)d to %(most)d", least=least, most=LEVELS[step] - 1)
        else:
            words = _("%(least)d and more", least=least)
        sizes.append(Key("square", f"chart-heat-{step}", words))
    today = Key("square", "chart-today", _("today"))
    return [*sizes, today, *([Key("dot", "chart-ring", _("exam"))] if exams else [])]


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY
