"""Behind by n, caught up on a date."""

from __future__ import annotations

from datetime import date, timedelta

from app.srs.backlog import Way, behind, ways_back

TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
DUE = {TODAY - 5 * DAY: 30, TODAY - DAY: 10, TODAY: 8, TODAY + DAY: 8}


def test_only_what_was_due_before_today_is_behind() -> None:
    assert behind(DUE, TODAY, TODAY - 30 * DAY) == 40


def test_who_joined_late_is_not_behind_for_earlier_days() -> None:
    assert behind(DUE, TODAY, TODAY - 2 * DAY) == 10
    assert behind(DUE, TODAY, TODAY) == 0


def test_more_minutes_catch_up_sooner_and_too_few_never() -> None:
    # At ten seconds each: 6, 24 and 60 cards a day against 40 behind, 8 today and 8 tomorrow.
    endless = {TODAY + k * DAY: 8 for k in range(400)} | {TODAY - DAY: 40}
    assert ways_back(DUE, TODAY, date.min, [4, 10], 10.0) == [
        Way(4, TODAY + 2 * DAY),
        Way(10, TODAY),
    ]
    assert ways_back(endless, TODAY, date.min, [1], 10.0) == [Way(1, None)]
