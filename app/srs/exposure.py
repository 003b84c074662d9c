"""What precedes each answer of a log: one pass over a class's answers in order of time.

It makes the rows from which the class model is fitted and by which it is followed, answer by
answer. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from app.srs import fsrs
from app.srs.class_features import Exposure
from app.srs.memory import Rating
from app.srs.vector import Bools, Ints

Weights = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: of a student to a card of a note, at *day* (a time in days).

    *target*: whether it is predicted; *teaches*: whether it is learnt from.
    """

    student: int
    note: int
    card: int
    day: float
    study_day: int
    recalled: bool
    target: bool = True
    teaches: bool = True
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The targets with what preceded them, row by row, in the order they were given."""

    exposure: Exposure
    student: Ints
    card: Ints
    recalled: Bools
    study_day: Ints
    index: Ints  # among all answers


@dataclass(slots=True)
class _Past:
    memory: tuple[float, float] | None = None
    day: float = 0.0
    study_day: int = 0
    today: dict[int, list[int]] = field(default_factory=dict)  # card → [failed, recalled]
    shown: set[int] = field(default_factory=set)


def rows(
    answers: Iterable[Given], weights: Weights = fsrs.DEFAULT_WEIGHTS, *, fractions: bool = False
) -> Rows:
    """Return the targets of *answers* (by student in order of time). With *fractions*, gaps
    under 24 hours are the same day and longer ones count as fractions, as the cohort's
    protocol has it; else study days count.
    """
    past: dict[tuple[int, int], _Past] = {}
    found: list[tuple[float, ...]] = []
    for index, answer in enumerate(answers):
        own = past.setdefault((answer.student, answer.note), _Past())
        gap = _gap(own, answer, fractions=fractions)
        if answer.target:
            found.append((*_row(own, answer, gap, weights), index))
        if answer.teaches:
            _learn(own, answer, gap, weights)
    table = np.array(found)
    exposure = Exposure(
        table[:, 0], table[:, 1], *(table[:, k].astype(np.int64) for k in range(2, 8))
    )
    ints: list[Ints] = [table[:, k].astype(np.int64) for k in (8, 9, 11, 12)]
    return Rows(exposure, ints[0], ints[1], table[:, 10] == 1, ints[2], ints[3])


def _gap(own: _Past, answer: Given, *, fractions: bool) -> float:
    if fractions:
        passed = max(0.0, answer.day - own.day)
        return passed if passed >= 1 else 0.0
    return float(max(0, answer.study_day - own.study_day))


def _row(own: _Past, answer: Given, gap: float, weights: Weights) -> tuple[float, ...]:
    if own.memory is None:
        before = (0.5, -1.0, 0, 0, 0, 0, 0, 0)
    else:
        since = max(0.0, answer.day - own.day)
        failed, recalled = own.today.get(answer.card, [0, 0])
        siblings = np.sum(list(own.today.values()), axis=0)
        r = fsrs.retrievability(since, own.memory[0], weights)
        if gap >= 1 and answer.rating is not None:
            r = fsrs.retrievability(gap, own.memory[0], weights)
        before = (
            r, since, int(gap < 1), recalled, failed, siblings[1] - recalled,
            siblings[0] - failed, int(answer.card in own.shown),
        )  # fmt: skip
    return (*before, answer.student, answer.card, answer.recalled, answer.study_day)


def _learn(own: _Past, answer: Given, gap: float, weights: Weights) -> None:
    rating = answer.rating or (Rating.GOOD if answer.recalled else Rating.AGAIN)
    if own.memory is None:
        own.memory = fsrs.first_memory(rating, weights)
    else:
        # Bare practice data has fractions of a day; FSRS's formulas take them as they are.
        own.memory = fsrs.next_memory(own.memory, rating, gap, weights)  # type: ignore[arg-type] # - see above
        if gap >= 1:
            own.today = {}
    own.today.setdefault(answer.card, [0, 0])[answer.recalled] += 1
    own.shown.add(answer.card)
    own.day, own.study_day = answer.day, answer.study_day
