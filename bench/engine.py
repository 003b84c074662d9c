"""How fast the engine is: fold, ranking, readiness curve, one answer, refit, queue.

    python -m bench.engine [OUT.json]

Needs no data. Each figure is the best of several runs, beside the limit that it must keep, in
seconds of this process's processor time, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from app.srs import class_model, exam, exam_day, projection, vector_fold
from app.srs.class_features import NAMES
from app.srs.due import plan_due
from app.srs.fold import fold
from app.srs.fsrs import DEFAULT_PARAMETERS, DEFAULT_WEIGHTS
from app.srs.memory import NEW, MemoryState, Rating, Review
from app.srs.outcomes import outcomes
from app.srs.queue import Limits, QueueCard, build_queue
from app.srs.states import apply
from app.srs.vector import Ints

START = date(2026, 3, 1)
ZONE = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANSWERS_A_CARD = 10
EXAM_IN = 30
MINUTES = (0, 5, 10, 15, 20, 30, 45, 60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/engine.json")
    out = Path(parser.parse_args().out)
    figures = measure()
    print(f"{'':52} {'measured':>12} {'limit':>12}")
    for name, (value, limit, unit) in figures.items():
        shown = f"{limit:,.1f} {unit}" if limit else ""
        print(f"  {name:50} {value:>12,.3f} {shown:>14}")
    out.parent.mkdir(parents=True, exist_ok=True)
    document = {
        name: {"value": value, "limit": limit, "unit": unit}
        for name, (value, limit, unit) in figures.items()
    }
    out.write_text(json.dumps(document, indent=1) + "\n")


def measure() -> dict[str, tuple[float, float | None, str]]:
    """Return (value, limit, unit) by name; times in milliseconds."""
    answers, cards = _answers(20_000)
    reviews = _reviews(2_000)
    one = next(iter(reviews.values()))
    state = fold(one, DEFAULT_PARAMETERS)
    fresh = _exam_cards(600)
    figures: dict[str, tuple[float, float | None, str]] = {}
    seconds = best(lambda: vector_fold.fold_many(answers, cards, DEFAULT_PARAMETERS), 3)
    figures["fold of many, events/s"] = (len(answers.card) / seconds, 200_000, "events/s")
    sorting = best(
        lambda: vector_fold.fold_many(
            vector_fold.columns(reviews)[0], len(reviews), DEFAULT_PARAMETERS
        ),
        3,
    )
    total = sum(len(own) for own in reviews.values())
    figures["the same with sorting the reviews, events/s"] = (total / sorting, None, "events/s")
    single = best(lambda: [fold(own, DEFAULT_PARAMETERS) for own in reviews.values()], 3)
    figures["fold card by card, events/s"] = (total / single, None, "events/s")
    for count, limit in ((2_000, None), (20_000, 10.0)):
        figures[f"exam ranking of {count:,} cards"] = (1e3 * best(_ranking(count), 9), limit, "ms")
    for count in (2_000, 20_000):
        waiting = _queue(count)
        figures[f"queue of {count:,} cards"] = (1e3 * best(_queueing(waiting), 3), None, "ms")
    curve = best(lambda: _curve(fresh), 3)
    figures[f"curve, 600 cards, 30 days, {len(MINUTES)} caps"] = (1e3 * curve, 300.0, "ms")
    figures["one answer scheduled (state and due date)"] = (
        1e3 * best(lambda: _answer(state), 200), 0.2, "ms",
    )  # fmt: skip
    figures["four buttons of a review card"] = (1e3 * best(lambda: _buttons(state), 50), None, "ms")
    figures["four buttons of a new card, all steps"] = (
        1e3 * best(lambda: _buttons(NEW), 50), None, "ms",
    )  # fmt: skip
    figures["class refit, 47,000 answers"] = (1e3 * best(_refit(47_000), 2), None, "ms")
    return figures


def best(work: Callable[[], object], times: int) -> float:
    """Return the least processor seconds that *work* took in so many runs."""
    taken = []
    for _ in range(times):
        began = process_time()
        work()
        taken.append(process_time() - began)
    return min(taken)


def _answers(cards: int) -> tuple[vector_fold.Answers, int]:
    rng = np.random.default_rng(1)
    shape = (cards, ANSWERS_A_CARD)
    rating: Ints = rng.choice([1, 2, 3, 4], size=shape, p=[0.2, 0.1, 0.6, 0.1])
    day = START.toordinal() + np.cumsum(rng.integers(0, 9, shape), axis=1)
    card = np.repeat(np.arange(cards), ANSWERS_A_CARD)
    return vector_fold.Answers(card, rating.ravel(), day.ravel()), cards


def _reviews(cards: int) -> dict[UUID, list[Review]]:
    rng = random.Random(1)
    device = UUID(int=1)
    return {
        UUID(int=card): [
            Review(
                UUID(int=card * ANSWERS_A_CARD + k), Rating(rng.choice((1, 3, 3, 3, 4))),
                NOON + timedelta(days=3 * k), START + timedelta(days=3 * k), device, k,
            )
            for k in range(ANSWERS_A_CARD)
        ]
        for card in range(cards)
    }  # fmt: skip


def _exam_cards(count: int) -> exam.ExamCards:
    rng = np.random.default_rng(2)
    seen = rng.random(count) < 0.6
    return exam.ExamCards(
        stability=np.where(seen, rng.lognormal(1.5, 1, count), np.nan),
        difficulty=rng.uniform(1, 10, count),
        last_day=START.toordinal() - rng.integers(1, 20, count),
        weight=np.ones(count),
        effort=np.where(rng.random(count) < 0.15, 2.5, 1.0),
    )


def _ranking(count: int) -> Callable[[], object]:
    cards, today = _exam_cards(count), START.toordinal()

    def rank() -> list[int]:
        plan = exam_day.plan_day(cards, today, today + EXAM_IN, DEFAULT_WEIGHTS, 1200.0)
        return exam_day.within_cap(plan, 1200.0)

    return rank


def _curve(cards: exam.ExamCards) -> object:
    today = START.toordinal()
    return projection.curve(cards, today, today + EXAM_IN, DEFAULT_WEIGHTS, MINUTES)


def _queue(count: int) -> list[QueueCard]:
    rng = random.Random(3)
    seen = apply(NEW, Rating.EASY, NOON, START, DEFAULT_PARAMETERS)
    return [
        QueueCard(
            UUID(int=number), UUID(int=number), UUID(int=7), number,
            seen if rng.random() < 0.6 else NEW, NOON + timedelta(days=rng.randint(-9, 9)),
        )
        for number in range(count)
    ]  # fmt: skip


def _queueing(cards: list[QueueCard]) -> Callable[[], object]:
    today, limits = START + timedelta(days=9), Limits(20, 20.0)
    return lambda: build_queue(cards, NOON, today, limits, DEFAULT_PARAMETERS)


def _answer(state: MemoryState) -> object:
    day = START + timedelta(days=90)
    after = apply(state, Rating.GOOD, NOON + timedelta(days=90), day, DEFAULT_PARAMETERS)
    return plan_due(after, UUID(int=5), DEFAULT_PARAMETERS, ZONE, 4)


def _buttons(state: MemoryState) -> object:
    at = NOON + timedelta(days=90)
    return outcomes(state, UUID(int=5), at, at.date(), DEFAULT_PARAMETERS, ZONE, 4)


def _refit(count: int) -> Callable[[], object]:
    rng = np.random.default_rng(4)
    terms = rng.standard_normal((count, len(NAMES)))
    terms[:, 0] = 1.0
    observations = class_model.Observations(
        terms, rng.integers(0, 300, count), rng.integers(0, 600, count), rng.random(count) < 0.7
    )
    return lambda: class_model.fit(observations, 300, 600)


if __name__ == "__main__":
    main()
