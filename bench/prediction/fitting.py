"""FSRS weights fitted by fsrs-rs, for the benchmark's rows "fitted" and "accepted"."""

from __future__ import annotations

from collections.abc import Sequence

import fsrs_rs_python as rs

from app.srs.fsrs import DEFAULT_WEIGHTS
from bench.prediction.exposure import Given

FEWEST_TARGETS = 1_000  # below, fits were worse than the defaults in the log's README


def fitted(answers: Sequence[Given]) -> tuple[float, ...] | None:
    """Return weights fitted to *answers* in order of time, None if they are too few."""
    items = _items(answers)
    if len(items) < FEWEST_TARGETS:
        return None
    found = rs.FSRS(list(DEFAULT_WEIGHTS)).compute_parameters(items)
    return tuple(float(weight) for weight in found)


def _items(answers: Sequence[Given]) -> list[rs.FSRSItem]:
    past: dict[tuple[int, int], list[rs.FSRSReview]] = {}
    last: dict[tuple[int, int], int] = {}
    items = []
    for answer in answers:
        key = (answer.student, answer.card)
        gap = max(0, answer.study_day - last.get(key, answer.study_day))
        rating = int(answer.rating) if answer.rating else (3 if answer.recalled else 1)
        past.setdefault(key, []).append(rs.FSRSReview(rating, gap))
        last[key] = answer.study_day
        if gap > 0:
            items.append(rs.FSRSItem(list(past[key])))
    return items
