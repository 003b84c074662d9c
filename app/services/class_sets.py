"""The class model in force: its stored form, and what it knows of each student.

A set holds effects of cards only, so that it may be kept for ever and go along to a new term.
A student's effect is a row of his own, moved one step by each answer (`take_in`) and made anew
by each refit. Undone answers stay in it until then. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ParameterSet, SetKind, StudentEffect, User
from app.services import fsrs_sets
from app.srs.class_features import NAMES
from app.srs.class_model import ClassModel, Effect, Effects


@dataclass(frozen=True, slots=True)
class ClassSet:
    """A class model as stored. *coefficients* in the order of `class_features.NAMES`.

    *cards*: effects by card; one that is missing starts at *new_card*, a student without
    answers at *new_student*. *calibration* is (shift, slope) and *shift_variance* (logits²)
    what is not known of a student as a whole, both from held-out students.
    """

    number: int
    coefficients: tuple[float, ...]
    cards: Mapping[UUID, Effect]
    new_card: Effect
    new_student: Effect
    calibration: tuple[float, float]
    shift_variance: float

    def effects(self, cards: tuple[UUID, ...]) -> Effects:
        """Return the effects of *cards* as arrays, in their order."""
        found = [self.cards.get(card, self.new_card) for card in cards]
        return Effects(
            np.array([effect.mean for effect in found], dtype=np.float64),
            np.array([effect.precision for effect in found], dtype=np.float64),
        )


def in_force(session: Session, offering_id: UUID) -> ClassSet | None:
    """Return the class model of an offering; None while it has none, or one of other terms."""
    stored = fsrs_sets.newest(session, offering_id, SetKind.CLASS)
    return None if stored is None else read(stored)


def read(stored: ParameterSet) -> ClassSet | None:
    """Return a stored set; None if it was fitted with other terms than this code has."""
    values = stored.values
    if tuple(values["names"]) != NAMES:
        return None
    return ClassSet(
        number=stored.number,
        coefficients=tuple(values["coefficients"]),
        cards={UUID(card): Effect(*effect) for card, effect in values["cards"].items()},
        new_card=Effect(0.0, 1 / values["card_variance"]),
        new_student=Effect(0.0, 1 / values["student_variance"]),
        calibration=(values["calibration"][0], values["calibration"][1]),
        shift_variance=values["shift_variance"],
    )


def values_of(
    model: ClassModel,
    cards: tuple[UUID, ...],
    calibration: tuple[float, float],
    shift_variance: float,
) -> dict[str, Any]:
    """Return what `read` reads, as JSON; *cards* in the order of the model's effects."""
    effects = zip(cards, model.cards.mean.tolist(), model.cards.precision.tolist(), strict=True)
    return {
        "names": list(NAMES),
        "coefficients": model.coefficients.tolist(),
        "cards": {str(card): [mean, precision] for card, mean, precision in effects},
        "card_variance": model.card_variance,
        "student_variance": model.student_variance,
        "calibration": list(calibration),
        "shift_variance": shift_variance,
    }


def student_effect(
    session: Session, known: ClassSet, student_id: UUID, offering_id: UUID
) -> Effect:
    """Return what is known of the student under *known*; that of an older set does not count."""
    row = session.get(StudentEffect, (student_id, offering_id))
    if row is None or row.parameter_set != known.number:
        return known.new_student
    return Effect(row.mean, row.precision)


def keep(
    session: Session,
    student_id: UUID,
    offering_id: UUID,
    effect: Effect,
    *,
    parameter_set: int,
    answers: int,
    through: datetime,
) -> None:
    """Store a student's effect with the watermark up to which answers are in it."""
    session.merge(
        StudentEffect(
            student_id=student_id,
            offering_id=offering_id,
            parameter_set=parameter_set,
            mean=effect.mean,
            precision=effect.precision,
            answers=answers,
            through=through,
        )
    )


def existing(session: Session, students: tuple[UUID, ...]) -> set[UUID]:
    """Return those of *students* whose account was not deleted meanwhile."""
    return set(session.scalars(select(User.id).where(User.id.in_(students))))
