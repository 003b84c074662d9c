"""The job ``fit_weights``: FSRS weights for an offering, kept only if held-out loss falls.

Weights are fitted to all students but a fifth, five times, and judged by the fifth left out;
only if all five together lose less than the weights in force is one fit made of everybody.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from app.models import SetKind
from app.services import class_log, fsrs_sets
from app.services.class_log import ClassLog
from app.services.jobs.work import Result
from app.srs import fitting
from app.srs.class_model import is_better, log_loss
from app.srs.exposure import Weights

FOLDS = 5
FEWEST_STUDENTS = 5  # each is held out once, in a fold with others or alone


def run(session: Session, payload: dict[str, Any], now: datetime) -> Result:
    """Fit the weights of ``payload["offering"]``; writes nothing itself."""
    offering_id = UUID(payload["offering"])
    log = class_log.of_class(session, offering_id)
    before = fsrs_sets.of_offering(session, offering_id)
    stored = fsrs_sets.newest(session, offering_id, SetKind.FSRS)
    if len(log.students) < FEWEST_STUDENTS:
        return Result(f"{len(log.students)} students are too few to fit weights")
    if stored is not None and log.through == stored.trained_through:
        return Result("no answer is new since the last fit of weights")
    figures = _held_out(log, before.weights)
    if figures is None:
        return Result("too few answers on later days to fit weights")
    said = f"held-out log loss {figures['loss']:.4f}, before {figures['loss_before']:.4f}"
    weights = fitting.fitted(log.answers) if figures["better"] else None
    if weights is None:
        return Result(f"weights stay as they are: {said}")
    values = {"weights": list(weights)}

    def write(session: Session) -> None:
        found = (figures, log.through)
        fsrs_sets.append(session, offering_id, SetKind.FSRS, values, found, now)

    return Result(f"new weights: {said}", write)


def _held_out(log: ClassLog, before: Weights) -> dict[str, Any] | None:
    """Return the losses of fits to other students, and of the weights in force."""
    ours, theirs, recalled = [], [], []
    for fold in range(FOLDS):
        train = [answer for answer in log.answers if answer.student % FOLDS != fold]
        test = [answer for answer in log.answers if answer.student % FOLDS == fold]
        weights = fitting.fitted(train)
        if weights is None:
            return None
        new, outcome, _ = fitting.predicted(test, weights)
        ours.append(new)
        theirs.append(fitting.predicted(test, before)[0])
        recalled.append(outcome)
    p, q, y = np.concatenate(ours), np.concatenate(theirs), np.concatenate(recalled)
    if not len(y):
        return None
    return {
        "loss": log_loss(p, y),
        "loss_before": log_loss(q, y),
        "better": is_better(p, q, y),
        "answers": len(y),
        "students": len(log.students),
    }
