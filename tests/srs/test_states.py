"""One answer: what it counts, which phase and step it leads to, and what a preview shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs.fsrs import DEFAULT_PARAMETERS, DEFAULT_WEIGHTS
from app.srs.memory import NEW, MemoryState, Parameters, Phase, Rating
from app.srs.states import (
    apply,
    elapsed_days,
    interval_days,
    last_study_day,
    preview,
    retrievability_on,
)
from tests.srs.strategies import (
    FIRST_DAY,
    FIRST_INSTANT,
    NO_STEPS,
    parameters,
    ratings,
    reviewed_states,
    unhurried,
)

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def answered(
    *answers: tuple[Rating, int], parameters: Parameters = DEFAULT_PARAMETERS
) -> MemoryState:
    """Return the state after answers given on the study days numbered from the first one."""
    state = NEW
    for rating, day in answers:
        state = apply(state, rating, FIRST_INSTANT + day * DAY, FIRST_DAY + day * DAY, parameters)
    return state


GRADUATED = ((Rating.GOOD, 0), (Rating.GOOD, 0))


def test_a_first_answer_is_remembered_with_its_instant_and_study_day() -> None:
    state = answered((Rating.GOOD, 0))
    assert state.last_review == FIRST_INSTANT
    assert state.study_day == FIRST_DAY
    assert (state.stability, state.repetitions, state.lapses) == (2.3065, 1, 0)


@pytest.mark.parametrize(
    ("answers", "phase", "step"),
    [
        (((Rating.AGAIN, 0),), Phase.LEARNING, 0),
        (((Rating.HARD, 0),), Phase.LEARNING, 0),
        (((Rating.GOOD, 0),), Phase.LEARNING, 1),
        (((Rating.EASY, 0),), Phase.REVIEW, 0),
        (((Rating.GOOD, 0), (Rating.HARD, 0)), Phase.LEARNING, 1),
        (((Rating.GOOD, 0), (Rating.AGAIN, 0)), Phase.LEARNING, 0),
        (GRADUATED, Phase.REVIEW, 0),
        ((*GRADUATED, (Rating.HARD, 2)), Phase.REVIEW, 0),
        ((*GRADUATED, (Rating.AGAIN, 2)), Phase.RELEARNING, 0),
        ((*GRADUATED, (Rating.AGAIN, 2), (Rating.HARD, 2)), Phase.RELEARNING, 0),
        ((*GRADUATED, (Rating.AGAIN, 2), (Rating.GOOD, 2)), Phase.REVIEW, 0),
    ],
)
def test_answers_lead_through_the_steps(
    answers: tuple[tuple[Rating, int], ...], phase: Phase, step: int
) -> None:
    state = answered(*answers)
    assert (state.phase, state.step) == (phase, step)


@pytest.mark.parametrize("rating", Rating)
def test_without_steps_every_answer_leads_to_review(rating: Rating) -> None:
    assert answered((rating, 0), parameters=NO_STEPS).phase is Phase.REVIEW
    assert answered((Rating.GOOD, 0), (rating, 1), parameters=NO_STEPS).phase is Phase.REVIEW


def test_a_step_that_a_newer_parameter_set_lacks_is_left_or_started_over() -> None:
    long = Parameters(1, DEFAULT_WEIGHTS, learning_steps=(MINUTE, MINUTE, MINUTE))
    short = Parameters(2, DEFAULT_WEIGHTS, learning_steps=(MINUTE,))
    state = answered((Rating.GOOD, 0), (Rating.GOOD, 0), parameters=long)
    assert state.step == 2
    after = preview(state, FIRST_INSTANT, FIRST_DAY, short)
    assert after[Rating.HARD].phase is Phase.REVIEW
    assert (after[Rating.AGAIN].phase, after[Rating.AGAIN].step) == (Phase.LEARNING, 0)


def test_only_a_failed_review_is_a_lapse() -> None:
    assert answered((Rating.AGAIN, 0), (Rating.AGAIN, 0)).lapses == 0
    failed = (*GRADUATED, (Rating.AGAIN, 3))
    assert answered(*failed).lapses == 1
    assert answered(*failed, (Rating.AGAIN, 3)).lapses == 1
    assert answered((Rating.GOOD, 0), (Rating.AGAIN, 1), parameters=NO_STEPS).lapses == 1


def test_the_study_day_decides_what_is_the_same_day_not_the_hours_between() -> None:
    before = answered((Rating.EASY, 0))
    late = FIRST_INSTANT + timedelta(hours=23)
    same_day = apply(before, Rating.GOOD, late, FIRST_DAY, DEFAULT_PARAMETERS)
    next_day = apply(before, Rating.GOOD, late, FIRST_DAY + DAY, DEFAULT_PARAMETERS)
    assert same_day.stability == before.stability
    assert next_day.stability is not None
    assert before.stability is not None
    assert next_day.stability > before.stability


def test_a_day_before_the_last_review_counts_as_the_same_day() -> None:
    before = answered((Rating.EASY, 3))
    earlier = apply(before, Rating.GOOD, FIRST_INSTANT, FIRST_DAY, DEFAULT_PARAMETERS)
    same = apply(before, Rating.GOOD, FIRST_INSTANT, FIRST_DAY + 3 * DAY, DEFAULT_PARAMETERS)
    assert (earlier.stability, earlier.difficulty) == (same.stability, same.difficulty)
    assert elapsed_days(before, FIRST_DAY) == 0


def test_a_card_never_reviewed_has_no_gap_no_recall_and_no_interval() -> None:
    assert elapsed_days(NEW, FIRST_DAY) is None
    assert retrievability_on(NEW, FIRST_DAY, DEFAULT_PARAMETERS) == 0.0
    with pytest.raises(ValueError, match="no interval"):
        interval_days(NEW, DEFAULT_PARAMETERS)
    with pytest.raises(ValueError, match="no last study day"):
        last_study_day(NEW)


def test_recall_is_certain_on_the_day_of_a_review_and_nine_tenths_after_its_stability() -> None:
    state = MemoryState(stability=7.0, difficulty=5.0, phase=Phase.REVIEW, study_day=FIRST_DAY)
    assert retrievability_on(state, FIRST_DAY, DEFAULT_PARAMETERS) == 1.0
    week_later = retrievability_on(state, date(2026, 3, 8), DEFAULT_PARAMETERS)
    assert week_later == pytest.approx(0.9)


@unhurried
@given(reviewed_states(), st.integers(0, 400), parameters, ratings)
def test_a_preview_shows_exactly_what_each_answer_would_do(
    state: MemoryState, gap: int, settings: Parameters, rating: Rating
) -> None:
    day = last_study_day(state) + gap * DAY
    at = FIRST_INSTANT + gap * DAY
    shown = preview(state, at, day, settings)
    assert list(shown) == list(Rating)
    assert shown[rating] == apply(state, rating, at, day, settings)


@unhurried
@given(reviewed_states(), st.integers(0, 400), ratings)
def test_an_answer_leaves_the_state_before_it_as_it_was(
    state: MemoryState, gap: int, rating: Rating
) -> None:
    day = last_study_day(state) + gap * DAY
    after = apply(state, rating, FIRST_INSTANT, day, DEFAULT_PARAMETERS)
    assert after.repetitions == state.repetitions + 1
    assert state.lapses <= after.lapses <= state.lapses + 1
    assert after.phase is not Phase.NEW
