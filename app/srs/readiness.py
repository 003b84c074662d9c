"""Readiness: the expected share of an exam's cards recalled on its day, with an interval.

Never a score, a grade or a chance of passing: it rests on what students say of themselves.
The interval holds what chance does card by card and what is not known of the student as a
whole: a shift of all his logits, with a variance that the class model and its held-out
errors give. Loads numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.srs.vector import Bools, Floats, Ints

ENOUGH_ANSWERS = 100  # below, the page says "too early to say"
NOMINAL = 0.80
NORMAL_QUANTILE = 1.2816  # of (1 + NOMINAL) / 2
_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(9)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Shares of 1, weighted as the exam weighs; *cards* is how many they are about."""

    expected: float
    low: float
    high: float
    cards: int


def readiness(
    probability: Floats, weight: Floats, shift_variance: float, answers: int
) -> Readiness | None:
    """Return the readiness from each card's P(recall on the day), None while it is too early.

    *shift_variance*: of the student's common logit shift, see `shift_variance_of`; *answers*:
    how many the student has given. None too when there is no card with weight.
    """
    total = float(weight.sum())
    if answers < ENOUGH_ANSWERS or total <= 0:
        return None
    share = weight / total
    mean, sd = _moments(probability, share, shift_variance)
    half = NORMAL_QUANTILE * sd
    return Readiness(mean, max(0.0, mean - half), min(1.0, mean + half), len(weight))


def by_chapter(
    probability: Floats, weight: Floats, chapter: Ints, shift_variance: float, answers: int
) -> dict[int, Readiness | None]:
    """Return the readiness of each chapter (by its number)."""
    return {
        int(number): readiness(
            probability[chapter == number], weight[chapter == number], shift_variance, answers
        )
        for number in np.unique(chapter)
    }


def shift_variance_of(
    probability: Floats, recalled: Bools, student: Ints, *, least: float = 0.0
) -> float:
    """Return how much whole students differed from what was predicted of them (logits²).

    From held-out answers: the spread of each student's recalled share about the predicted
    one, less what chance alone does, by the method of moments; a common error of all
    students counts too. It is widened by what is not known of a student yet to come when it
    is estimated on so few (Student's prediction interval, in place of the normal one). *least*
    is returned if chance explains everything.
    """
    ids, place = np.unique(student, return_inverse=True)
    if not len(ids):
        return least
    chance = probability * (1 - probability)
    residual = np.bincount(place, recalled - probability)
    spread = np.bincount(place, chance)
    surplus = residual**2 - spread
    return max(least, float(surplus.sum() / (spread**2).sum()) * _widened(len(ids)))


def _widened(students: int) -> float:
    """Return (t / z)² · (1 + 1 / n), with the quantile of Student's t by the first terms of its
    expansion (Abramowitz and Stegun 1964, 26.7.5). Two students at least are supposed.
    """
    n, z = max(2, students), NORMAL_QUANTILE
    t = z + (z**3 + z) / (4 * (n - 1)) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * (n - 1) ** 2)
    return (t / z) ** 2 * (1 + 1 / n)


def _moments(probability: Floats, share: Floats, shift_variance: float) -> tuple[float, float]:
    """Return mean and sd of the weighted share: chance card by card, plus the common shift,
    integrated over nine nodes of its normal distribution.
    """
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    logit = np.log(p / (1 - p))
    # A logit that already averages over the shift is steeper at each node (MacKay 1992).
    steeper = np.sqrt(1 + np.pi * shift_variance / 8)
    shifted = 1 / (1 + np.exp(-(logit * steeper + _NODES[:, None] * shift_variance**0.5)))
    node = _NODE_WEIGHTS / _NODE_WEIGHTS.sum()
    means = shifted @ share
    chance = (shifted * (1 - shifted)) @ share**2
    mean = float(node @ means)
    variance = float(node @ (chance + (means - mean) ** 2))
    return mean, variance**0.5
