"""Streaks and counts by study day, also where clocks change, people travel or clocks are off.

The oracle walks the hours of the C library's clock, and knows nothing of zoneinfo.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from app.srs.streak import answers_by_day, streak
from app.srs.study_days import study_day
from tests.srs.test_study_days import (
    CHANGING,
    STEADY,
    clock_changes,
    libc_study_day,
    zone_and_libc,
)

ZONES = [*CHANGING, *STEADY]
ROLLOVERS = range(7)
DAY = timedelta(days=1)
HOUR = 3600
SKEWS = (-3 * HOUR, 0, 3 * HOUR)
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def oracle_streak(days: list[date], today: date) -> int:
    """Return the length of the last run of days without a gap, if it reaches yesterday."""
    runs = [[day] for day in sorted(set(days)) if day <= today][:1]
    for before, after in pairwise(sorted({day for day in days if day <= today})):
        if (after - before).days == 1:
            runs[-1].append(after)
        else:
            runs.append([after])
    return len(runs[-1]) if runs and (today - runs[-1][-1]).days <= 1 else 0


def test_there_are_forty_zones() -> None:
    assert len(ZONES) >= 40


@pytest.mark.parametrize("name", ZONES)
def test_days_streak_and_counts_agree_around_every_clock_change(name: str) -> None:
    rng = random.Random(name)
    with zone_and_libc(name) as zone:
        changes = clock_changes(FIRST, LAST) or [int(datetime(2026, 5, 5, tzinfo=UTC).timestamp())]
        for moment in changes:
            answers = [moment + rng.randint(-80 * HOUR, 80 * HOUR) for _ in range(12)]
            for rollover in ROLLOVERS:
                skew = rng.choice(SKEWS)  # the device's clock; the app goes by what it is told
                seconds = [second + skew for second in answers]
                theirs = [libc_study_day(second, rollover) for second in seconds]
                ours = [study_day(datetime.fromtimestamp(s, UTC), zone, rollover) for s in seconds]
                today = max(theirs)
                assert ours == theirs
                assert answers_by_day(ours) == Counter(theirs)
                assert streak(ours, today) == oracle_streak(theirs, today)
                assert streak(ours, today + DAY) == oracle_streak(theirs, today + DAY)


def test_a_traveller_keeps_the_day_of_the_zone_where_each_answer_was_given() -> None:
    rng = random.Random(3)
    days_by_zone: list[date] = []
    expected: list[date] = []
    start = int(datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp())  # Berlin changes on the 29th
    for number in range(40):
        with zone_and_libc(rng.choice(ZONES)) as zone:
            second = start + number * 7 * HOUR
            days_by_zone.append(study_day(datetime.fromtimestamp(second, UTC), zone, 4))
            expected.append(libc_study_day(second, 4))
    today = max(expected)
    assert answers_by_day(days_by_zone) == Counter(expected)
    assert streak(days_by_zone, today) == oracle_streak(expected, today)


def test_a_streak_ends_with_today_or_yesterday() -> None:
    today = date(2026, 3, 10)
    assert streak([], today) == 0
    assert streak([today], today) == 1
    assert streak([today - DAY, today - 2 * DAY], today) == 2
    assert streak([today - 2 * DAY, today - 3 * DAY], today) == 0
    assert streak([today, today - 2 * DAY], today) == 1


def test_counts_come_in_the_order_of_days() -> None:
    today = date(2026, 3, 10)
    assert list(answers_by_day([today, today - DAY, today])) == [today - DAY, today]
