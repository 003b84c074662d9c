"""The FSRS-6 memory model: 21 weights, plain formulas on floats.

Source: Open Spaced Repetition, "The Algorithm", sections FSRS-4.5 to FSRS-6
(github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm). The names of the symbols
there stand in the docstrings: S stability (days), D difficulty (1 … 10), R retrievability
(a probability), G rating (1 … 4), t elapsed days, w the weights. Where that text leaves a
choice open, the behaviour of the package ``fsrs`` 6.3.2 decides; the tests compare the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from app.srs.memory import Parameters, Rating

DEFAULT_WEIGHTS: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # w0 … w3: stability after a first Again … Easy
    *(6.4133, 0.8334, 3.0194, 0.001),  # w4 … w7: difficulty
    *(1.8722, 0.1666, 0.796),  # w8 … w10: stability after recall
    *(1.4835, 0.0614, 0.2629, 1.6483),  # w11 … w14: stability after a lapse
    *(0.6014, 1.8729),  # w15, w16: Hard penalty, Easy bonus
    *(0.5425, 0.0912, 0.0658),  # w17 … w19: a second review on the same day
    0.1542,  # w20: decay of the forgetting curve
)
DEFAULT_PARAMETERS = Parameters(number=0, weights=DEFAULT_WEIGHTS)

MINIMUM_STABILITY = 0.001  # days
MINIMUM_DIFFICULTY = 1.0
MAXIMUM_DIFFICULTY = 10.0


def retrievability(elapsed_days: float, stability: float, weights: Sequence[float]) -> float:
    """Return the probability of recall *elapsed_days* after the last review.

    R(t, S) = (1 + factor · t / S) ^ -w20, where the factor makes R(S, S) = 0.9. A negative
    gap (clocks differ between devices) counts as 0.
    """
    return float((1 + _factor(weights) * max(0.0, elapsed_days) / stability) ** -weights[20])


def interval(
    stability: float, weights: Sequence[float], desired_retention: float, maximum: int
) -> int:
    """Return after how many whole days R falls to *desired_retention*: 1 … *maximum*.

    I(r, S) = S / factor · (r ^ (-1 / w20) - 1), rounded half to even.
    """
    days = stability / _factor(weights) * (desired_retention ** (-1 / weights[20]) - 1)
    return min(max(round(float(days)), 1), maximum)


def initial_stability(rating: Rating, weights: Sequence[float]) -> float:
    """Return S after the first review: S₀(G) = w[G - 1]."""
    return _at_least_minimum(weights[rating - 1])


def initial_difficulty(rating: Rating, weights: Sequence[float]) -> float:
    """Return D after the first review: D₀(G) = w4 - e^(w5 · (G - 1)) + 1, within 1 … 10."""
    return _clamp_difficulty(_unclamped_initial_difficulty(rating, weights))


def next_difficulty(difficulty: float, rating: Rating, weights: Sequence[float]) -> float:
    """Return D after a later review.

    The step -w6 · (G - 3) is damped by (10 - D) / 9; the result reverts to D₀(Easy) with
    weight w7. That D₀ is *not* clamped, although the first difficulty of a card is.
    """
    damped = difficulty - weights[6] * (rating - 3) * (10 - difficulty) / 9
    target = _unclamped_initial_difficulty(Rating.EASY, weights)
    return _clamp_difficulty(weights[7] * target + (1 - weights[7]) * damped)


def same_day_stability(stability: float, rating: Rating, weights: Sequence[float]) -> float:
    """Return S after another review on the same study day.

    S'(S, G) = S · e^(w17 · (G - 3 + w18)) · S^-w19. The gain is floored at 1 for every
    rating but Again: for Hard too.
    """
    gain = exp(weights[17] * (rating - 3 + weights[18])) * stability ** -weights[19]
    if rating is not Rating.AGAIN:
        gain = max(gain, 1.0)
    return _at_least_minimum(stability * gain)


def recall_stability(
    stability: float, difficulty: float, recall: float, rating: Rating, weights: Sequence[float]
) -> float:
    """Return S after an answer Hard, Good or Easy on a later day; *recall* is R before it.

    S' = S · (1 + e^w8 · (11 - D) · S^-w9 · (e^(w10 · (1 - R)) - 1)), the growth times w15
    for Hard and times w16 for Easy.
    """
    growth = exp(weights[8]) * (11 - difficulty) * stability ** -weights[9]
    growth *= exp(weights[10] * (1 - recall)) - 1
    if rating is Rating.HARD:
        growth *= weights[15]
    if rating is Rating.EASY:
        growth *= weights[16]
    return _at_least_minimum(stability * (1 + growth))


def lapse_stability(
    stability: float, difficulty: float, recall: float, weights: Sequence[float]
) -> float:
    """Return S after an answer Again on a later day; *recall* is R before it.

    S' = w11 · D^-w12 · ((S + 1)^w13 - 1) · e^(w14 · (1 - R)), but never more than
    S / e^(w17 · w18): forgetting does not strengthen a memory.
    """
    long_term = weights[11] * difficulty ** -weights[12] * ((stability + 1) ** weights[13] - 1)
    long_term *= exp(weights[14] * (1 - recall))
    ceiling = stability / exp(weights[17] * weights[18])
    return _at_least_minimum(min(long_term, ceiling))


def first_memory(rating: Rating, weights: Sequence[float]) -> tuple[float, float]:
    """Return (stability, difficulty) after the first review of a card."""
    return initial_stability(rating, weights), initial_difficulty(rating, weights)


def next_memory(
    memory: tuple[float, float], rating: Rating, elapsed_days: int, weights: Sequence[float]
) -> tuple[float, float]:
    """Return (stability, difficulty) after a later review, *elapsed_days* study days on.

    0 days or fewer is "the same day" and takes the same-day formula.
    """
    stability, difficulty = memory
    if elapsed_days <= 0:
        stability = same_day_stability(stability, rating, weights)
    else:
        recall = retrievability(elapsed_days, stability, weights)
        if rating is Rating.AGAIN:
            stability = lapse_stability(stability, difficulty, recall, weights)
        else:
            stability = recall_stability(stability, difficulty, recall, rating, weights)
    return stability, next_difficulty(difficulty, rating, weights)


def _factor(weights: Sequence[float]) -> float:
    return float(0.9 ** (-1 / weights[20])) - 1


def _unclamped_initial_difficulty(rating: Rating, weights: Sequence[float]) -> float:
    return weights[4] - exp(weights[5] * (rating - 1)) + 1


def _clamp_difficulty(difficulty: float) -> float:
    return min(max(difficulty, MINIMUM_DIFFICULTY), MAXIMUM_DIFFICULTY)


def _at_least_minimum(stability: float) -> float:
    return max(stability, MINIMUM_STABILITY)
