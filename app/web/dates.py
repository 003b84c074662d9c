"""Days and instants as people read them, in the reader's language; offered to the templates.

The patterns are CLDR's (Unicode TS 35, part 4), and catalogues translate them like texts: the
order of day, month and year is part of a language. Instants are told in the zone of a class.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

ENGLISH = Locale("en")
KEPT = 4096  # days as written: charts write the same hundreds again and again


def install(app: Flask) -> None:
    """Offer ``day``, ``local_day``, ``local_time`` and ``countdown`` to the templates."""
    app.jinja_env.filters["day"] = day_words
    app.jinja_env.filters["local_day"] = local_day
    app.jinja_env.filters["local_time"] = local_time
    app.jinja_env.filters["countdown"] = countdown


def by_pattern(day: date, pattern: str) -> str:
    """Return *day* by a CLDR pattern, with the names that the reader's language has."""
    return _written(day, pattern, get_locale() or ENGLISH)


@lru_cache(maxsize=KEPT)
def _written(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)


def day_words(day: date) -> str:
    """Return ``Tue 2 March 2027``: the same words on every server, whatever its locale."""
    return by_pattern(day, _("EEE d MMMM y"))


def local_day(at: datetime, zone: str) -> str:
    """Return the day of an instant in *zone*, like `day_words`."""
    return day_words(at.astimezone(ZoneInfo(zone)).date())


def local_time(at: datetime, zone: str) -> str:
    """Return ``Tue 2 March 2027, 09:00``."""
    clock = f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
    return str(_("%(day)s, %(time)s", day=local_day(at, zone), time=clock))


def countdown(days: int) -> str:
    """Return how far off a day is: ``in 12 days``, ``tomorrow``, ``today``, ``over``."""
    if days < 0:
        return str(_("over"))
    if days == 0:
        return str(_("today"))
    return str(_("tomorrow") if days == 1 else ngettext("in %(num)d day", "in %(num)d days", days))
