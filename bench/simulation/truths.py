"""How memory really works, in three ways: none is the model with which the scheduler plans.

Each truth holds arrays of (students, cards) and answers three questions: the probability of
recall on a day, what an answer does, and nothing else. A card that a student was never shown
is recalled with the probability of knowing it anyway. The numbers come from
`python -m bench.simulation.fit_truths` and were not touched after the policies were begun.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

from app.srs import vector
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.vector import Bools, Floats, Ints
from bench.simulation.world import World

Where = tuple[Ints, Ints]  # indices of students and of cards
SAME_DAY = 5 / 1440  # days between two showings on one day


class Truth(Protocol):
    """The memory of all students for all cards."""

    def recall(self, day: float) -> Floats:
        """Return P(recall) of every card at the start of *day*."""

    def recall_at(self, where: Where, day: int) -> Floats:
        """Return P(recall) of the cards at *where* for an answer on *day*."""

    def answer(self, where: Where, day: int, recalled: Bools) -> None:
        """Take in answers given on *day*; no card of a student occurs twice."""


class PerturbedFsrs:
    """FSRS-6, but every student has weights of his own (each off by a factor with sd 15 %),
    and students and cards shift the logit of R, which the scheduler's FSRS does not know.
    """

    WEIGHTS_SPREAD = 0.15
    ABILITY, EASE = 0.6, 0.6
    KNOWN_BEFORE = 0.20

    def __init__(self, world: World) -> None:
        factors = np.exp(self.WEIGHTS_SPREAD * world.weights_noise)
        self.weights = (np.array(DEFAULT_WEIGHTS) * factors).T  # (21, students)
        self.shift = self.ABILITY * world.ability[:, None] + self.EASE * world.ease
        shape = self.shift.shape
        self.stability, self.difficulty = np.full(shape, np.nan), np.full(shape, 5.0)
        self.last = np.zeros(shape)

    def recall(self, day: float) -> Floats:
        everywhere = np.indices(self.shift.shape)
        return self._recall(day - self.last, self.stability, (everywhere[0], everywhere[1]))

    def recall_at(self, where: Where, day: int) -> Floats:
        gap = np.maximum(day - self.last[where], SAME_DAY)
        return self._recall(gap, self.stability[where], where)

    def answer(self, where: Where, day: int, recalled: Bools) -> None:
        weights = [weight[where[0]] for weight in self.weights]
        rating = np.where(recalled, 3, 1)
        s, d = self.stability[where], self.difficulty[where]
        known = ~np.isnan(s)
        gap = day - self.last[where]
        after = vector.next_memory(np.where(known, s, 1.0), d, rating, gap, weights)
        first = np.where(recalled, weights[2], weights[0])
        first_difficulty = weights[4] - np.exp(weights[5] * (rating - 1.0)) + 1
        self.stability[where] = np.where(known, after[0], first)
        self.difficulty[where] = np.where(known, after[1], np.clip(first_difficulty, 1, 10))
        self.last[where] = day

    def _recall(self, gap: Floats, stability: Floats, where: Where) -> Floats:
        decay = self.weights[20][where[0]]
        factor = 0.9 ** (-1 / decay) - 1
        seen = ~np.isnan(stability)
        r = (1 + factor * gap / np.where(seen, stability, 1.0)) ** -decay
        r = np.clip(np.where(seen, r, self.KNOWN_BEFORE), 1e-6, 1 - 1e-6)
        return _sigmoid(np.log(r / (1 - r)) + self.shift[where])


class ActR:
    """ACT-R's declarative memory, fitted to recall-cohort: activation is the logarithm of
    what was there before plus every showing's trace, which decays with a power of its age.
    """

    DECAY, FAILURE, PRIOR = 0.3, 0.3, 0.6
    INTERCEPT, SLOPE = -0.530, 1.004
    ABILITY, EASE = 0.88, 0.98

    def __init__(self, world: World) -> None:
        self.shift = self.ABILITY * world.ability[:, None] + self.EASE * world.ease
        days = world.studies.shape[1]
        self.traces = np.zeros((days, *self.shift.shape), dtype=np.float32)
        self.last = 0

    def recall(self, day: float) -> Floats:
        ages = day - np.arange(self.last + 1)
        strengths = (ages**-self.DECAY).astype(np.float32)
        return self._recall(np.tensordot(strengths, self.traces[: self.last + 1], 1), self.shift)

    def recall_at(self, where: Where, day: int) -> Floats:
        ages = np.maximum(day - np.arange(day + 1), SAME_DAY)
        past = self.traces[: day + 1][:, where[0], where[1]]
        return self._recall((ages**-self.DECAY) @ past, self.shift[where])

    def answer(self, where: Where, day: int, recalled: Bools) -> None:
        self.traces[day][where] += np.where(recalled, 1.0, self.FAILURE)
        self.last = max(self.last, day)

    def _recall(self, strength: Floats, shift: Floats) -> Floats:
        return _sigmoid(self.INTERCEPT + self.SLOPE * np.log(self.PRIOR + strength) + shift)


class SpacingPower:
    """A power law with a spacing effect, fitted to recall-anki: only successes on later days
    build strength, more so after longer gaps; repetition on the same day only resets the age.
    The spread of students is the cohort's, as that log has one user.
    """

    INTERCEPT, FORGETTING, GROWTH = 1.600, 0.723, 1.292
    ABILITY, EASE = 0.88, 0.44
    KNOWN_BEFORE = 0.28  # the log's share of first answers recalled

    def __init__(self, world: World) -> None:
        self.shift = self.ABILITY * world.ability[:, None] + self.EASE * world.ease
        self.grown, self.last = np.zeros(self.shift.shape), np.full(self.shift.shape, -1)

    def recall(self, day: float) -> Floats:
        return self._recall(day, self.grown, self.last, self.shift)

    def recall_at(self, where: Where, day: int) -> Floats:
        return self._recall(day, self.grown[where], self.last[where], self.shift[where])

    def answer(self, where: Where, day: int, recalled: Bools) -> None:
        last, grown = self.last[where], self.grown[where]
        gap = day - last
        after = np.where(recalled, grown + np.log1p(gap), grown / 2)
        self.grown[where] = np.where((last >= 0) & (gap > 0), after, grown)
        self.last[where] = day

    def _recall(self, day: float, grown: Floats, last: Ints, shift: Floats) -> Floats:
        before = np.log(self.KNOWN_BEFORE / (1 - self.KNOWN_BEFORE))
        gap = np.maximum(day - last, 0)
        shown = self.INTERCEPT - self.FORGETTING * np.log1p(gap) + self.GROWTH * np.log1p(grown)
        return _sigmoid(np.where(last >= 0, np.maximum(shown, before), before) + shift)


TRUTHS: dict[str, Callable[[World], Truth]] = {
    "perturbed FSRS": PerturbedFsrs,
    "ACT-R": ActR,
    "spacing power": SpacingPower,
}


def _sigmoid(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)))
