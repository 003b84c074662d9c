"""Dates and times as people write them, in the zone of their class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.wording import say

USUAL_TIME = time(9)  # what a bare date means
YEARS = range(2000, 2101)
# Kept for old systems: names by offset or abbreviation, and spellings that were given up.
NOT_OFFERED = ("Etc/", "SystemV/", "US/", "posix/", "right/")


class LocalTimeError(ValueError):
    """A zone or a date will not do; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC). *moved*: the clocks skip the time that was asked for."""

    at: datetime
    moved: bool = False


@cache
def zones() -> tuple[str, ...]:
    """Return the zones to choose from, by name, UTC first."""
    offered = (name for name in available_timezones() if "/" in name)
    return ("UTC", *sorted(name for name in offered if not name.startswith(NOT_OFFERED)))


def checked_zone(text: str) -> str:
    """Return the name of a zone (IANA), in its own spelling; raises LocalTimeError."""
    wanted = "_".join(text.split())
    if wanted in available_timezones():
        return wanted
    by_lower_case = {name.lower(): name for name in zones()}
    if wanted.lower() in by_lower_case:
        return by_lower_case[wanted.lower()]
    near = get_close_matches(wanted.lower()[:60], by_lower_case, n=1)
    shown = repr(text.strip()[:60])
    if near:
        zone = by_lower_case[near[0]]
        raise LocalTimeError(
            say("There is no time zone %(text)s. Did you mean %(zone)s?", text=shown, zone=zone)
        )
    raise LocalTimeError(
        say("There is no time zone %(text)s. Write it as Europe/Vienna.", text=shown)
    )


def moment(day: date, clock: time, zone: str) -> Moment:
    """Return the instant of a wall clock. A skipped time is moved on by what was skipped.

    Of a time that comes twice, when clocks go back, it is the first. Raises LocalTimeError
    for a year that is a slip.
    """
    if day.year not in YEARS:
        raise LocalTimeError(_wrong_year(day.year))
    local = datetime.combine(day, clock.replace(tzinfo=None), ZoneInfo(zone))
    at = local.astimezone(UTC)
    back = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return Moment(at, moved=back != local.replace(tzinfo=None))


def parsed(text: str, zone: str) -> Moment:
    """Read ``2027-06-21`` (9:00 in *zone*), or a date and time with or without an offset.

    Raises LocalTimeError.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise LocalTimeError(
            say("%(text)s is no date; write 2027-06-21, or 2027-06-21T14:30.", text=repr(text))
        ) from error
    if found.year not in YEARS:
        raise LocalTimeError(_wrong_year(found.year))
    if found.tzinfo is not None:
        return Moment(found.astimezone(UTC))
    bare = "T" not in text.upper() and ":" not in text
    return moment(found.date(), USUAL_TIME if bare else found.time(), zone)


def moved_by(at: datetime, weeks: int, before: str, after: str) -> datetime:
    """Return the same weekday and wall-clock time *weeks* later, in another zone maybe.

    Raises LocalTimeError where that leaves the years of a class.
    """
    local = at.astimezone(ZoneInfo(before)) + timedelta(weeks=weeks)
    return moment(local.date(), local.time(), after).at


def days_until(at: datetime, now: datetime, zone: str) -> int:
    """Return how many midnights of *zone* lie before *at*; negative when it is past.

    What was earlier on the same day is past as well: -1.
    """
    place = ZoneInfo(zone)
    days = (at.astimezone(place).date() - now.astimezone(place).date()).days
    return days if at > now else min(days, -1)


def _wrong_year(year: int) -> str:
    return say("The year is %(year)d; write one from 2000 to 2100.", year=year)
