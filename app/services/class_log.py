"""A class's answers as the fits take them, and whose are left out.

Left out are staff, demo accounts, and students who do not want to be learnt from. Answers
under a second teach a memory state but are no target. Private cards and answers in deck mode
never count. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Card, Deck, Enrolment, Event, EventType, Note, Role, User
from app.services import study_preferences
from app.services.events.states import FOLDED_MODES, not_retracted
from app.srs.exposure import Given
from app.srs.memory import Rating

SHORTEST_MS = 1_000  # nobody reads a question in less
SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class ClassLog:
    """The answers of *students*, each one's in the order of the fold; indices into the tuples.

    *received*: when each answer came; *students* are in a fixed order, by id.
    """

    answers: tuple[Given, ...]
    received: tuple[datetime, ...]
    ids: tuple[UUID, ...]
    students: tuple[UUID, ...]
    cards: tuple[UUID, ...]

    @property
    def through(self) -> datetime | None:
        """Return when the last of the answers came."""
        return max(self.received, default=None)


def of_class(session: Session, offering_id: UUID) -> ClassLog:
    """Return all that an offering's students answered and may be learnt from."""
    found = session.execute(
        _answers(offering_id)
        .add_columns(User.preferences)
        .join(User, User.id == Event.student_id)
        .join(
            Enrolment,
            (Enrolment.user_id == Event.student_id) & (Enrolment.offering_id == offering_id),
        )
        .where(Enrolment.role == Role.STUDENT, User.is_demo.is_(False))
    )
    return _log([row for row in found if study_preferences.may_be_learnt_from(row.preferences)])


def of_student(session: Session, offering_id: UUID, student_id: UUID, notes: set[UUID]) -> ClassLog:
    """Return one student's answers to the cards of *notes*."""
    own = _answers(offering_id).where(Event.student_id == student_id, Note.id.in_(notes))
    return _log(session.execute(own).all())


def _answers(offering_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Event.student_id,
            Event.id,
            Event.card_id,
            Card.note_id,
            Event.rating,
            Event.answered_at,
            Event.study_day,
            Event.elapsed_ms,
            Event.received_at,
        )
        .join(Card, Card.id == Event.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            Event.offering_id == offering_id,
            Event.type == EventType.REVIEW.value,
            Event.mode.in_(FOLDED_MODES),
            Event.rating.is_not(None),
            Deck.owner_id.is_(None),
            not_retracted(),
        )
        .order_by(Event.student_id, Event.answered_at, Event.device, Event.seq, Event.id)
    )


def _log(found: Sequence[Any]) -> ClassLog:
    students, notes, cards = (
        {key: number for number, key in enumerate(sorted({row[column] for row in found}))}
        for column in (0, 3, 2)
    )
    answers = tuple(
        Given(
            student=students[row.student_id],
            note=notes[row.note_id],
            card=cards[row.card_id],
            day=row.answered_at.timestamp() / SECONDS_A_DAY,
            study_day=row.study_day.toordinal(),
            recalled=row.rating > Rating.AGAIN,
            target=row.elapsed_ms >= SHORTEST_MS,
            rating=Rating(row.rating),
        )
        for row in found
    )
    return ClassLog(
        answers=answers,
        received=tuple(row.received_at for row in found),
        ids=tuple(row.id for row in found),
        students=tuple(students),
        cards=tuple(cards),
    )
