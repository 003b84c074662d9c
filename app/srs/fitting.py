"""FSRS weights fitted to a class's answers, by the package ``fsrs-rs-python`` (no torch).

It is loaded only when a fit is made; numpy is loaded with this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from app.srs import fsrs
from app.srs.exposure import Given, Weights
from app.srs.memory import Rating
from app.srs.vector import Bools, Floats, Ints

FEWEST_TARGETS = 1_000  # below, fits to a real log were worse than the published defaults


def fitted(answers: Sequence[Given]) -> Weights | None:
    """Return weights fitted to *answers* (of each student in order of time), None if too few
    of them come a day or more after the card's last one.
    """
    import fsrs_rs_python as rs

    items = _items(answers)
    if len(items) < FEWEST_TARGETS:
        return None
    reviews = [
        rs.FSRSItem([rs.FSRSReview(rating, gap) for rating, gap in history]) for history in items
    ]
    found = rs.FSRS(list(fsrs.DEFAULT_WEIGHTS)).compute_parameters(reviews)
    return tuple(float(weight) for weight in found)


def predicted(answers: Sequence[Given], weights: Weights) -> tuple[Floats, Bools, Ints]:
    """Return R, whether recalled, and the student of each answer a day or more after the
    card's last one, under *weights*.
    """
    memory: dict[tuple[int, int], tuple[float, float]] = {}
    last: dict[tuple[int, int], int] = {}
    found: list[tuple[float, bool, int]] = []
    for answer in answers:
        key = (answer.student, answer.card)
        rating = answer.rating or (Rating.GOOD if answer.recalled else Rating.AGAIN)
        if key not in memory:
            memory[key] = fsrs.first_memory(rating, weights)
        else:
            gap = max(0, answer.study_day - last[key])
            if gap > 0 and answer.target:
                r = fsrs.retrievability(gap, memory[key][0], weights)
                found.append((r, answer.recalled, answer.student))
            memory[key] = fsrs.next_memory(memory[key], rating, gap, weights)
        last[key] = answer.study_day
    return (
        np.array([row[0] for row in found]),
        np.array([row[1] for row in found], dtype=bool),
        np.array([row[2] for row in found], dtype=np.int64),
    )


def _items(answers: Sequence[Given]) -> list[list[tuple[int, int]]]:
    """Return the history (rating, days since) up to each answer on a later day."""
    past: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    last: dict[tuple[int, int], int] = {}
    items = []
    for answer in answers:
        key = (answer.student, answer.card)
        gap = max(0, answer.study_day - last.get(key, answer.study_day))
        rating = answer.rating or (Rating.GOOD if answer.recalled else Rating.AGAIN)
        past[key].append((int(rating), gap))
        last[key] = answer.study_day
        if gap > 0:
            items.append(list(past[key]))
    return items
