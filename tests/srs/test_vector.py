"""FSRS-6 over arrays: equal to the scalar formulas, and to fsrs-rs."""

from __future__ import annotations

import random

import fsrs_rs_python as rs
import numpy as np
import pytest

from app.srs import fsrs, vector
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.memory import Rating

RNG = np.random.default_rng(5)
COUNT = 2_000
STABILITY = RNG.lognormal(1, 2, COUNT).clip(0.001, 36_500)
DIFFICULTY = RNG.uniform(1, 10, COUNT)
RATING = RNG.integers(1, 5, COUNT)
ELAPSED = RNG.integers(-1, 200, COUNT) * (RNG.random(COUNT) < 0.7)


def test_each_formula_agrees_with_the_scalar_one() -> None:
    after = vector.next_memory(STABILITY, DIFFICULTY, RATING, ELAPSED, DEFAULT_WEIGHTS)
    recall = vector.retrievability(ELAPSED, STABILITY, DEFAULT_WEIGHTS)
    for k in range(COUNT):
        memory = (float(STABILITY[k]), float(DIFFICULTY[k]))
        expected = fsrs.next_memory(memory, Rating(RATING[k]), int(ELAPSED[k]), DEFAULT_WEIGHTS)
        assert (after[0][k], after[1][k]) == pytest.approx(expected, rel=1e-9)
        assert recall[k] == pytest.approx(
            fsrs.retrievability(float(ELAPSED[k]), memory[0], DEFAULT_WEIGHTS), rel=1e-9
        )


def test_first_memories_and_intervals_agree_with_the_scalar_ones() -> None:
    first = vector.first_memory(RATING, DEFAULT_WEIGHTS)
    days = vector.interval_days(STABILITY, DEFAULT_WEIGHTS, 0.9, 100)
    for k in range(COUNT):
        expected = fsrs.first_memory(Rating(RATING[k]), DEFAULT_WEIGHTS)
        assert (first[0][k], first[1][k]) == pytest.approx(expected, rel=1e-12)
        assert days[k] == fsrs.interval(float(STABILITY[k]), DEFAULT_WEIGHTS, 0.9, 100)


def test_each_student_may_have_weights_of_his_own() -> None:
    stretched = [np.array([weight, weight * 1.1]) for weight in DEFAULT_WEIGHTS]
    both = vector.next_memory(
        np.array([3.0, 3.0]), np.array([5.0, 5.0]), np.array([3, 3]), np.array([4, 4]), stretched
    )
    for place, factor in ((0, 1.0), (1, 1.1)):
        weights = tuple(weight * factor for weight in DEFAULT_WEIGHTS)
        expected = fsrs.next_memory((3.0, 5.0), Rating.GOOD, 4, weights)
        assert (both[0][place], both[1][place]) == pytest.approx(expected, rel=1e-9)


def test_random_histories_agree_with_fsrs_rs_to_a_ten_thousandth() -> None:
    rng = random.Random(3)
    model = rs.FSRS(list(DEFAULT_WEIGHTS))
    for _ in range(200):
        length = rng.randint(1, 12)
        ratings = [rng.randint(1, 4) for _ in range(length)]
        gaps = [0, *(rng.choice((0, rng.randint(1, 60))) for _ in range(length - 1))]
        reviews = [rs.FSRSReview(g, t) for g, t in zip(ratings, gaps, strict=True)]
        theirs = model.memory_state(rs.FSRSItem(reviews))
        memory = vector.first_memory(np.array(ratings[:1]), DEFAULT_WEIGHTS)
        for g, t in zip(ratings[1:], gaps[1:], strict=True):
            memory = vector.next_memory(*memory, np.array([g]), np.array([t]), DEFAULT_WEIGHTS)
        assert theirs.stability == pytest.approx(memory[0][0], rel=1e-3, abs=1e-4)
        assert theirs.difficulty == pytest.approx(memory[1][0], abs=1e-3)
