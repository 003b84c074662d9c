"""recall-anki (one user, true times) and recall-semester (a class, order only).

"Ours" takes a step from FSRS defaults only where it has won on answers held out of the
training part: first to fitted weights, then to the class model on top of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from app.srs import fitting
from app.srs.class_model import log_loss
from app.srs.class_rows import fit_rows, follow
from app.srs.exposure import Given, Rows, rows
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.memory import Rating
from app.srs.vector import Bools, Floats, Ints
from bench.prediction import logs
from bench.prediction.reference import predictions
from bench.prediction.scores import Scores, scores

README_SHARE = 0.7
TIME_FOLDS = (0.30, 0.44, 0.58, 0.72, 0.86, 1.0)
HELD_OUT = 0.8  # of the training part is fitted, the rest decides what is taken over
SEMESTER_FOLDS = 5
TRIALS_A_DAY = 60
Folds = dict[str, dict[str, Scores]]


def anki(folder: Path) -> Folds:
    """The README's split, and five consecutive parts each predicted from all before it."""
    answers = _with_targets(logs.anki(folder))
    count = sum(answer.target for answer in answers)
    splits = [("last 30 % (README)", int(count * README_SHARE), count)]
    edges = [int(count * share) for share in TIME_FOLDS]
    splits += [(f"fold {k + 1} by time", a, b) for k, (a, b) in enumerate(pairwise(edges))]
    return {name: _anki_fold(answers, first, end) for name, first, end in splits}


def _anki_fold(answers: list[Given], first: int, end: int) -> dict[str, Scores]:
    plain = rows(answers)
    recalled = plain.recalled
    test = np.arange(first, end)
    before = int(plain.index[first])
    fitted = _fitted(answers, before)
    chosen = _chosen(answers, plain, first)
    found = {
        "constant": np.full(len(test), recalled[:first].mean()),
        "FSRS defaults": plain.exposure.retrievability[test],
        "FSRS fitted": fitted.exposure.retrievability[test],
        "class model on fitted": _class_of_one(fitted, first, test),
        "ours": _by_name(chosen, plain, fitted, first, test),
    }
    return {name: scores(p, recalled[test]) for name, p in found.items()}


def _fitted(answers: list[Given], before: int) -> Rows:
    """Return the rows under weights fitted to the first *before* answers."""
    return rows(answers, fitting.fitted(answers[:before]) or DEFAULT_WEIGHTS)


def _chosen(answers: list[Given], plain: Rows, first: int) -> str:
    """Return what won on the last fifth of the training part, by more than one standard
    error over the simpler choice.
    """
    cut = int(first * HELD_OUT)
    fitted = _fitted(answers, int(plain.index[cut]))
    held_out = np.arange(cut, first)
    best = "defaults"
    for name in ("fitted", "class model"):
        rival = _by_name(name, plain, fitted, cut, held_out)
        incumbent = _by_name(best, plain, fitted, cut, held_out)
        if _clearly_better(rival, incumbent, plain.recalled[held_out]):
            best = name
    return best


def _by_name(name: str, plain: Rows, fitted: Rows, first: int, test: Ints) -> Floats:
    if name == "defaults":
        return plain.exposure.retrievability[test]
    if name == "fitted":
        return fitted.exposure.retrievability[test]
    return _class_of_one(fitted, first, test)


def _class_of_one(table: Rows, first: int, test: Ints) -> Floats:
    train = np.arange(len(table.recalled)) < first
    learns = np.ones(len(table.recalled), dtype=bool)
    return follow(fit_rows(table, train), table, test, learns, cards_too=True).probability


def _clearly_better(rival: Floats, incumbent: Floats, recalled: Bools) -> bool:
    gain = _losses(incumbent, recalled) - _losses(rival, recalled)
    return bool(gain.mean() > gain.std() / len(gain) ** 0.5)


def _losses(p: Floats, recalled: Bools) -> Floats:
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(-np.where(recalled, np.log(p), np.log(1 - p)))


def semester(folder: Path) -> Folds:
    """Five folds by student; every second and later attempt of a student at an item."""
    found = _with_targets(logs.semester(folder, TRIALS_A_DAY), same_day=True)
    numbers = {s: k for k, s in enumerate(sorted({a.student for a in found}))}
    answers = [_renumbered(answer, numbers) for answer in found]
    plain = rows(answers)
    fold = plain.student % SEMESTER_FOLDS
    readme = _readme_terms(answers, plain.index)
    peers = {
        "README: history": predictions(readme, plain.recalled, fold, None),
        "README: history + item": predictions(readme, plain.recalled, fold, plain.card, 2.0),
    }
    return {
        f"fold {number + 1} by student": _semester_fold(answers, plain, fold == number, peers)
        for number in range(SEMESTER_FOLDS)
    }


def _semester_fold(
    answers: list[Given], plain: Rows, test: Bools, peers: dict[str, Floats]
) -> dict[str, Scores]:
    students = set(plain.student[test].tolist())
    weights = fitting.fitted([a for a in answers if a.student not in students])
    fitted = rows(answers, weights or DEFAULT_WEIGHTS)
    chosen = _semester_choice(plain, test)
    recalled = plain.recalled[test]
    learns = np.ones(len(test), dtype=bool)
    which = np.flatnonzero(test)
    ours = follow(fit_rows(plain, ~test), plain, which, learns).probability
    defaults = plain.exposure.retrievability[test]
    found = {
        "constant": np.full(len(recalled), plain.recalled[~test].mean()),
        "FSRS defaults": defaults,
        "FSRS fitted": fitted.exposure.retrievability[test],
        **{name: p[test] for name, p in peers.items()},
        "ours": ours if chosen else defaults,
    }
    return {name: scores(p, recalled) for name, p in found.items()}


def _semester_choice(plain: Rows, test: Bools) -> bool:
    """Return whether the class model beat FSRS defaults on training students held out."""
    held_out = ~test & (plain.student // SEMESTER_FOLDS % 2 == 0)
    model = fit_rows(plain, ~test & ~held_out)
    learns = np.ones(len(test), dtype=bool)
    rival = follow(model, plain, np.flatnonzero(held_out), learns).probability
    incumbent = plain.exposure.retrievability[held_out]
    recalled = plain.recalled[held_out]
    return log_loss(rival, recalled) < log_loss(incumbent, recalled)


def _readme_terms(answers: Sequence[Given], index: Ints) -> Floats:
    """Return successes, failures, last outcome, lag in trials and running accuracy."""
    wanted = set(index.tolist())
    past: dict[tuple[int, int], list[float]] = {}  # good, bad, last outcome, trial
    running: dict[int, list[int]] = {}
    terms = []
    for place, answer in enumerate(answers):
        right, trial = running.setdefault(answer.student, [0, 0])
        own = past.setdefault((answer.student, answer.card), [0, 0, 0, 0])
        if place in wanted:
            accuracy = np.log((right + 0.5) / (trial - right + 0.5))
            lag = np.log(max(1.0, trial - own[3]))
            terms.append((np.log1p(own[0]), np.log1p(own[1]), own[2], lag, accuracy))
        own[0 if answer.recalled else 1] += 1
        own[2:] = answer.recalled, trial
        running[answer.student] = [right + answer.recalled, trial + 1]
    return np.array(terms)


def _renumbered(answer: Given, numbers: dict[int, int]) -> Given:
    return Given(
        numbers[answer.student],
        answer.note,
        answer.card,
        answer.day,
        answer.study_day,
        answer.recalled,
        answer.target,
        rating=answer.rating,
    )


def _with_targets(found: list[logs.Answer], *, same_day: bool = False) -> list[Given]:
    """Return the answers; targets are those on a later day than the card's previous one, or
    with *same_day* all but the first.
    """
    last: dict[tuple[int, int], int] = {}
    answers = []
    for answer in found:
        key = (answer.student, answer.card)
        target = key in last and (same_day or answer.study_day > last[key])
        answers.append(
            Given(
                answer.student,
                answer.card,
                answer.card,
                answer.day,
                answer.study_day,
                answer.recalled,
                target,
                rating=Rating(answer.rating),
            )
        )
        last[key] = answer.study_day
    return answers
