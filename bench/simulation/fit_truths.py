"""Fits two of the simulation's truths to real logs and prints what `truths.py` holds.

    python -m bench.simulation.fit_truths [DATA]

Run once, before any policy was tuned; kept so that the numbers can be made again.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import product
from pathlib import Path

import numpy as np

from app.srs.class_model import ClassModel, Observations, fit, log_loss
from app.srs.vector import Floats, Ints
from bench.prediction import logs

NEAREST = 1e-3  # days: a presentation is never nearer than a minute and a half
DECAYS = (0.2, 0.3, 0.4, 0.5, 0.6)
FAILURE_WEIGHTS = (0.1, 0.3, 0.6, 1.0)
PRIORS = (0.03, 0.1, 0.3, 0.6, 1.0, 1.5, 2.5)


def activation(trials: list[logs.Trial], decay: float, failure: float, prior: float) -> Floats:
    """Return ln(prior + Σ w · age^-decay) before each answered trial."""
    logs_ = []
    seen: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for trial in trials:
        past = seen[trial.student, trial.item]
        if trial.outcome != "STUDY":
            total = sum(weight * max(trial.day - at, NEAREST) ** -decay for at, weight in past)
            logs_.append(np.log(prior + total))
        if trial.practice:
            past.append((trial.day, 1.0 if trial.correct else failure))
    return np.array(logs_)


def actr(folder: Path) -> None:
    trials = _up_to_first_test(logs.cohort(folder))
    answered = [trial for trial in trials if trial.outcome != "STUDY"]
    student = np.unique([trial.student for trial in answered], return_inverse=True)[1]
    item = np.array([trial.item for trial in answered])
    correct = np.array([trial.correct for trial in answered])
    found = []
    for decay, failure, prior in product(DECAYS, FAILURE_WEIGHTS, PRIORS):
        terms = activation(trials, decay, failure, prior)
        observations = Observations(
            np.column_stack([np.ones_like(terms), terms]), student, item, correct
        )
        model = fit(observations, int(student.max()) + 1, int(item.max()) + 1)
        found.append((_loss(model, observations), decay, failure, prior, model))
    loss, decay, failure, prior, model = min(found, key=lambda row: row[0])
    print(f"ActR: loss {loss:.4f} decay {decay} failure {failure} prior {prior}", _shown(model))


def spacing_power(folder: Path) -> None:
    """logit P = a - b · ln(1 + days since) + c · ln(1 + G); G grows by ln(1 + gap) with every
    success on a later day, and is halved by a failure.
    """
    last: dict[int, tuple[int, float]] = {}
    rows = []
    for answer in logs.anki(folder):
        day, grown = last.get(answer.card, (answer.study_day, 0.0))
        gap = answer.study_day - day
        if gap > 0:
            rows.append((answer.card, gap, grown, answer.recalled))
            grown = grown + np.log1p(gap) if answer.recalled else grown / 2
        last[answer.card] = (answer.study_day, grown)
    card, gaps, growth, recalled = (np.array(column) for column in zip(*rows, strict=True))
    terms = np.column_stack([np.ones(len(rows)), -np.log1p(gaps), np.log1p(growth)])
    nobody: Ints = np.zeros(len(rows), dtype=np.int64)
    observations = Observations(terms, nobody, card, recalled)
    print("SpacingPower:", _shown(fit(observations, 1, int(card.max()) + 1)))


def _up_to_first_test(trials: list[logs.Trial]) -> list[logs.Trial]:
    """Return the practice, and of each item's tests the first: tests may teach."""
    kept, tested = [], set()
    for trial in trials:
        item = (trial.student, trial.item)
        if trial.practice:
            kept.append(trial)
        elif trial.outcome != "STUDY" and item not in tested:
            tested.add(item)
            kept.append(trial)
    return kept


def _loss(model: ClassModel, o: Observations) -> float:
    logit = o.features @ model.coefficients
    logit = logit + model.students.mean[o.student] + model.cards.mean[o.card]
    return log_loss(1 / (1 + np.exp(-logit)), o.recalled)


def _shown(model: ClassModel) -> str:
    spreads = (model.student_variance**0.5, model.card_variance**0.5)
    found = f"coefficients {model.coefficients.round(3)}"
    return f"{found}, sd student {spreads[0]:.2f}, card {spreads[1]:.2f}"


if __name__ == "__main__":
    data = logs.data_folder(sys.argv[1] if len(sys.argv) > 1 else None)
    if data is None:
        raise SystemExit("Name the folder of the recall logs, or set BENCH_DATA.")
    actr(data)
    spacing_power(data)
