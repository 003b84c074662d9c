"""A scheduler that knows the truth: what each showing really gains, for that student and card.

It ranks by gain per second as greed does, and looks no further than the next showing; so it is
no upper bound, but says how much of a gain there is to be had by knowing memory better.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from app.srs.vector import Bools, Floats, Ints
from bench.simulation import grid
from bench.simulation.study import NEVER, Desk, Plan
from bench.simulation.truths import Truth


@dataclass(frozen=True, slots=True)
class Clairvoyant:
    """The policy for one run under *truth*; a failed card waits for another day."""

    truth: Truth

    def __call__(self, desk: Desk, day: int) -> Plan:
        rows, columns = np.indices(desk.last.shape)
        everywhere = (rows.ravel(), columns.ravel())
        recall = self.truth.recall_at(everywhere, day).reshape(desk.last.shape)
        known, failed = (
            self._at_exam(everywhere, day, desk.days, recalled=np.full(recall.size, recalled))
            for recalled in (True, False)
        )
        gain = recall * known + (1 - recall) * failed - self.truth.recall(desk.days)
        later = grid.RECALLED_SECONDS * recall + grid.FORGOTTEN_SECONDS * (1 - recall)
        seconds = np.where(desk.seen, later, grid.FIRST_SECONDS) * desk.world.cost
        return Plan(np.where(desk.last == day, NEVER, gain / seconds), tries=1)

    def _at_exam(self, where: tuple[Ints, Ints], day: int, exam: int, recalled: Bools) -> Floats:
        imagined = deepcopy(self.truth)
        imagined.answer(where, day, recalled)
        return imagined.recall(exam)
