"""Studying for an exam date: what one showing of a card now is worth on the exam day.

    gain = E P(recall at the exam | shown now) - P(recall at the exam | not shown)

Both outcomes of the showing are weighed by their probability. All arrays have one shape whose
last axis is the cards, so that many students, or many caps for one student, are computed at
once. What is done with the gains, under a cap, is `app.srs.exam_day`.

Loads numpy: import it only where an exam is prepared for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.srs import vector
from app.srs.fsrs import MINIMUM_STABILITY
from app.srs.memory import Rating
from app.srs.vector import Bools, Floats, Ints, Weights

KNOWN_BEFORE = 0.25  # P(recall) of a card that was never shown: 0.24 and 0.28 in two real logs
# The shift to pass while no class model is fitted: FSRS is a little too sure of cards seldom
# shown. Larger ones were better on one truth and worse on another (tuning students).
PRIOR_SHIFT = -0.1

# Seconds of one showing, until the student's own answers tell; the medians of a real log.
SECONDS_FIRST, SECONDS_RECALLED, SECONDS_FORGOTTEN = 14.5, 10.5, 13.0


@dataclass(frozen=True, slots=True)
class ExamCards:
    """Cards before an exam; arrays (…, cards). Days are study days as ordinals.

    *stability* is NaN, and *last_day* without meaning, for a card that was never shown.
    *weight*: what the card counts in the exam; a list has one for each item that it asks.
    *effort*: how many times the seconds of an ordinary card a showing takes. *slope* and
    *shift* are the class model's: logit P = slope · logit R + shift; *unseen* is P(recall) of
    a card that was never shown.
    """

    stability: Floats
    difficulty: Floats
    last_day: Ints
    weight: Floats
    effort: Floats
    slope: Floats | float = 1.0
    shift: Floats | float = 0.0
    unseen: Floats | float = KNOWN_BEFORE

    @property
    def seen(self) -> Bools:
        """Return which cards were shown before."""
        return ~np.isnan(self.stability)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a showing of each card is worth: *gain* in P(recall at the exam) without weight,
    *seconds* it is expected to take, *recall* the probability that it is recalled then.
    """

    gain: Floats
    seconds: Floats
    recall: Floats

    def per_second(self, weight: Floats) -> Floats:
        """Return the weighted gain per expected second, by which cards are ranked."""
        return np.asarray(self.gain * weight / self.seconds)


def recall_on(cards: ExamCards, day: int, weights: Weights) -> Floats:
    """Return P(recall) of each card on *day* if it is not shown until then."""
    stability = np.where(cards.seen, cards.stability, 1.0)
    r = vector.retrievability(day - cards.last_day, stability, weights)
    return np.where(cards.seen, projected(cards, r), cards.unseen)


def projected(cards: ExamCards, retrievability: Floats) -> Floats:
    """Return the class model's P(recall) for a retrievability."""
    if isinstance(cards.slope, float) and (cards.slope, cards.shift) == (1.0, 0.0):
        return retrievability
    r = np.clip(retrievability, 1e-4, 1 - 1e-4)
    logit = cards.slope * np.log(r / (1 - r)) + cards.shift
    return np.asarray(1 / (1 + np.exp(-logit)))


def after_showing(
    cards: ExamCards, day: int, weights: Weights, *, recalled: bool
) -> tuple[Floats, Floats]:
    """Return (stability, difficulty) of each card after an answer on *day*."""
    rating = np.array(Rating.GOOD if recalled else Rating.AGAIN)
    first = vector.first_memory(rating, weights)[1]
    difficulty = vector.next_difficulty(cards.difficulty, rating, weights)
    stability = _stability_after(cards, day, weights, recalled=recalled)
    return stability, np.where(cards.seen, difficulty, first)


def worth(cards: ExamCards, day: int, exam_day: int, weights: Weights) -> Worth:
    """Return what showing each card on *day* is worth on *exam_day* (the day after the last
    one of study, or later).
    """
    recall = recall_on(cards, day, weights)
    left = exam_day - day
    known = _recall_after(cards, day, left, weights, recalled=True)
    failed = _recall_after(cards, day, left, weights, recalled=False)
    gain = recall * known + (1 - recall) * failed - recall_on(cards, exam_day, weights)
    return Worth(gain=gain, seconds=expected_seconds(cards, recall), recall=recall)


def expected_seconds(cards: ExamCards, recall: Floats) -> Floats:
    """Return how long one showing is expected to take."""
    later = SECONDS_RECALLED * recall + SECONDS_FORGOTTEN * (1 - recall)
    return np.asarray(cards.effort * np.where(cards.seen, later, SECONDS_FIRST))


def _recall_after(
    cards: ExamCards, day: int, left: int, weights: Weights, *, recalled: bool
) -> Floats:
    stability = _stability_after(cards, day, weights, recalled=recalled)
    return projected(cards, vector.retrievability(left, stability, weights))


def _stability_after(cards: ExamCards, day: int, weights: Weights, *, recalled: bool) -> Floats:
    """As `vector.next_memory` has it, but with one rating for all, in half of the time."""
    rating = np.array(Rating.GOOD if recalled else Rating.AGAIN)
    old = np.where(cards.seen, cards.stability, 1.0)
    elapsed = day - cards.last_day
    r = vector.retrievability(elapsed, old, weights)
    change = vector.recall_stability if recalled else vector.lapse_stability
    after = change(old, cards.difficulty, r, weights)
    if np.any(cards.seen & (elapsed <= 0)):
        same_day = vector.same_day_stability(old, rating, weights)
        after = np.where(elapsed <= 0, same_day, after)
    first = vector.first_memory(rating, weights)[0]
    return np.where(cards.seen, np.maximum(after, MINIMUM_STABILITY), first)
