"""One cell of the grid: find its cap, run everybody on the same students, sum up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.srs.vector import Bools, Floats
from bench.simulation import grid, opponents, policies, study, world
from bench.simulation.clairvoyant import Clairvoyant
from bench.simulation.class_learning import ExamMode
from bench.simulation.truths import Truth

ALIKE: dict[str, study.Policy] = {**opponents.OPPONENTS, **policies.POLICIES}
# Policies that are made anew for each run: they learn in it, or know its truth.
OF_A_RUN: dict[str, Callable[[Truth], study.Policy]] = {
    "exam mode": lambda _: ExamMode(),
    "exam mode, no repeats": lambda _: ExamMode(tries=1),
    "clairvoyant": Clairvoyant,
}
EVERYBODY = (*ALIKE, *OF_A_RUN)
Interval = tuple[float, float, float]  # mean and the ends of its 95 % interval


@dataclass(frozen=True, slots=True)
class Summary:
    """What one policy did in one cell under one truth; shares of 1, minutes in all."""

    at_exam: float
    later: float
    minutes: float
    worst_decile: float
    against_fair: Interval
    against_oldest: Interval
    later_against_fair: Interval
    # Cards never shown though one showing of each would have fitted the student's minutes,
    # by kind, and in how many chapters none was shown; sums over those students.
    never_shown: dict[str, int]
    chapters_missed: int
    students_that_fit: int
    shown: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A cell under a truth: its cap and everybody's summary, by policy."""

    cap_minutes: float
    introduced_by_fair: float
    summaries: dict[str, Summary]


def cell(which: grid.Cell, truth: Callable[[world.World], Truth], seed: int) -> Measured:
    cap = scarce_cap(which, truth)
    cap = cap if which.minutes == "scarce" else cap * grid.ENOUGH
    drawn = world.build(which, seed)
    results = {}
    for name in EVERYBODY:
        memory = truth(drawn)
        policy = ALIKE[name] if name in ALIKE else OF_A_RUN[name](memory)
        minutes = opponents.minutes_on(name, which.days, cap)
        results[name] = study.run(drawn, memory, policy, which.days, cap, minutes)
    fair, oldest = results["fair"], results["oldest due first"]
    return Measured(
        cap,
        float(fair.shown.mean()),
        {name: summary(result, fair, oldest) for name, result in results.items()},
    )


def scarce_cap(which: grid.Cell, truth: Callable[[world.World], Truth]) -> float:
    """Return the largest cap (minutes a day) found by bisection at which the fair opponent
    introduces at most SCARCE_SHARE of the cards; with pilot students of their own.
    """
    pilot = world.build(which, grid.TUNING_SEED, grid.PILOT_STUDENTS)
    low, high = 0.0, which.cards * grid.FIRST_SECONDS / 60 / which.days * 2
    for _ in range(grid.PILOT_ROUNDS):
        middle = (low + high) / 2
        shown = study.run(pilot, truth(pilot), opponents.fair, which.days, middle).shown.mean()
        low, high = (middle, high) if shown <= grid.SCARCE_SHARE else (low, middle)
    return low


def summary(result: study.Result, fair: study.Result, oldest: study.Result) -> Summary:
    decile = np.sort(result.at_exam)[: max(1, len(result.at_exam) // 10)]
    fits = result.one_showing_fits
    return Summary(
        at_exam=float(result.at_exam.mean()),
        later=float(result.later.mean()),
        minutes=float(result.minutes.mean()),
        worst_decile=float(decile.mean()),
        against_fair=interval(result.at_exam - fair.at_exam),
        against_oldest=interval(result.at_exam - oldest.at_exam),
        later_against_fair=interval(result.later - fair.later),
        never_shown=_never_shown(result, fits),
        chapters_missed=_chapters_missed(result, fits),
        students_that_fit=int(fits.sum()),
        shown=float(result.shown.mean()),
    )


def interval(differences: Floats) -> Interval:
    """Return the mean of paired differences and its 95 % interval (normal, over students)."""
    mean = float(differences.mean())
    half = 1.96 * float(differences.std(ddof=1)) / len(differences) ** 0.5
    return mean, mean - half, mean + half


def _never_shown(result: study.Result, fits: Bools) -> dict[str, int]:
    kinds = result.desk.world.kind
    missing = ~result.shown[fits]
    return {
        name: int(missing[:, kinds == kind].sum()) for kind, (name, *_) in enumerate(grid.KINDS)
    }


def _chapters_missed(result: study.Result, fits: Bools) -> int:
    chapter = result.desk.world.chapter
    shown = result.shown[fits]
    return sum(int((~shown[:, chapter == c].any(axis=1)).sum()) for c in range(grid.CHAPTERS))
