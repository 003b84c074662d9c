"""Days as charts write them: short below a bar, whole in a table."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short(day: date) -> str:
    """Return ``2 Mar``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def whole(day: date) -> str:
    """Return ``Tue 2 Mar 2027``."""
    return f"{WEEKDAYS[day.weekday()]} {short(day)} {day.year}"


def count(number: int, one: str, many: str = "") -> str:
    """Return ``1 card`` or ``3 cards``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
