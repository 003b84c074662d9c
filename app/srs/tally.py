"""Tests of memory: answers of a later study day than the one before, and how many were recalled.

Answers of the same day are learning and test nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.srs.memory import Rating, Review


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one student was tested on a card, and how often it was *recalled*."""

    tests: int = 0
    recalled: int = 0


def tally(reviews: Iterable[Review]) -> Tally:
    """Return the tally of *reviews* of one card, given in any order, as `fold` takes them."""
    tests = recalled = 0
    before: date | None = None
    for review in sorted(reviews, key=lambda review: review.order):
        if before is not None and review.study_day > before:
            tests += 1
            recalled += review.rating is not Rating.AGAIN
        before = review.study_day
    return Tally(tests, recalled)
