"""What studying so many minutes a day leads to: exam mode run ahead from real states.

Every answer is taken at its expected value: of a card shown, recall and failure are two
branches, and the memory carried on is the one that leads to the same P(recall) at the exam.
No dice, so the curve is smooth and the same each time. All caps are run at once. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from app.srs import exam, exam_day, vector
from app.srs.exam import ExamCards
from app.srs.vector import Bools, Floats, Weights

Shape: TypeAlias = tuple[int, ...]

STUDIED_SHARE = 1.0  # of the minutes: a student who keeps to them


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """At *minutes* a day: the *expected* share recalled at the exam, how many cards are
    never shown, and the P(recall) of each card on the day, (cards,).
    """

    minutes: float
    expected: float
    left_out: int
    probability: Floats


def curve(
    cards: ExamCards,
    today: int,
    exam_day_: int,
    weights: Weights,
    minutes: Sequence[float],
    pace: float = 1.0,
) -> list[CurvePoint]:
    """Return a point for each of *minutes* a day, from *today* to the day before the exam.

    *cards* has one axis. Days and units as in `app.srs.exam`.
    """
    shape = (len(minutes), len(cards.weight))
    running = _broadcast(cards, shape)
    caps = np.array(minutes, dtype=np.float64)[:, None] * 60
    for day in range(today, exam_day_):
        running = _after_day(running, day, exam_day_, weights, caps, pace)
    share = cards.weight / max(float(cards.weight.sum()), 1e-12)
    probability = exam.recall_on(running, exam_day_, weights)
    return [
        CurvePoint(each, float(row @ share), int((~seen).sum()), row)
        for each, row, seen in zip(minutes, probability, running.seen, strict=True)
    ]


def _broadcast(cards: ExamCards, shape: Shape) -> ExamCards:
    return replace(
        cards,
        stability=np.broadcast_to(cards.stability, shape).copy(),
        difficulty=np.broadcast_to(cards.difficulty, shape).copy(),
        last_day=np.broadcast_to(cards.last_day, shape).copy(),
        weight=np.broadcast_to(cards.weight, shape),
        effort=np.broadcast_to(cards.effort, shape),
    )


def _after_day(
    cards: ExamCards, day: int, exam_day_: int, weights: Weights, caps: Floats, pace: float
) -> ExamCards:
    plan = exam_day.plan_day(cards, day, exam_day_, weights, caps, pace)
    order = np.argsort(-plan.score, axis=-1, kind="stable")
    seconds = np.where(plan.score > exam_day.NOT_TODAY, plan.seconds, 0.0)
    ordered = np.take_along_axis(seconds, order, axis=-1)
    begins = np.empty_like(seconds)
    np.put_along_axis(begins, order, np.cumsum(ordered, axis=-1) - ordered, axis=-1)
    shown = (plan.score > exam_day.NOT_TODAY) & (begins < caps)
    return _shown(cards, shown, day, exam_day_, weights)


def _shown(cards: ExamCards, shown: Bools, day: int, exam_day_: int, weights: Weights) -> ExamCards:
    """Return the cards after *shown* were answered on *day*, at their expected value."""
    recall = exam.recall_on(cards, day, weights)
    good = exam.after_showing(cards, day, weights, recalled=True)
    bad = exam.after_showing(cards, day, weights, recalled=False)
    left = exam_day_ - day
    r = [vector.retrievability(left, memory[0], weights) for memory in (good, bad)]
    expected = recall * r[0] + (1 - recall) * r[1]
    stability = _stability_of(expected, left, weights)
    difficulty = recall * good[1] + (1 - recall) * bad[1]
    return replace(
        cards,
        stability=np.where(shown, stability, cards.stability),
        difficulty=np.where(shown, difficulty, cards.difficulty),
        last_day=np.where(shown, day, cards.last_day),
    )


def _stability_of(recall: Floats, elapsed: int, weights: Weights) -> Floats:
    """Return S with R(elapsed, S) = *recall*: the forgetting curve solved for S."""
    decay = np.asarray(weights[20])
    factor = 0.9 ** (-1 / decay) - 1
    return np.asarray(factor * elapsed / (np.minimum(recall, 1 - 1e-9) ** (-1 / decay) - 1))
