"""Days as charts write them: short below a bar, whole in a table (CLDR's patterns)."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app.web.dates import by_pattern


def short(day: date) -> str:
    """Return ``2 Mar``."""
    return by_pattern(day, _("d MMM"))


def whole(day: date) -> str:
    """Return ``Tue 2 Mar 2027``."""
    return by_pattern(day, _("EEE d MMM y"))


def month(day: date) -> str:
    """Return ``Mar``."""
    return by_pattern(day, _("MMM"))


def weekday(day: date) -> str:
    """Return ``Tue``."""
    return by_pattern(day, _("EEE"))


def weekday_letters(day: date) -> str:
    """Return ``Tu``, for where there is little room."""
    return by_pattern(day, _("EEEEEE"))
