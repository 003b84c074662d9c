"""The job ``fit_class``: the class model of an offering, kept only if held-out loss falls.

Every student is predicted once by a fit to the others, answer by answer as it happened. What
these predictions lose is compared with what is in force: the class model before, on answers
that came after its fit, or the memory model alone where there is none yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from app.models import SetKind
from app.services import class_log, class_sets, fsrs_sets
from app.services.class_log import ClassLog
from app.services.class_sets import ClassSet
from app.services.jobs.work import Result
from app.srs import class_model, class_rows
from app.srs.class_model import ClassModel, Effect, Effects
from app.srs.exam import KNOWN_BEFORE, PRIOR_SHIFT
from app.srs.exposure import Rows, rows
from app.srs.readiness import shift_variance_of
from app.srs.vector import Bools, Floats

FOLDS = 5
FEWEST_STUDENTS = 10  # ten earlier students already pay (docs/scheduling.md)
FEWEST_ANSWERS = 500
FEWEST_NEW = 100  # since the last fit: below, a comparison says nothing


@dataclass(frozen=True, slots=True)
class _Judged:
    """Held-out predictions of all rows, and the figures of the comparison."""

    probability: Floats
    figures: dict[str, Any]


def run(session: Session, payload: dict[str, Any], now: datetime) -> Result:
    """Fit the class model of ``payload["offering"]``; writes nothing itself."""
    offering_id = UUID(payload["offering"])
    log = class_log.of_class(session, offering_id)
    if len(log.students) < FEWEST_STUDENTS:
        return Result(f"{len(log.students)} students are too few for a class model")
    targets = sum(answer.target for answer in log.answers)
    if targets < FEWEST_ANSWERS:
        return Result(f"{targets} answers are too few for a class model")
    table = rows(log.answers, fsrs_sets.of_offering(session, offering_id).weights)
    stored = fsrs_sets.newest(session, offering_id, SetKind.CLASS)
    before = None if stored is None else class_sets.read(stored)
    since = stored.trained_through if stored is not None and before is not None else None
    scored = np.array([since is None or log.received[row] > since for row in table.index])
    if scored.sum() < FEWEST_NEW:
        return Result("too few answers are new since the last fit of the class model")
    judged = _judged(log, table, before, scored)
    losses = judged.figures
    said = f"held-out log loss {losses['loss']:.4f}, before {losses['loss_before']:.4f}"
    if not losses["better"]:
        return Result(f"the class model stays as it is: {said}")
    everything = np.ones(len(table.recalled), dtype=bool)
    model = class_rows.fit_rows(table, everything, (len(log.students), len(log.cards)))
    values = _values(model, log, table, judged.probability)

    def write(session: Session) -> None:
        found = (losses, log.through)
        made = fsrs_sets.append(session, offering_id, SetKind.CLASS, values, found, now)
        _keep_students(session, offering_id, made.number, model, log)

    return Result(f"a new class model: {said}", write)


def _judged(log: ClassLog, table: Rows, before: ClassSet | None, scored: Bools) -> _Judged:
    ours = np.empty(len(table.recalled))
    everything = np.ones(len(ours), dtype=bool)
    for fold in range(FOLDS):
        held_out = table.student % FOLDS == fold
        model = class_rows.fit_rows(table, ~held_out)
        found = class_rows.follow(model, table, np.flatnonzero(held_out), everything)
        ours[held_out] = found.probability
    theirs = _memory_alone(table) if before is None else _before(log, table, before)
    outcome = table.recalled[scored]
    figures = {
        "loss": class_model.log_loss(ours[scored], outcome),
        "loss_before": class_model.log_loss(theirs[scored], outcome),
        "better": class_model.is_better(ours[scored], theirs[scored], outcome),
        "answers": int(scored.sum()),
        "students": len(log.students),
    }
    return _Judged(ours, figures)


def _memory_alone(table: Rows) -> Floats:
    """Return what is predicted while there is no class model."""
    never = table.exposure.days_since < 0
    r = np.clip(table.exposure.retrievability, 1e-4, 1 - 1e-4)
    return np.where(never, KNOWN_BEFORE, class_model.calibrated(r, PRIOR_SHIFT, 1.0))


def _before(log: ClassLog, table: Rows, before: ClassSet) -> Floats:
    """Return what the class model in force predicts, each student followed from the start."""
    students = Effects(
        np.full(len(log.students), before.new_student.mean),
        np.full(len(log.students), before.new_student.precision),
    )
    model = ClassModel(
        np.array(before.coefficients),
        students,
        before.effects(log.cards),
        1 / before.new_student.precision,
        1 / before.new_card.precision,
    )
    everything = np.ones(len(table.recalled), dtype=bool)
    return class_rows.follow(model, table, np.arange(len(everything)), everything).probability


def _values(model: ClassModel, log: ClassLog, table: Rows, held_out: Floats) -> dict[str, Any]:
    """Return the set's values, corrected by the predictions of students held out."""
    shift, slope = class_model.calibration(held_out, table.recalled)
    corrected = class_model.calibrated(held_out, shift, slope)
    spread = shift_variance_of(corrected, table.recalled, table.student)
    return class_sets.values_of(model, log.cards, (shift, slope), spread)


def _keep_students(
    session: Session, offering_id: UUID, number: int, model: ClassModel, log: ClassLog
) -> None:
    """Store what the fit says of each student who still has an account."""
    present = class_sets.existing(session, log.students)
    assert log.through is not None
    for place, student in enumerate(log.students):
        if student not in present:
            continue
        own = Effect(float(model.students.mean[place]), float(model.students.precision[place]))
        count = sum(answer.student == place for answer in log.answers)
        class_sets.keep(
            session,
            student,
            offering_id,
            own,
            parameter_set=number,
            answers=count,
            through=log.through,
        )
