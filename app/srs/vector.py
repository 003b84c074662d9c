"""FSRS-6 over arrays: the formulas of `app.srs.fsrs`, for thousands of cards at once.

Loads numpy, so import it only where whole decks are ranked, folded or fitted. It agrees with
the scalar formulas to a relative 1e-9, not bit for bit (numpy has powers of its own): a stored
memory state is always the scalar fold's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.srs.fsrs import MAXIMUM_DIFFICULTY, MINIMUM_DIFFICULTY, MINIMUM_STABILITY
from app.srs.memory import Rating

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

# One number per weight, or one array per weight that broadcasts with the cards.
Weights: TypeAlias = Sequence[float] | Sequence[Floats]


def retrievability(
    elapsed_days: Floats | Ints | float, stability: Floats, weights: Weights
) -> Floats:
    """Return the probability of recall *elapsed_days* after the last review (0 if negative)."""
    elapsed = np.maximum(elapsed_days, 0.0)
    return np.asarray((1 + _factor(weights) * elapsed / stability) ** -weights[20])


def interval_days(
    stability: Floats, weights: Weights, desired_retention: float, maximum: int
) -> Ints:
    """Return after how many whole days R falls to *desired_retention*: 1 … *maximum*."""
    days = stability / _factor(weights) * (desired_retention ** (-1 / weights[20]) - 1)
    whole: Ints = np.clip(np.rint(days), 1, maximum).astype(np.int64)
    return whole


def first_memory(rating: Ints, weights: Weights) -> tuple[Floats, Floats]:
    """Return (S, D) after the first *rating* (1 … 4) of each card."""
    stability = np.choose(rating - 1, weights[:4])
    difficulty = weights[4] - np.exp(weights[5] * (rating - 1.0)) + 1
    return np.maximum(stability, MINIMUM_STABILITY), _clamped(difficulty)


def next_memory(
    stability: Floats,
    difficulty: Floats,
    rating: Ints,
    elapsed_days: Ints | Floats,
    weights: Weights,
) -> tuple[Floats, Floats]:
    """Return (S, D) after a later *rating*, *elapsed_days* study days after the last one.

    All four arrays have one shape, or broadcast to one.
    """
    same_day = same_day_stability(stability, rating, weights)
    later = _later_stability(stability, difficulty, rating, elapsed_days, weights)
    after = np.where(elapsed_days <= 0, same_day, later)
    return np.maximum(after, MINIMUM_STABILITY), next_difficulty(difficulty, rating, weights)


def same_day_stability(stability: Floats, rating: Ints, weights: Weights) -> Floats:
    """Return S after another review on the same study day; the gain of all but Again is ≥ 1."""
    gain = np.exp(weights[17] * (rating - 3 + weights[18])) * stability ** -weights[19]
    return np.asarray(stability * np.where(rating == Rating.AGAIN, gain, np.maximum(gain, 1.0)))


def recall_stability(
    stability: Floats, difficulty: Floats, recall: Floats, weights: Weights
) -> Floats:
    """Return S after Good on a later day, from R before it (*recall*)."""
    return stability * (1 + _growth(stability, difficulty, recall, weights))


def lapse_stability(
    stability: Floats, difficulty: Floats, recall: Floats, weights: Weights
) -> Floats:
    """Return S after Again on a later day, from R before it (*recall*)."""
    long_term = weights[11] * difficulty ** -weights[12]
    long_term = long_term * ((stability + 1) ** weights[13] - 1)
    long_term = long_term * np.exp(weights[14] * (1 - recall))
    ceiling = stability / np.exp(weights[17] * weights[18])
    return np.asarray(np.minimum(long_term, ceiling))


def next_difficulty(difficulty: Floats, rating: Ints, weights: Weights) -> Floats:
    """Return D after a later *rating*; it reverts to the unclamped D of a first Easy."""
    damped = difficulty - weights[6] * (rating - 3) * (10 - difficulty) / 9
    target = weights[4] - np.exp(weights[5] * 3.0) + 1
    return _clamped(weights[7] * target + (1 - weights[7]) * damped)


def _later_stability(s: Floats, d: Floats, g: Ints, t: Floats | Ints, weights: Weights) -> Floats:
    recall = retrievability(t, s, weights)
    by_rating = np.choose(g - 1, [1.0, weights[15], 1.0, weights[16]])
    grown = s * (1 + _growth(s, d, recall, weights) * by_rating)
    return np.where(g == Rating.AGAIN, lapse_stability(s, d, recall, weights), grown)


def _growth(s: Floats, d: Floats, recall: Floats, weights: Weights) -> Floats:
    growth = np.exp(weights[8]) * (11 - d) * s ** -weights[9]
    return np.asarray(growth * (np.exp(weights[10] * (1 - recall)) - 1))


def _clamped(difficulty: Floats) -> Floats:
    return np.clip(difficulty, MINIMUM_DIFFICULTY, MAXIMUM_DIFFICULTY)


def _factor(weights: Weights) -> Floats:
    return np.asarray(0.9 ** (-1 / np.asarray(weights[20])) - 1)
