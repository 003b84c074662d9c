"""Shares and days as pages say them; offered to the templates as filters."""

from __future__ import annotations

from datetime import date

from flask import Flask

from app.srs.readiness import Readiness
from app.web.dates import DAYS, MONTHS

# Above, a model that was tested on far harder material has nothing to tell apart (ADR 26).
SUREST = 0.95


def install(app: Flask) -> None:
    """Offer ``share``, ``between`` and ``plain_day`` to the templates."""
    for each in (share, between, plain_day):
        app.jinja_env.filters[each.__name__] = each


def share(value: float) -> str:
    """Return an expected share as ``72 %``, never more than ``over 95 %``."""
    return f"over {SUREST:.0%}".replace("%", " %") if value > SUREST else f"{value * 100:.0f} %"


def between(readiness: Readiness) -> str:
    """Return the interval as ``61 to 83 %``, never reaching above ``over 95 %``."""
    if readiness.low > SUREST:
        return share(readiness.low)
    low = f"{readiness.low * 100:.0f}"
    return f"{low} to {share(readiness.high)}"


def plain_day(day: date) -> str:
    """Return ``Tue 2 March``: a day near by."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS.split()[day.month - 1]}"
