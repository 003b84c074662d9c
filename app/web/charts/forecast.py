"""Cards that come due on each of the next days, what is late on top of today's, and days off."""

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
    label,
    line,
    rect,
)
from app.web.charts.words import month, weekday_letters, whole

LEFT, TOP, HEIGHT, BELOW = 4.0, 16.0, 110.0, 28.0
LEAST_TOP = 5  # cards: a scale that makes one card a tower tells nothing


@dataclass(frozen=True, slots=True)
class DueDay:
    """Cards due on *day*; *late* were due before it and wait (today only); *off*: a day on
    which the student does not study.
    """

    day: date
    cards: int
    late: int = 0
    off: bool = False


def forecast(days: Sequence[DueDay]) -> Chart:
    """Return a bar for each of *days*, today first."""
    top = max([LEAST_TOP, *(each.cards + each.late for each in days)])
    frame = Frame(LEFT, TOP, WIDTH - 2 * LEFT, HEIGHT, (0, max(1, len(days))), (0, top))
    shapes: list[Shape] = []
    for place, each in enumerate(days):
        shapes += _bar(frame, place, each)
    shapes.append(line((frame.left, frame.bottom), (frame.right, frame.bottom), "chart-axis"))
    return Chart(
        name="forecast",
        title=_("Cards coming due"),
        says=_says(days),
        height=TOP + HEIGHT + BELOW,
        shapes=shapes,
        table=Table(
            (_("Study day"), _("Due"), _("Late"), _("Day off")),
            [
                (
                    whole(each.day),
                    str(each.cards),
                    str(each.late),
                    _("yes") if each.off else _("no"),
                )
                for each in days
            ],
        ),
        keys=_keys(days),
    )


def _bar(frame: Frame, place: int, each: DueDay) -> list[Shape]:
    begin, end = frame.x(place), frame.x(place + 1)
    middle, width = (begin + end) / 2, (end - begin) * 0.72
    shapes = []
    if each.off:
        shapes.append(rect(begin, frame.top, end - begin, frame.height, "chart-off"))
        shapes.append(label(middle, frame.bottom - 4, _("off")))
    due, high = frame.y(each.cards), frame.y(each.cards + each.late)
    tip = f"{whole(each.day)}: {_cards(each.cards)}"
    if each.cards:
        shapes.append(rect(middle - width / 2, due, width, frame.bottom - due, "chart-bar", tip))
    if each.late:
        late = ngettext("%(num)d card late", "%(num)d cards late", each.late)
        shapes.append(rect(middle - width / 2, high, width, due - high, "chart-late", late))
    if each.cards + each.late:
        shapes.append(label(middle, high - 4, str(each.cards + each.late), "chart-value"))
    shapes.append(label(middle, frame.bottom + 12, str(each.day.day)))
    return [*shapes, label(middle, frame.bottom + 24, _below(place, each.day), "chart-small")]


def _below(place: int, day: date) -> str:
    if place == 0:
        return _("now")
    return month(day) if day.day == 1 else weekday_letters(day)


def _says(days: Sequence[DueDay]) -> str:
    total = sum(each.cards + each.late for each in days)
    if not total:
        return str(
            ngettext(
                "Nothing comes due in the next %(num)d day.",
                "Nothing comes due in the next %(num)d days.",
                len(days),
            )
        )
    span = ngettext("in the next %(num)d day", "in the next %(num)d days", len(days))
    late = sum(each.late for each in days)
    if late:
        return str(
            _(
                "%(cards)s %(span)s, %(late)d of them late.",
                cards=_cards(total),
                span=span,
                late=late,
            )
        )
    return str(_("%(cards)s %(span)s.", cards=_cards(total), span=span))


def _cards(number: int) -> str:
    return str(ngettext("%(num)d card", "%(num)d cards", number))


def _keys(days: Sequence[DueDay]) -> list[Key]:
    keys = [Key("square", "chart-bar", _("due that day"))]
    if any(each.late for each in days):
        keys.append(Key("square", "chart-late", _("late")))
    if any(each.off for each in days):
        keys.append(Key("square", "chart-off", _("a day off")))
    return keys
