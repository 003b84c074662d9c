"""What the exam mode is compared with. Each is a policy: a day's order from what is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.srs import vector
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.vector import Floats
from bench.simulation import grid
from bench.simulation.study import NEVER, Desk, Plan, Policy

RETENTION = 0.90
BOX_DAYS = np.array([0, 1, 2, 4, 8, 16])
TIER = 1e6


def oldest_due_first(desk: Desk, day: int) -> Plan:
    """FSRS 0.9 as many apps sort: what is due, the longest overdue first, then new cards."""
    due = _fsrs_due(desk)
    score = np.where(desk.seen, np.where(due <= day, 2 * TIER - due, NEVER), TIER - _place(desk))
    return Plan(score)


def fair(desk: Desk, day: int) -> Plan:
    """FSRS 0.9 as well as it goes: new cards first, then what is due by descending R, then,
    with leftover minutes, what is not due yet, the most nearly forgotten first.
    """
    recall = _recall(desk, day)
    due = _fsrs_due(desk) <= day
    reviews = np.where(due, 2 * TIER + recall, TIER - recall)
    return Plan(np.where(desk.seen, _not_today(desk, day, reviews), 3 * TIER - _place(desk)))


def fair_half(desk: Desk, day: int) -> Plan:
    """As `fair`, but new cards get only half of the minutes while reviews are due."""
    plan = fair(desk, day)
    rank = np.cumsum(~desk.seen, axis=1)
    fit = desk.cap_seconds / 2 / (1.8 * grid.FIRST_SECONDS * desk.pace)
    late = ~desk.seen & (rank > fit)
    return Plan(np.where(late, 1.5 * TIER - _place(desk), plan.score))


def sm2(desk: Desk, day: int) -> Plan:
    """SM-2: due by its intervals, the oldest first, then new cards."""
    due = desk.last + desk.gap
    score = np.where(due <= day, 2 * TIER - due, NEVER)
    return Plan(np.where(desk.seen, score, TIER - _place(desk)))


def leitner(desk: Desk, day: int) -> Plan:
    """Five boxes of 1, 2, 4, 8 and 16 days, the lowest box first, then new cards."""
    due = desk.last + BOX_DAYS[desk.box]
    score = np.where(due <= day, 2 * TIER - desk.box, NEVER)
    return Plan(np.where(desk.seen, score, TIER - _place(desk)))


def at_random(seed: int) -> Policy:
    """Any card, every day in another order."""

    def policy(desk: Desk, day: int) -> Plan:
        rng = np.random.default_rng([seed, day])
        return Plan(rng.random(desk.last.shape))

    return policy


def massed(desk: Desk, day: int) -> Plan:
    """All cards in turn, round after round, the least often answered first."""
    del day
    return Plan(-desk.answers.astype(float) - _place(desk) / TIER, cycles=True)


OPPONENTS: dict[str, Policy] = {
    "oldest due first": oldest_due_first,
    "fair": fair,
    "fair, half new": fair_half,
    "SM-2": sm2,
    "Leitner": leitner,
    "random": at_random(grid.SEED),
    "massed, capped": massed,
    "massed, no cap": massed,
}


def minutes_on(name: str, days: int, cap_minutes: float) -> Callable[[int], float]:
    """Return the minutes that a student of this policy gives each day: the cap, but massed
    students only on the last quarter of the days, or, without a cap, all on the last two.
    """
    if name == "massed, capped":
        first = days - max(2, days // 4)
        return lambda day: cap_minutes if day >= first else 0.0
    if name == "massed, no cap":
        return lambda day: cap_minutes * days / 2 if day >= days - 2 else 0.0
    return lambda _day: cap_minutes


def _fsrs_due(desk: Desk) -> Floats:
    stability = np.where(desk.seen, desk.stability, 1.0)
    days = vector.interval_days(stability, DEFAULT_WEIGHTS, RETENTION, 36_500)
    return np.asarray(desk.last + days, dtype=float)


def _recall(desk: Desk, day: int) -> Floats:
    stability = np.where(desk.seen, desk.stability, 1.0)
    return vector.retrievability((day - desk.last).astype(float), stability, DEFAULT_WEIGHTS)


def _not_today(desk: Desk, day: int, score: Floats) -> Floats:
    return np.where(desk.last == day, NEVER, score)


def _place(desk: Desk) -> Floats:
    return np.broadcast_to(np.arange(desk.world.cards, dtype=float), desk.last.shape)
