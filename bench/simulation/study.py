"""The run: day by day every student answers cards under a cap, in the order of a policy.

All students are simulated at once. Answers come in blocks of six: what failed in one block
is shown again at the end of the next, so at least some five other cards lie between; that is
done until the card is recalled once that day, for every policy alike unless it says not to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from app.srs import vector
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.vector import Bools, Floats, Ints
from bench.simulation import grid
from bench.simulation.truths import Truth
from bench.simulation.world import DICE, World

BLOCK = 6
NEVER = -np.inf


# Students and cards that answered in one block, the day of each answer, whether recalled.
Block = tuple[Ints, Ints, Ints, Bools]


@dataclass(slots=True)
class Desk:
    """What a scheduler can know: answers so far, never the truth. Arrays (students, cards)."""

    world: World
    days: int
    cap_seconds: float
    stability: Floats
    difficulty: Floats
    last: Ints  # day of the last answer, -1 if never shown
    first: Ints  # day of the first answer, -1 if never shown
    answers: Ints
    recalled: Bools  # the last answer
    ease: Floats  # SM-2
    gap: Floats  # SM-2 and Leitner: the interval in days
    box: Ints
    spent: Floats  # (students,) seconds so far
    expected: Floats  # (students,) seconds that the standard costs would have been
    debt: Floats  # (students,) seconds that the last day took over the cap
    history: list[Block] = field(default_factory=list)

    @property
    def seen(self) -> Bools:
        return self.last >= 0

    @property
    def pace(self) -> Floats:
        """How many times the standard seconds each student takes; (students, 1)."""
        return ((self.spent + 300.0) / (self.expected + 300.0))[:, None]


@dataclass(frozen=True, slots=True)
class Plan:
    """One day's order: cards by descending *score*, `NEVER` for those not to be shown.

    *again*: whether a failed card is shown again the same day: a score to be ranked by among
    the others (inf: before all others); *tries*: how often in a day at most.
    *cycles*: go on from the start when all are known.
    """

    score: Floats
    again: Floats | float = np.inf
    tries: int = 99
    cycles: bool = False


Policy = Callable[[Desk, int], Plan]


@dataclass(slots=True)
class Result:
    """What came of it; arrays of (students,) or (students, cards)."""

    at_exam: Floats
    later: Floats
    minutes: Floats
    shown: Bools
    one_showing_fits: Bools
    desk: Desk


def start(world: World, days: int, cap_seconds: float) -> Desk:
    shape = (world.students, world.cards)
    nothing = np.full(shape, -1)
    return Desk(
        world=world, days=days, cap_seconds=cap_seconds, stability=np.full(shape, np.nan),
        difficulty=np.full(shape, 5.0), last=nothing, first=nothing.copy(),
        answers=np.zeros(shape, dtype=np.int64), recalled=np.zeros(shape, dtype=bool),
        ease=np.full(shape, 2.5), gap=np.zeros(shape), box=np.zeros(shape, dtype=np.int64),
        spent=np.zeros(world.students), expected=np.zeros(world.students),
        debt=np.zeros(world.students),
    )  # fmt: skip


def run(
    world: World,
    truth: Truth,
    policy: Policy,
    days: int,
    cap_minutes: float,
    caps: Callable[[int], float] | None = None,
) -> Result:
    """Simulate *days* of study and the exam on the morning after. *caps* overrides the cap
    (minutes) per day, for students who keep to none.
    """
    desk = start(world, days, cap_minutes * 60)
    for day in range(days):
        cap = (caps(day) if caps else cap_minutes) * 60
        if cap > 0:
            _one_day(desk, truth, policy(desk, day), day, cap)
    return Result(
        at_exam=truth.recall(days).mean(axis=1),
        later=truth.recall(days + grid.LATER).mean(axis=1),
        minutes=desk.spent / 60,
        shown=desk.seen,
        one_showing_fits=_one_showing(world) <= cap_minutes * 60 * world.studies.sum(axis=1),
        desk=desk,
    )


def _one_showing(world: World) -> Floats:
    """Return the seconds that showing each card once would really take each student."""
    first = grid.FIRST_SECONDS * world.cost * world.noise[:, :, 0]
    return np.asarray(first.sum(axis=1) * world.speed)


def _one_day(
    desk: Desk,
    truth: Truth,
    plan: Plan,
    day: int,
    cap: float,
) -> None:
    studies = desk.world.studies[:, day]
    score = np.where(studies[:, None], plan.score, NEVER)
    again = np.broadcast_to(np.asarray(plan.again, dtype=float), score.shape)
    spent = desk.debt.copy()
    shown = np.zeros(score.shape, dtype=np.int64)
    count = min(BLOCK, desk.world.cards)
    resting: list[tuple[Ints, Ints, Floats]] = []
    while True:
        desk.debt = np.where(studies, np.maximum(spent - cap, 0.0), desk.debt)
        students, cards = _next_block(score, spent < cap, count)
        if not len(students) and not resting:
            return
        for where_n, where_c, value in resting:
            score[where_n, where_c] = value
        if not len(students):
            students, cards = _next_block(score, spent < cap, count)
            if not len(students):
                return
        resting = []
        where, recalled = _answer(desk, truth, day, cap, spent, (students, cards))
        desk.history.append((where[0], where[1], np.full(len(where[0]), day), recalled))
        score[students, cards] = NEVER
        shown[where] += 1
        once_more = ~recalled & (shown[where] < plan.tries)
        failed = (where[0][once_more], where[1][once_more])
        resting.append((*failed, again[failed]))
        if plan.cycles:
            known = (where[0][recalled], where[1][recalled])
            score[known] = -1e9 - desk.answers[known]


def _next_block(score: Floats, active: Bools, count: int) -> tuple[Ints, Ints]:
    """Return students and cards of the next block: each student's best, in order, flat."""
    rows = np.flatnonzero(active)
    part = np.argpartition(-score[rows], count - 1, axis=1)[:, :count]
    values = np.take_along_axis(score[rows], part, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    cards = np.take_along_axis(part, order, axis=1)
    wanted = np.take_along_axis(values, order, axis=1) > NEVER
    students = np.broadcast_to(rows[:, None], cards.shape)
    return students[wanted], cards[wanted]


def _answer(
    desk: Desk, truth: Truth, day: int, cap: float, spent: Floats, where: tuple[Ints, Ints]
) -> tuple[tuple[Ints, Ints], Bools]:
    """Let the students answer until their cap; return where, and whether they recalled."""
    world = desk.world
    die = desk.answers[where] % DICE
    recalled = world.luck[where[0], where[1], die] < truth.recall_at(where, day)
    standard = np.where(
        desk.answers[where] == 0,
        grid.FIRST_SECONDS,
        np.where(recalled, grid.RECALLED_SECONDS, grid.FORGOTTEN_SECONDS),
    )
    standard = standard * world.cost[where[1]]
    seconds = standard * world.speed[where[0]] * world.noise[where[0], where[1], die]
    starts = _running(seconds, where[0]) - seconds + spent[where[0]]
    begun = starts < cap  # a card once begun is finished
    where = (where[0][begun], where[1][begun])
    recalled, seconds = recalled[begun], seconds[begun]
    np.add.at(spent, where[0], seconds)
    np.add.at(desk.spent, where[0], seconds)
    np.add.at(desk.expected, where[0], standard[begun])
    truth.answer(where, day, recalled)
    _learn(desk, where, day, recalled)
    return where, recalled


def _running(values: Floats, group: Ints) -> Floats:
    """Return the running sum of *values* within each run of equal *group*."""
    total = np.cumsum(values)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    before = np.r_[0.0, total][starts]
    return np.asarray(total - np.repeat(before, np.diff(np.r_[starts, len(group)])))


def _learn(desk: Desk, where: tuple[Ints, Ints], day: int, recalled: Bools) -> None:
    """Update what FSRS, SM-2 and Leitner keep of an answer."""
    rating = np.where(recalled, 3, 1)
    new = desk.answers[where] == 0
    later = desk.last[where] < day
    old = np.where(new, 1.0, desk.stability[where])
    after = vector.next_memory(
        old, desk.difficulty[where], rating, day - desk.last[where], DEFAULT_WEIGHTS
    )
    first = vector.first_memory(rating, DEFAULT_WEIGHTS)
    desk.stability[where] = np.where(new, first[0], after[0])
    desk.difficulty[where] = np.where(new, first[1], after[1])
    box = np.where(recalled, np.minimum(desk.box[where] + later, 5), 1)
    desk.box[where] = box
    ease, gap = desk.ease[where], desk.gap[where]
    longer = np.where(gap < 1, 1.0, np.where(gap < 2, 6.0, gap * ease))
    desk.gap[where] = np.where(recalled, np.where(later | new, longer, np.maximum(gap, 1)), 0.0)
    desk.ease[where] = np.where(recalled | ~later, ease, np.maximum(1.3, ease - 0.2))
    desk.first[where] = np.where(new, day, desk.first[where])
    desk.last[where] = day
    desk.answers[where] += 1
    desk.recalled[where] = recalled
