"""Agreement with the package ``fsrs`` (py-fsrs), an independent FSRS-6 implementation."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import fsrs as oracle
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from app.srs.due import plan_due
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.memory import NEW, Parameters, Phase, Rating
from app.srs.replay import History, Step, replay
from app.srs.states import apply, in_steps, interval_days

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
PHASES = {
    oracle.State.Learning: Phase.LEARNING,
    oracle.State.Review: Phase.REVIEW,
    oracle.State.Relearning: Phase.RELEARNING,
}


def random_history(rng: random.Random, number: int) -> History:
    """Return up to 20 reviews at gaps of whole days; every third falls on the same day."""
    length = rng.randint(1, 20)
    gaps = [rng.choice((0, rng.randint(1, 10), rng.randint(1, 400))) for _ in range(length)]
    ratings = rng.choices(list(Rating), weights=(2, 2, 5, 2), k=length)
    return History(number, tuple(ratings), (0, *gaps[1:]))


def oracle_steps(history: History, scheduler: oracle.Scheduler) -> list[Step]:
    card, at, steps = oracle.Card(card_id=1), START, []
    for rating, gap in zip(history.ratings, history.days, strict=True):
        at += gap * DAY
        before = scheduler.get_card_retrievability(card, at)
        card, _ = scheduler.review_card(card, oracle.Rating(int(rating)), at)
        assert card.stability is not None
        assert card.difficulty is not None
        interval = (card.due - at).days
        steps.append(
            Step(
                rating=int(rating),
                stability=card.stability,
                difficulty=card.difficulty,
                retrievability=before,
                interval=interval,
            )
        )
    return steps


def assert_agree(ours: list[Step], theirs: list[Step], *, with_intervals: bool) -> None:
    for mine, other in zip(ours, theirs, strict=True):
        assert abs(mine["stability"] - other["stability"]) <= 1e-6
        assert abs(mine["difficulty"] - other["difficulty"]) <= 1e-6
        assert abs(mine["retrievability"] - other["retrievability"]) <= 1e-6
        assert not with_intervals or mine["interval"] == other["interval"]


def test_two_thousand_random_histories_agree_to_a_millionth() -> None:
    rng = random.Random(20260301)
    plain = oracle.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    stepped = oracle.Scheduler(enable_fuzzing=False)
    histories = [random_history(rng, number) for number in range(2_000)]
    assert any(0 in history.days[1:] for history in histories)
    for history in histories:
        ours = replay(history)
        assert_agree(ours, oracle_steps(history, plain), with_intervals=True)
        assert_agree(ours, oracle_steps(history, stepped), with_intervals=False)


def test_weights_from_the_whole_permitted_range_agree_too() -> None:
    rng = random.Random(7)
    for number in range(200):
        weights = tuple(
            rng.uniform(low, high)
            for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
        )
        scheduler = oracle.Scheduler(
            weights, 0.85, enable_fuzzing=False, learning_steps=(), relearning_steps=()
        )
        history = random_history(rng, number)
        theirs = oracle_steps(history, scheduler)
        ours = replay(history, Parameters(1, weights, desired_retention=0.85))
        for mine, other in zip(ours, theirs, strict=True):
            assert mine["stability"] == pytest.approx(other["stability"], rel=1e-9)
            assert mine["difficulty"] == pytest.approx(other["difficulty"], rel=1e-9)
            assert mine["interval"] == other["interval"]


@pytest.mark.parametrize(
    ("learning", "relearning"),
    [((1, 10), (10,)), ((), ()), ((5,), (10, 60)), ((1, 10, 60), ()), ((), (7, 8, 9))],
)
def test_phases_steps_and_delays_agree(
    learning: tuple[int, ...], relearning: tuple[int, ...]
) -> None:
    rng = random.Random(11)
    steps, resteps = (tuple(n * MINUTE for n in minutes) for minutes in (learning, relearning))
    scheduler = oracle.Scheduler(
        enable_fuzzing=False, learning_steps=steps, relearning_steps=resteps
    )
    ours = Parameters(1, DEFAULT_WEIGHTS, learning_steps=steps, relearning_steps=resteps)
    for number in range(60):
        compare_states(random_history(rng, number), scheduler, ours)


def compare_states(history: History, scheduler: oracle.Scheduler, parameters: Parameters) -> None:
    card, state, at = oracle.Card(card_id=1), NEW, START
    for rating, gap in zip(history.ratings, history.days, strict=True):
        at += gap * DAY
        card, _ = scheduler.review_card(card, oracle.Rating(int(rating)), at)
        state = apply(state, rating, at, at.date(), parameters)
        assert state.phase is PHASES[card.state]
        assert state.step == (card.step or 0)
        if in_steps(state):
            due = plan_due(state, UUID(int=1), parameters, ZoneInfo("UTC"), 0, last_rating=rating)
            assert due == card.due
        else:
            assert interval_days(state, parameters) == (card.due - at).days
