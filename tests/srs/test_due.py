"""The plan: steps, fuzz, load balance, and the window that a due date must lie in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs.due import (
    due_after,
    fuzz_range,
    fuzzed_interval,
    permitted_window,
    plan_due,
    step_delay,
)
from app.srs.fold import fold
from app.srs.fsrs import DEFAULT_PARAMETERS, DEFAULT_WEIGHTS
from app.srs.memory import NEW, MemoryState, Parameters, Phase, Rating, Review
from app.srs.states import interval_days, preview
from app.srs.study_days import day_start, study_day
from tests.srs.strategies import (
    FIRST_DAY,
    FIRST_INSTANT,
    cards,
    parameters,
    reviewed_states,
    reviews,
    unhurried,
)

BERLIN = ZoneInfo("Europe/Berlin")
CARD = UUID("5f0c1d3e-0000-4000-8000-000000000001")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
ZONES = st.sampled_from(
    [BERLIN, ZoneInfo("America/Havana"), ZoneInfo("Antarctica/Troll"), ZoneInfo("Asia/Kolkata")]
)


def in_review(stability: float) -> MemoryState:
    return MemoryState(stability, 5.0, Phase.REVIEW, 0, 3, 0, FIRST_INSTANT, FIRST_DAY)


def in_step(step: int, phase: Phase = Phase.LEARNING) -> MemoryState:
    return MemoryState(1.0, 5.0, phase, step, 1, 0, FIRST_INSTANT, FIRST_DAY)


def due_of(state: MemoryState, load: dict[date, int] | None = None) -> datetime:
    return due_after(state, CARD, DEFAULT_PARAMETERS, BERLIN, 4, load)


def test_a_new_card_is_not_due() -> None:
    assert plan_due(NEW, CARD, DEFAULT_PARAMETERS, BERLIN, 4) is None
    with pytest.raises(ValueError, match="never reviewed"):
        due_of(NEW)
    with pytest.raises(ValueError, match="never reviewed"):
        permitted_window(NEW, DEFAULT_PARAMETERS)


@pytest.mark.parametrize(
    ("state", "rating", "delay"),
    [
        (in_step(0), Rating.AGAIN, MINUTE),
        (in_step(0), Rating.HARD, 5.5 * MINUTE),
        (in_step(1), Rating.GOOD, 10 * MINUTE),
        (in_step(1), Rating.HARD, 10 * MINUTE),
        (in_step(0, Phase.RELEARNING), Rating.AGAIN, 10 * MINUTE),
        (in_step(0, Phase.RELEARNING), Rating.HARD, 15 * MINUTE),
        (in_step(0), None, MINUTE),
        (in_step(7), None, 10 * MINUTE),
    ],
)
def test_a_card_in_a_step_is_due_after_its_delay(
    state: MemoryState, rating: Rating | None, delay: timedelta
) -> None:
    due = plan_due(state, CARD, DEFAULT_PARAMETERS, BERLIN, 4, last_rating=rating)
    assert due == FIRST_INSTANT + delay


def test_a_step_of_a_parameter_set_without_steps_is_over_at_once() -> None:
    without = Parameters(2, DEFAULT_WEIGHTS, learning_steps=())
    assert step_delay(in_step(1), without) == timedelta(0)
    assert plan_due(in_step(1), CARD, without, BERLIN, 4) == FIRST_INSTANT


def test_a_review_is_due_when_its_study_day_starts() -> None:
    due = due_of(in_review(2.0))
    assert due == datetime(2026, 3, 3, 3, tzinfo=UTC)
    assert due == day_start(FIRST_DAY + 2 * DAY, BERLIN, 4)


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),  # 1 + 0.15 · 0.5
        (7, (5, 9)),  # 1 + 0.15 · 4.5
        (20, (17, 23)),  # … + 0.10 · 13
        (100, (93, 107)),  # … + 0.05 · 80
    ],
)
def test_fuzz_spreads_by_shares_of_the_interval(interval: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(interval, 36_500) == expected


def test_fuzz_does_not_go_beyond_the_longest_interval() -> None:
    assert fuzz_range(100, 100) == (93, 100)
    assert fuzz_range(3, 3) == (2, 3)


def test_fuzz_is_the_same_each_time_and_reaches_every_day_of_its_range() -> None:
    drawn = [fuzzed_interval(20, 36_500, uuid5(CARD, str(n)), 4) for n in range(500)]
    assert drawn == [fuzzed_interval(20, 36_500, uuid5(CARD, str(n)), 4) for n in range(500)]
    assert set(drawn) == set(range(17, 24))


def test_fuzz_of_a_known_card_never_changes_between_versions() -> None:
    # A plan made before an update must come out the same after it, so these are a promise.
    assert [fuzzed_interval(100, 36_500, CARD, n) for n in range(6)] == [97, 96, 102, 106, 107, 94]


def test_fuzz_differs_between_the_repetitions_of_a_card() -> None:
    assert len({fuzzed_interval(1_000, 36_500, CARD, n) for n in range(20)}) > 5


@unhurried
@given(st.integers(1, 36_500), st.integers(0, 500), cards, st.integers(0, 1_000))
def test_the_longer_interval_stays_the_longer_one(
    interval: int, more: int, card: UUID, repetitions: int
) -> None:
    shorter = fuzzed_interval(interval, 36_500, card, repetitions)
    assert 1 <= shorter <= fuzzed_interval(interval + more, 36_500, card, repetitions)


@unhurried
@given(reviewed_states(), st.integers(0, 400), cards)
def test_a_better_rating_is_never_due_earlier(state: MemoryState, gap: int, card: UUID) -> None:
    assert state.study_day is not None
    after = preview(
        replace(state, phase=Phase.REVIEW),
        FIRST_INSTANT,
        state.study_day + gap * DAY,
        DEFAULT_PARAMETERS,
    )
    dues = [
        due_after(after[rating], card, DEFAULT_PARAMETERS, BERLIN, 4)
        for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)
    ]
    assert dues == sorted(dues)


@unhurried
@given(reviews(min_size=1), parameters, cards, ZONES, st.integers(0, 23), st.booleans(), st.data())
def test_every_due_date_lies_in_its_permitted_window(
    log: list[Review],
    settings: Parameters,
    card: UUID,
    zone: ZoneInfo,
    rollover_hour: int,
    loaded: bool,
    data: st.DataObject,
) -> None:
    days = [replace(r, study_day=study_day(r.answered_at, zone, rollover_hour)) for r in log]
    state = fold(days, settings)
    first, last = permitted_window(state, settings)
    load = data.draw(LOADS) if loaded else None
    last_rating = max(days, key=lambda answer: answer.order).rating
    due = plan_due(state, card, settings, zone, rollover_hour, load, last_rating)
    assert due is not None
    assert first <= study_day(due, zone, rollover_hour) <= last


LOADS = st.dictionaries(st.dates(date(2026, 3, 1), date(2026, 6, 1)), st.integers(0, 50))


def test_a_step_of_minutes_may_be_due_on_its_day_or_the_next() -> None:
    assert permitted_window(in_step(0), DEFAULT_PARAMETERS) == (FIRST_DAY, FIRST_DAY + DAY)


def test_a_step_of_days_may_be_due_about_then() -> None:
    two_days = Parameters(2, DEFAULT_WEIGHTS, learning_steps=(2 * DAY,))
    assert permitted_window(in_step(0), two_days) == (FIRST_DAY + DAY, FIRST_DAY + 4 * DAY)


def test_the_least_loaded_day_of_the_range_is_taken() -> None:
    state = in_review(20.0)
    load = {FIRST_DAY + days * DAY: 9 for days in range(40)}
    load[FIRST_DAY + 18 * DAY] = 3
    load[FIRST_DAY + 24 * DAY] = 0  # free, but outside of 17 … 23
    assert due_of(state, load) == day_start(FIRST_DAY + 18 * DAY, BERLIN, 4)


def test_a_day_that_the_load_does_not_name_is_free() -> None:
    state = in_review(20.0)
    load = {FIRST_DAY + days * DAY: 1 for days in range(17, 23)}
    assert due_of(state, load) == day_start(FIRST_DAY + 23 * DAY, BERLIN, 4)


@unhurried
@given(reviewed_states())
def test_an_even_load_changes_nothing(state: MemoryState) -> None:
    assert due_of(state, {}) == due_of(state)


def test_of_equally_loaded_days_the_nearest_to_the_fuzzed_one_is_taken() -> None:
    state = in_review(100.0)
    wanted = fuzzed_interval(interval_days(state, DEFAULT_PARAMETERS), 36_500, CARD, 3)
    load = {FIRST_DAY + wanted * DAY: 1}
    assert due_of(state, load) == day_start(FIRST_DAY + (wanted - 1) * DAY, BERLIN, 4)
