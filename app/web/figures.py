"""Shares and days as pages say them; offered to the templates as filters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from flask import Flask
from flask_babel import gettext as _

from app.services.classes.local_time import days_until
from app.web.dates import by_pattern, countdown
from app.web.settings import now

# Above, a model that was tested on far harder material has nothing to tell apart (ADR 26).
SUREST = 0.95


class Interval(Protocol):
    """A share that lies between *low* and *high*."""

    @property
    def low(self) -> float:
        """The lower end."""

    @property
    def high(self) -> float:
        """The upper end."""


def install(app: Flask) -> None:
    """Offer ``share``, ``between``, ``plain_day`` and ``until`` to the templates."""
    for each in (share, between, plain_day, until):
        app.jinja_env.filters[each.__name__] = each


def share(value: float) -> str:
    """Return an expected share as ``72 %``, never more than ``over 95 %``."""
    if value > SUREST:
        return str(_("over %(share)s %%", share=f"{SUREST * 100:.0f}"))
    return f"{value * 100:.0f} %"


def between(interval: Interval) -> str:
    """Return the interval as ``61 to 83 %``, never reaching above ``over 95 %``."""
    if interval.low > SUREST:
        return share(interval.low)
    low = f"{interval.low * 100:.0f}"
    return str(_("%(low)s to %(high)s", low=low, high=share(interval.high)))


def plain_day(day: date) -> str:
    """Return ``Tue 2 March``: a day near by."""
    return by_pattern(day, _("EEE d MMMM"))


def until(at: datetime, zone: str) -> str:
    """Return how far off an instant is by the calendar of *zone*: ``in 12 days``."""
    return countdown(days_until(at, now(), zone))
