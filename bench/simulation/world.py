"""The simulated students and cards: everything drawn before a policy says a word.

Two policies meet the same students, cards, missed days and dice (paired seeds): the k-th
answer of a student to a card has the same luck and the same noise of seconds under both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.srs.vector import Bools, Floats, Ints
from bench.simulation import grid

DICE = 24  # answers per card with dice of their own; later ones reuse them


@dataclass(frozen=True, slots=True)
class World:
    """Arrays of (students,), (cards,), (students, days) or (students, cards, DICE)."""

    ability: Floats  # standard normal
    ease: Floats  # standard normal, per card: the same for every student
    speed: Floats
    studies: Bools  # (students, days)
    kind: Ints  # index into grid.KINDS
    chapter: Ints
    cost: Floats  # per card: times the seconds of a basic card
    luck: Floats
    noise: Floats
    weights_noise: Floats  # (students, 21)

    @property
    def students(self) -> int:
        return len(self.ability)

    @property
    def cards(self) -> int:
        return len(self.ease)


def build(cell: grid.Cell, seed: int, students: int = grid.STUDENTS) -> World:
    rng = np.random.default_rng([seed, cell.days, cell.cards])
    shares = [share for _, share, _ in grid.KINDS]
    kind = rng.permutation(np.repeat(np.arange(len(shares)), _counts(shares, cell.cards)))
    shape = (students, cell.cards, DICE)
    spread = grid.ANSWER_SPREAD
    return World(
        ability=rng.standard_normal(students),
        ease=rng.standard_normal(cell.cards),
        speed=np.exp(grid.SPEED_SPREAD * rng.standard_normal(students)),
        studies=rng.random((students, cell.days)) >= grid.MISSED_DAY,
        kind=kind,
        chapter=np.arange(cell.cards) * grid.CHAPTERS // cell.cards,
        cost=np.array([times for _, _, times in grid.KINDS])[kind],
        luck=rng.random(shape),
        noise=np.exp(spread * rng.standard_normal(shape) - spread**2 / 2),
        weights_noise=rng.standard_normal((students, 21)),
    )


def _counts(shares: list[float], cards: int) -> list[int]:
    counts = [round(share * cards) for share in shares[1:]]
    return [cards - sum(counts), *counts]
