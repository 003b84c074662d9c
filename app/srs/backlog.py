"""The way back from a backlog: "behind by n, caught up on DATE at m minutes a day"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_DAYS = 366  # beyond a year, a date helps nobody

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Way:
    """*caught_up*: the study day at whose end nothing is overdue, None if not in a year."""

    minutes: float
    caught_up: date | None


def behind(due: Mapping[date, int], today: date, joined: date) -> int:
    """Return how many cards were due before *today*.

    Who joined late is never behind for days before: those count from *joined* on only.
    """
    return sum(count for day, count in due.items() if joined <= day < today)


def ways_back(
    due: Mapping[date, int],
    today: date,
    joined: date,
    minutes: Sequence[float],
    seconds_per_review: float,
) -> list[Way]:
    """Return for each of *minutes* a day when the student has caught up.

    *due*: cards due on each study day. A failed card comes back in its own day's seconds,
    which *seconds_per_review* includes.
    """
    overdue = behind(due, today, joined)
    return [
        Way(each, _caught_up(due, today, overdue, each * 60 / seconds_per_review))
        for each in minutes
    ]


def _caught_up(due: Mapping[date, int], today: date, overdue: int, a_day: float) -> date | None:
    waiting = float(overdue)
    for number in range(LONGEST_DAYS):
        day = today + number * _DAY
        waiting += due.get(day, 0) - a_day
        if waiting <= 0:
            return day
    return None
