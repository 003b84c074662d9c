"""The formulas one by one: their traps, and the directions that memory must move in."""

from __future__ import annotations

from math import exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.srs import fsrs
from app.srs.fsrs import DEFAULT_WEIGHTS as W
from app.srs.memory import Rating
from tests.srs.strategies import ratings, unhurried

stabilities = st.floats(0.001, 36_500)
difficulties = st.floats(1, 10)
recalls = st.floats(0, 1)
passing = st.sampled_from([Rating.HARD, Rating.GOOD, Rating.EASY])


def test_there_are_twenty_one_weights() -> None:
    assert len(W) == 21


@pytest.mark.parametrize(
    ("rating", "stability"),
    [(Rating.AGAIN, 0.212), (Rating.HARD, 1.2931), (Rating.GOOD, 2.3065), (Rating.EASY, 8.2956)],
)
def test_the_first_stability_is_the_ratings_own_weight(rating: Rating, stability: float) -> None:
    assert fsrs.initial_stability(rating, W) == stability


def test_a_first_stability_of_zero_is_raised_to_the_minimum() -> None:
    assert fsrs.initial_stability(Rating.AGAIN, (0.0, *W[1:])) == fsrs.MINIMUM_STABILITY


def test_the_first_difficulty_of_easy_is_clamped_to_one() -> None:
    assert W[4] - exp(W[5] * 3) + 1 < 1
    assert fsrs.initial_difficulty(Rating.EASY, W) == 1.0


def test_difficulty_reverts_to_the_unclamped_difficulty_of_easy() -> None:
    weights = (*W[:7], 0.5, *W[8:])  # half of the way at once, so that the target shows
    unclamped = W[4] - exp(W[5] * 3) + 1
    assert fsrs.next_difficulty(8.0, Rating.GOOD, weights) == pytest.approx((8 + unclamped) / 2)


def test_the_worst_difficulty_stays_within_the_scale() -> None:
    assert fsrs.next_difficulty(10.0, Rating.AGAIN, W) <= 10.0
    assert fsrs.next_difficulty(1.0, Rating.EASY, W) == 1.0


def test_hard_on_the_same_day_does_not_weaken_a_memory() -> None:
    unfloored = exp(W[17] * (Rating.HARD - 3 + W[18])) * 5.0 ** -W[19]
    assert unfloored < 1
    assert fsrs.same_day_stability(5.0, Rating.HARD, W) == 5.0


def test_again_on_the_same_day_does() -> None:
    assert fsrs.same_day_stability(5.0, Rating.AGAIN, W) < 5.0


def test_a_lapse_is_capped_where_the_long_formula_would_strengthen() -> None:
    ceiling = 0.01 / exp(W[17] * W[18])
    assert fsrs.lapse_stability(0.01, 1.0, 0.0, W) == ceiling


@pytest.mark.parametrize(
    ("stability", "retention", "maximum", "days"),
    [
        (10.0, 0.9, 36_500, 10),
        (0.001, 0.9, 36_500, 1),
        (2.5, 0.9, 36_500, 2),
        (500.0, 0.9, 365, 365),
        (10.0, 0.95, 36_500, 4),
    ],
)
def test_the_interval_is_whole_days_within_its_bounds(
    stability: float, retention: float, maximum: int, days: int
) -> None:
    assert fsrs.interval(stability, W, retention, maximum) == days


@pytest.mark.parametrize("decay", [0.1, 0.1542, 0.5, 0.8])
def test_recall_after_one_stability_is_nine_tenths_whatever_the_decay(decay: float) -> None:
    weights = (*W[:20], decay)
    assert fsrs.retrievability(42.0, 42.0, weights) == pytest.approx(0.9)


def test_a_negative_gap_counts_as_none() -> None:
    assert fsrs.retrievability(-3, 5.0, W) == 1.0
    memory = (5.0, 5.0)
    assert fsrs.next_memory(memory, Rating.GOOD, -3, W) == fsrs.next_memory(
        memory, Rating.GOOD, 0, W
    )


@unhurried
@given(stabilities, st.integers(0, 5_000), st.integers(1, 5_000))
def test_recall_falls_with_time(stability: float, days: int, more: int) -> None:
    later = fsrs.retrievability(days + more, stability, W)
    assert 0 < later < fsrs.retrievability(days, stability, W) <= 1


@unhurried
@given(stabilities, difficulties, recalls, passing)
def test_a_recalled_memory_never_weakens(s: float, d: float, recall: float, rating: Rating) -> None:
    assert fsrs.recall_stability(s, d, recall, rating, W) >= s


@unhurried
@given(stabilities, difficulties, recalls)
def test_a_better_rating_leaves_the_stronger_memory(s: float, d: float, recall: float) -> None:
    lapse = fsrs.lapse_stability(s, d, recall, W)
    hard, good, easy = (
        fsrs.recall_stability(s, d, recall, rating, W)
        for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)
    )
    assert lapse <= hard <= good <= easy
    same_day = [fsrs.same_day_stability(s, rating, W) for rating in Rating]
    assert same_day == sorted(same_day)


@unhurried
@given(stabilities, difficulties, st.floats(0, 0.99), st.floats(0.001, 0.01), passing)
def test_a_recall_that_was_less_likely_strengthens_more(
    s: float, d: float, recall: float, more: float, rating: Rating
) -> None:
    unlikely = fsrs.recall_stability(s, d, recall, rating, W)
    assert unlikely >= fsrs.recall_stability(s, d, recall + more, rating, W)


@unhurried
@given(stabilities, difficulties, recalls)
def test_a_lapse_never_strengthens_beyond_the_floor(s: float, d: float, recall: float) -> None:
    assert fsrs.lapse_stability(s, d, recall, W) <= max(s, fsrs.MINIMUM_STABILITY)


@unhurried
@given(difficulties, ratings)
def test_difficulty_moves_against_the_rating_and_stays_in_scale(d: float, rating: Rating) -> None:
    moved = fsrs.next_difficulty(d, rating, W)
    assert 1 <= moved <= 10
    assert moved <= fsrs.next_difficulty(d, Rating.AGAIN, W)
    assert moved >= fsrs.next_difficulty(d, Rating.EASY, W)


@unhurried
@given(stabilities, stabilities, st.floats(0.7, 0.97))
def test_the_stronger_memory_gets_the_longer_interval(a: float, b: float, retention: float) -> None:
    weak, strong = sorted((a, b))
    shorter, longer = (fsrs.interval(s, W, retention, 36_500) for s in (weak, strong))
    assert 1 <= shorter <= longer < inf
