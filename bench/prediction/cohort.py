"""recall-cohort by its README's protocol: predict each student's first test of a practised
cluster from his practice, five folds by student.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.srs.class_model import calibrated, calibration
from app.srs.class_rows import fit_rows, follow
from app.srs.exposure import Given, Rows, rows
from app.srs.readiness import readiness, shift_variance_of
from app.srs.vector import Bools, Floats, Ints
from bench.prediction import logs
from bench.prediction.reference import predictions
from bench.prediction.scores import Scores, scores

FOLDS = 5
EARLIER = (10, 20, 40, 80, 160)
ALWAYS_ENOUGH = (
    100  # answers: some of the log's students gave fewer; the interval is measured anyway
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The table, our loss over the reference's, the interval's coverage, and our loss when
    only so many earlier students are known.
    """

    table: dict[str, Scores]
    ratio: float
    coverage: float
    by_students: dict[int, float]


def measure(folder: Path) -> Measured:
    trials = logs.cohort(folder)
    answers, is_test = _answers(trials)
    table = rows(answers, fractions=True)
    test = is_test[table.index]
    peers = _peers(answers, table, test)
    ours, coverage = _ours(table, test)
    recalled = table.recalled[test]
    scored = {name: scores(found, recalled) for name, found in peers.items()}
    scored["ours: class model"] = scores(ours, recalled)
    reference = scored["README: counts + student + item"].log_loss
    return Measured(
        scored,
        scored["ours: class model"].log_loss / reference,
        coverage,
        {count: _few(table, test, count) for count in EARLIER},
    )


def _answers(trials: list[logs.Trial]) -> tuple[list[Given], Bools]:
    """Return the practice and each practised cluster's first test, students renumbered."""
    numbers = {s: k for k, s in enumerate(sorted({trial.student for trial in trials}))}
    practised = {(t.student, t.cluster) for t in trials if t.practice}
    answers, tested = [], set()
    for trial in trials:
        cluster = (trial.student, trial.cluster)
        studied = trial.outcome == "STUDY"
        if not trial.practice:
            if studied or cluster in tested or cluster not in practised:
                continue
            tested.add(cluster)
        answers.append(
            Given(
                student=numbers[trial.student],
                note=trial.cluster,
                card=trial.item,
                day=trial.day,
                study_day=int(trial.day),
                recalled=trial.correct,
                target=not studied,
                teaches=trial.practice,
            )
        )
    return answers, np.array([not answer.teaches for answer in answers])


def _fold(student: Ints) -> Ints:
    return student % FOLDS


def _ours(table: Rows, test: Bools) -> tuple[Floats, float]:
    """Return our predictions of the tests, and how many held-out students the readiness
    interval covered.
    """
    found = np.full(len(test), np.nan)
    covered = []
    for number in range(FOLDS):
        held_out = _fold(table.student) == number
        model = fit_rows(table, ~held_out)
        raw = follow(model, table, np.flatnonzero(held_out), ~test).probability
        shift, slope, variance = _from_held_out(table, test, held_out)
        found[held_out] = calibrated(raw, shift, slope)
        covered += _covered(found, table, test & held_out, variance)
    return found[test], float(np.mean(covered))


def _from_held_out(table: Rows, test: Bools, held_out: Bools) -> tuple[float, float, float]:
    """Return calibration (shift, slope) and shift variance, from the training students alone:
    each half's tests predicted from a fit to the other half.
    """
    predicted, recalled, student = [], [], []
    for half in range(2):
        own = ~held_out & (table.student // FOLDS % 2 == half)
        which = np.flatnonzero(own)
        model = fit_rows(table, ~held_out & ~own)
        tests = test[which]
        predicted.append(follow(model, table, which, ~test).probability[tests])
        recalled.append(table.recalled[which][tests])
        student.append(table.student[which][tests])
    p, seen = np.concatenate(predicted), np.concatenate(recalled)
    shift, slope = calibration(p, seen)
    p = calibrated(p, shift, slope)
    return shift, slope, shift_variance_of(p, seen, np.concatenate(student))


def _covered(found: Floats, table: Rows, which: Bools, variance: float) -> list[bool]:
    """Return for each student whether the share recalled lay in the interval. A share of 16
    tests moves in steps of a sixteenth: each stands for the half step to either side.
    """
    covered = []
    for student in np.unique(table.student[which]):
        own = which & (table.student == student)
        expected = readiness(found[own], np.ones(int(own.sum())), variance, ALWAYS_ENOUGH)
        if expected is None:
            continue
        share = table.recalled[own].mean()
        covered.append(bool(expected.low <= share <= expected.high))
    return covered


def _few(table: Rows, test: Bools, count: int) -> float:
    """Return our loss when only *count* students of the training part are known."""
    losses = []
    for number in range(FOLDS):
        held_out = _fold(table.student) == number
        known = np.unique(table.student[~held_out])[:count]
        model = fit_rows(table, np.isin(table.student, known))
        which = np.flatnonzero(held_out)
        predicted = follow(model, table, which, ~test).probability[test[which]]
        losses.append(scores(predicted, table.recalled[which][test[which]]).log_loss)
    return float(np.mean(losses))


def _peers(answers: list[Given], table: Rows, test: Bools) -> dict[str, Floats]:
    """Return the predictions of the README's rows, and the constant."""
    recalled, item = table.recalled[test], table.card[test]
    fold = _fold(table.student[test])
    counts, student = _history(answers, table.index[test])
    r = np.clip(table.exposure.retrievability[test], 0.001, 0.999)
    logit = np.log(r / (1 - r))[:, None]
    with_student = np.column_stack([counts, student])
    return {
        "constant": predictions(np.empty((len(item), 0)), recalled, fold, None),
        "FSRS defaults": r,
        "README: R recalibrated": predictions(logit, recalled, fold, None),
        "README: R + student": predictions(np.c_[logit, student], recalled, fold, None),
        "README: R + student + item": predictions(np.c_[logit, student], recalled, fold, item),
        "README: counts + student": predictions(with_student, recalled, fold, None),
        "README: counts + student + item": predictions(with_student, recalled, fold, item),
    }


def _history(answers: list[Given], index: Ints) -> tuple[Floats, Floats]:
    """Return the README's history counts, and the logit of the student's practice accuracy
    (study trials left out).
    """
    own: dict[tuple[int, int], list[Given]] = {}
    by_student: dict[int, list[bool]] = {}
    for answer in answers:
        if answer.teaches:
            own.setdefault((answer.student, answer.note), []).append(answer)
            if answer.target:
                by_student.setdefault(answer.student, []).append(answer.recalled)
    counts, students = [], []
    for answer in (answers[k] for k in index):
        past = own[answer.student, answer.note]
        good = sum(p.recalled for p in past)
        lag = answer.day - past[-1].day
        counts.append((np.log1p(good), np.log1p(len(past) - good), np.log(lag), good / len(past)))
        outcomes = by_student[answer.student]
        right = sum(outcomes)
        students.append(np.log((right + 0.5) / (len(outcomes) - right + 0.5)))
    return np.array(counts), np.array(students)
