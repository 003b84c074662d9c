"""Streaks and counts by study day, from the days on which answers were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

_DAY = timedelta(days=1)


def streak(studied: Collection[date], today: date, free: Collection[date] = ()) -> int:
    """Return how many study days in a row end with *today*, or with yesterday while nothing
    was answered yet today. A day of *free* (nothing was due) neither counts nor ends the row.
    """
    days, forgiven = set(studied), set(free)
    day = today if today in days else today - _DAY
    length = 0
    while day in days or day in forgiven:
        length += day in days
        day -= _DAY
    return length


def answers_by_day(study_days: Iterable[date]) -> dict[date, int]:
    """Return how many answers each study day has, the days in order."""
    return dict(sorted(Counter(study_days).items()))
