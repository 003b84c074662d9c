"""Easy days and breaks in the load balancer."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.srs.balance import Break, Ease, Week, WeighedLoad, study_days_between
from app.srs.due import permitted_window, plan_due
from app.srs.fsrs import DEFAULT_PARAMETERS
from app.srs.memory import MemoryState, Phase
from app.srs.study_days import study_day
from tests.srs.strategies import FIRST_DAY, FIRST_INSTANT

UTC_ZONE = ZoneInfo("UTC")
MONDAY = date(2026, 3, 2)
STATE = MemoryState(
    10.0, 5.0, Phase.REVIEW, repetitions=3, last_review=FIRST_INSTANT, study_day=FIRST_DAY
)


def spread(week: Week, cards: int) -> Counter[date]:
    """Return how many of *cards* alike are planned on each day, one after the other."""
    load: Counter[date] = Counter()
    for number in range(cards):
        due = plan_due(
            STATE, UUID(int=number), DEFAULT_PARAMETERS, UTC_ZONE, 4, WeighedLoad(load, week)
        )
        assert due is not None
        load[study_day(due, UTC_ZONE, 4)] += 1
    return load


def test_every_day_stays_in_the_permitted_window_and_loads_are_even() -> None:
    first, last = permitted_window(STATE, DEFAULT_PARAMETERS)
    load = spread(Week(), 50)
    assert all(first <= day <= last for day in load)
    assert max(load.values()) - min(load.values()) <= 1


def test_an_easy_day_gets_about_half_and_a_free_day_nothing() -> None:
    first, _ = permitted_window(STATE, DEFAULT_PARAMETERS)
    weekdays = [Ease.NORMAL] * 7
    weekdays[first.weekday()] = Ease.EASY
    weekdays[(first.weekday() + 1) % 7] = Ease.FREE
    load = spread(Week(tuple(weekdays)), 70)
    normal = load[first + timedelta(days=2)]
    assert 0.35 * normal <= load[first] <= 0.65 * normal
    assert load[first + timedelta(days=1)] == 0


def test_a_break_over_the_whole_window_still_plans_the_card() -> None:
    first, last = permitted_window(STATE, DEFAULT_PARAMETERS)
    assert sum(spread(Week(breaks=(Break(first, last),)), 20).values()) == 20


def test_days_that_are_over_come_last_even_after_free_ones() -> None:
    first, last = permitted_window(STATE, DEFAULT_PARAMETERS)
    today = first + timedelta(days=2)
    crowded: Counter[date] = Counter({today: 50, last: 50})
    week = Week(breaks=(Break(today, last - timedelta(days=1)),))
    for load in (WeighedLoad(crowded, Week(), today), WeighedLoad(crowded, week, today)):
        due = plan_due(STATE, UUID(int=1), DEFAULT_PARAMETERS, UTC_ZONE, 4, load)
        assert due is not None
        assert study_day(due, UTC_ZONE, 4) >= today


def test_a_card_with_no_day_left_is_planned_all_the_same() -> None:
    first, last = permitted_window(STATE, DEFAULT_PARAMETERS)
    load = WeighedLoad({}, Week(), last + timedelta(days=1))
    due = plan_due(STATE, UUID(int=1), DEFAULT_PARAMETERS, UTC_ZONE, 4, load)
    assert due is not None
    assert first <= study_day(due, UTC_ZONE, 4) <= last


def test_a_break_is_free_on_both_its_ends() -> None:
    week = Week(breaks=(Break(MONDAY, MONDAY + timedelta(days=1)),))
    eases = [week.ease(MONDAY + timedelta(days=k)) for k in range(-1, 3)]
    assert eases == [Ease.NORMAL, Ease.FREE, Ease.FREE, Ease.NORMAL]


def test_days_of_study_count_easy_days_half() -> None:
    week = Week((Ease.NORMAL,) * 5 + (Ease.EASY, Ease.FREE))
    assert study_days_between(MONDAY, MONDAY + timedelta(days=14), week) == 11
    assert study_days_between(MONDAY, MONDAY, week) == 0


def test_the_weighed_load_is_a_mapping_over_the_days_with_cards() -> None:
    load = WeighedLoad({MONDAY: 3}, Week())
    assert dict(load) == {MONDAY: 6}
    assert len(load) == 1
