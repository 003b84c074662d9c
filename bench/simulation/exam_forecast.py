"""Does the readiness interval hold under each truth? A class studies in exam mode; half of
its students teach the class model, the other half is held out and forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.srs.class_model import calibrated, calibration
from app.srs.class_rows import fit_rows, follow
from app.srs.exposure import Given, Rows, rows
from app.srs.readiness import readiness, shift_variance_of
from app.srs.vector import Bools, Floats, Ints
from bench.simulation import grid, study, world
from bench.simulation.class_learning import ExamMode
from bench.simulation.measure import scarce_cap
from bench.simulation.truths import TRUTHS

CLASS = 60  # students
CELLS = (grid.Cell(28, 100, "scarce"), grid.Cell(28, 100, "enough"))


@dataclass(frozen=True, slots=True)
class Forecast:
    """*covered*: share of held-out students in the nominal 80 % interval; *error*: mean of
    expected less recalled share; *width* of the interval.
    """

    covered: float
    error: float
    width: float


def forecast(which: grid.Cell, truth_name: str, seed: int) -> Forecast:
    """Forecast the exam of half a class, calibrated on the exam of the other half: the
    students of an earlier term, of whom it is known.
    """
    truth_of = TRUTHS[truth_name]
    cap = scarce_cap(which, truth_of)
    cap = cap if which.minutes == "scarce" else cap * grid.ENOUGH
    drawn = world.build(which, seed, CLASS)
    truth = truth_of(drawn)
    result = study.run(drawn, truth, ExamMode(), which.days, cap)
    luck = np.random.default_rng([seed, 1]).random((CLASS, which.cards))
    outcome = luck < truth.recall(which.days)
    table, at_exam = _table(result, outcome, which)
    earlier = table.student < CLASS // 2
    p = _calibrated(table, at_exam, earlier)
    return _covered(p, table, at_exam & ~earlier)


def _table(result: study.Result, outcome: Bools, which: grid.Cell) -> tuple[Rows, Bools]:
    """Return the answers and, after them, every card of every student at the exam."""
    columns = [np.concatenate(part) for part in zip(*result.desk.history, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    students, cards, days, recalled = (column[order] for column in columns)
    answers = [
        Given(student, card, card, float(day), day, known)
        for student, card, day, known in zip(
            students.tolist(), cards.tolist(), days.tolist(), recalled.tolist(), strict=True
        )
    ]
    answers += [
        Given(
            student,
            card,
            card,
            float(which.days),
            which.days,
            bool(outcome[student, card]),
            teaches=False,
        )
        for student in range(CLASS)
        for card in range(which.cards)
    ]
    is_exam = np.arange(len(answers)) >= len(order)
    table = rows(answers)
    return table, is_exam[table.index]


def _calibrated(table: Rows, at_exam: Bools, earlier: Bools) -> tuple[Floats, float]:
    """Return P(recall) of every row that follows from earlier students, and the shift
    variance; each half of them forecast by the other for the calibration.
    """
    halves = table.student % 2
    seen_p, seen_y, seen_s = [], [], []
    for half in range(2):
        own = earlier & (halves == half)
        model = fit_rows(table, earlier & ~own)
        which = np.flatnonzero(own)
        found = follow(model, table, which, ~at_exam).probability
        exam = at_exam[which]
        seen_p.append(found[exam])
        seen_y.append(table.recalled[which][exam])
        seen_s.append(table.student[which][exam])
    p, recalled = np.concatenate(seen_p), np.concatenate(seen_y)
    student = np.concatenate(seen_s)
    shift, slope = calibration(p, recalled)
    variance = shift_variance_of(calibrated(p, shift, slope), recalled, student)
    held_out = np.flatnonzero(~earlier)
    forecast_p = np.full(len(table.recalled), np.nan)
    raw = follow(fit_rows(table, earlier), table, held_out, ~at_exam).probability
    forecast_p[held_out] = calibrated(raw, shift, slope)
    return forecast_p, variance


def _covered(found: tuple[Floats, float], table: Rows, exam: Bools) -> Forecast:
    p, variance = found
    inside, errors, widths = [], [], []
    ids: Ints = np.unique(table.student[exam])
    for student in ids:
        own = exam & (table.student == student)
        expected = readiness(p[own], np.ones(int(own.sum())), variance, answers=100)
        if expected is None:
            continue
        share = float(table.recalled[own].mean())
        inside.append(expected.low <= share <= expected.high)
        errors.append(expected.expected - share)
        widths.append(expected.high - expected.low)
    return Forecast(float(np.mean(inside)), float(np.mean(errors)), float(np.mean(widths)))
