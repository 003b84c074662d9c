"""The class model run on a log: a pooled fit on some students, then one online step per answer
of the students it never saw. The refit of an offering and the benches do the same. Loads numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.srs import class_features, class_model
from app.srs.class_model import ClassModel, Effect, Effects, Observations
from app.srs.exposure import Rows
from app.srs.vector import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Predicted:
    """Predictions of some rows, with the precision of the student's effect before each."""

    probability: Floats
    student_precision: Floats


def fit_rows(rows: Rows, train: Bools, known: tuple[int, int] = (0, 0)) -> ClassModel:
    """Return the model of the *train* rows, with an effect for each student and card in *rows*.

    *known*: how many of either there are at least. Of one whose answers are no targets nothing
    is in the rows; the effect is 0 then.
    """
    observations = Observations(
        class_features.features(rows.exposure)[train],
        rows.student[train],
        rows.card[train],
        rows.recalled[train],
    )
    students = max(known[0], int(rows.student.max()) + 1)
    cards = max(known[1], int(rows.card.max()) + 1)
    return class_model.fit(observations, students, cards, class_features.PRIOR)


def follow(
    model: ClassModel, rows: Rows, test: Ints, learns: Bools, *, cards_too: bool = False
) -> Predicted:
    """Return predictions of the rows *test* (indices in order of time), each from what came
    before it. Only rows that *learns* marks move the student's effect, and with *cards_too*
    the card's.
    """
    base = class_features.features(rows.exposure) @ model.coefficients
    cards = [
        Effect(mean, precision)
        for mean, precision in zip(
            model.cards.mean.tolist(), model.cards.precision.tolist(), strict=True
        )
    ]
    effects: dict[int, Effect] = {}
    found = np.empty((2, len(test)))
    for place, row in enumerate(test.tolist()):
        student, card = int(rows.student[row]), int(rows.card[row])
        own = effects.get(student, _start(model, student))
        p = class_model.probability_of_one(float(base[row]), own, cards[card])
        found[:, place] = p, own.precision
        if learns[row]:
            recalled = bool(rows.recalled[row])
            effects[student] = class_model.updated(own, p, recalled=recalled)
            if cards_too:
                cards[card] = class_model.updated(cards[card], p, recalled=recalled)
    return Predicted(found[0], found[1])


def _start(model: ClassModel, student: int) -> Effect:
    """A student of the training part goes on from his effect; an unseen one has a prior."""
    students: Effects = model.students
    return Effect(float(students.mean[student]), float(students.precision[student]))
