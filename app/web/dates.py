"""Instants as people read them, in the zone of a class; offered to the templates as filters."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = "January February March April May June July August September October November December"


def install(app: Flask) -> None:
    """Offer ``local_day`` and ``local_time`` to the templates."""
    app.jinja_env.filters["local_day"] = local_day
    app.jinja_env.filters["local_time"] = local_time
    app.jinja_env.filters["countdown"] = countdown


def local_day(at: datetime, zone: str) -> str:
    """Return ``Tue 2 March 2027``: the same words on every server, whatever its locale."""
    local = at.astimezone(ZoneInfo(zone))
    month = MONTHS.split()[local.month - 1]
    return f"{DAYS[local.weekday()]} {local.day} {month} {local.year}"


def local_time(at: datetime, zone: str) -> str:
    """Return ``Tue 2 March 2027, 09:00``."""
    return f"{local_day(at, zone)}, {at.astimezone(ZoneInfo(zone)):%H:%M}"


def countdown(days: int) -> str:
    """Return how far off a day is: ``in 12 days``, ``tomorrow``, ``today``, ``over``."""
    if days < 0:
        return "over"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
