"""What one answer does to a memory state: the new memory, phase and learning step.

Pure and exact: no fuzz, no load balance, no settings of the student. Those belong to the
plan (`app.srs.due`), which may be made anew at any time; a state never is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.srs import fsrs
from app.srs.memory import MemoryState, Parameters, Phase, Rating

_BEFORE_REVIEW = frozenset({Phase.NEW, Phase.LEARNING})
_STEPS = frozenset({Phase.LEARNING, Phase.RELEARNING})


def apply(
    state: MemoryState, rating: Rating, at: datetime, study_day: date, parameters: Parameters
) -> MemoryState:
    """Return the state after *rating*, given at the UTC instant *at* on *study_day*."""
    stability, difficulty = _memory_after(state, rating, study_day, parameters)
    phase, step = _phase_after(state, rating, parameters)
    lapsed = state.phase is Phase.REVIEW and rating is Rating.AGAIN
    return MemoryState(
        stability=stability,
        difficulty=difficulty,
        phase=phase,
        step=step,
        repetitions=state.repetitions + 1,
        lapses=state.lapses + lapsed,
        last_review=at,
        study_day=study_day,
    )


def preview(
    state: MemoryState, at: datetime, study_day: date, parameters: Parameters
) -> dict[Rating, MemoryState]:
    """Return the state that each of the four ratings would lead to, Again first."""
    return {rating: apply(state, rating, at, study_day, parameters) for rating in Rating}


def elapsed_days(state: MemoryState, study_day: date) -> int | None:
    """Return the study days since the last review (a negative gap is 0), None if NEW."""
    return None if state.study_day is None else max(0, (study_day - state.study_day).days)


def last_study_day(state: MemoryState) -> date:
    """Return the study day of the last review; raise ValueError if there was none."""
    if state.study_day is None:
        raise ValueError("A card that was never reviewed has no last study day.")
    return state.study_day


def retrievability_on(state: MemoryState, study_day: date, parameters: Parameters) -> float:
    """Return the probability of recall on *study_day*; 0.0 for a card never reviewed."""
    elapsed = elapsed_days(state, study_day)
    if elapsed is None or state.stability is None:
        return 0.0
    return fsrs.retrievability(elapsed, state.stability, parameters.weights)


def interval_days(state: MemoryState, parameters: Parameters) -> int:
    """Return the exact interval, in whole days, that the state's stability asks for.

    Raises ValueError for a NEW state, which has no stability.
    """
    if state.stability is None:
        raise ValueError("A card that was never reviewed has no interval.")
    return fsrs.interval(
        state.stability,
        parameters.weights,
        parameters.desired_retention,
        parameters.maximum_interval,
    )


def steps_of(phase: Phase, parameters: Parameters) -> Sequence[timedelta]:
    """Return the learning steps that a card of *phase* is in, or would enter when failed."""
    if phase in _BEFORE_REVIEW:
        return parameters.learning_steps
    return parameters.relearning_steps


def in_steps(state: MemoryState) -> bool:
    """Return whether the card is in a learning or relearning step of minutes."""
    return state.phase in _STEPS


def _memory_after(
    state: MemoryState, rating: Rating, study_day: date, parameters: Parameters
) -> tuple[float, float]:
    elapsed = elapsed_days(state, study_day)
    if elapsed is None or state.stability is None or state.difficulty is None:
        return fsrs.first_memory(rating, parameters.weights)
    memory = (state.stability, state.difficulty)
    return fsrs.next_memory(memory, rating, elapsed, parameters.weights)


def _phase_after(state: MemoryState, rating: Rating, parameters: Parameters) -> tuple[Phase, int]:
    """Return the next phase and step: Again starts the steps over, Hard repeats one, Good
    goes one further and Easy leaves them. A card in REVIEW enters steps only when failed.
    """
    steps = steps_of(state.phase, parameters)
    if not steps:
        return Phase.REVIEW, 0
    phase = Phase.LEARNING if state.phase in _BEFORE_REVIEW else Phase.RELEARNING
    if rating is Rating.AGAIN:
        return phase, 0
    if state.phase is Phase.REVIEW or rating is Rating.EASY:
        return Phase.REVIEW, 0
    # A step beyond the last is possible: a newer parameter set may have fewer steps.
    step = state.step + (rating is Rating.GOOD)
    return (phase, step) if step < len(steps) else (Phase.REVIEW, 0)
