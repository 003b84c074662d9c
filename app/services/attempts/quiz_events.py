"""The ``quiz`` events of the log: that a question of a card was marked, and as what.

They never touch stability or difficulty; the plan reads from them that a card was missed. An
event's id is made of attempt, question and the marking's number, so that writing it twice is
harmless; judging anew retracts the event of the marking before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import (
    AttemptItem,
    Event,
    EventType,
    Marking,
    Offering,
    ServerEventType,
    User,
)
from app.services.events.rows import Receipt, row
from app.services.events.states import refold
from app.services.events.types import NewEvent

NAMESPACE = UUID("6a1f7c52-3a7b-5b0e-9c42-7e0d1d5b8a31")


def event_id(marking: Marking, kind: str = "quiz") -> UUID:
    """Return the id of the event about a marking."""
    name = f"{kind} {marking.attempt_id} {marking.position} {marking.number}"
    return uuid5(NAMESPACE, name)


def write(
    session: Session,
    student: User,
    offering: Offering,
    marked: Sequence[tuple[AttemptItem, Marking]],
    now: datetime,
    instead_of: Marking | None = None,
) -> None:
    """Log these markings, as far as they have a card and are decided, and plan the cards anew.

    *instead_of* is the marking whose event they replace. The student's row is locked.
    """
    events = [_event(item, mark, student, now) for item, mark in marked if _counts(item, mark)]
    cards = {item.card_id for item, _ in marked if item.card_id is not None}
    if instead_of is not None:
        events += [_retract(item, instead_of, student, now) for item, _ in marked]
    known = _known(session, student.id, [event.id for event in events])
    receipt = Receipt(offering.id, now, None)
    rows = [row(event, student, receipt) for event in events if event.id not in known]
    if rows:
        session.execute(insert(Event), rows)
        refold(session, student, cards, balanced_at=now)


def _counts(item: AttemptItem, marking: Marking) -> bool:
    return item.card_id is not None and marking.credit is not None


def _event(item: AttemptItem, marking: Marking, student: User, now: datetime) -> NewEvent:
    detail: dict[str, Any] = {
        "attempt": str(item.attempt_id),
        "item": item.item,
        "position": item.position,
        "marking": marking.number,
        "credit": marking.credit,
    }
    return NewEvent(
        id=event_id(marking),
        device=item.attempt_id,
        seq=item.position,
        type=ServerEventType.QUIZ,
        answered_at=now,
        zone=student.zone,
        card=item.card_id,
        version=item.version,
        detail=detail,
    )


def _retract(item: AttemptItem, before: Marking, student: User, now: datetime) -> NewEvent:
    return NewEvent(
        id=event_id(before, "retract"),
        device=item.attempt_id,
        seq=item.position,
        type=EventType.RETRACT,
        answered_at=now,
        zone=student.zone,
        card=item.card_id,
        target=event_id(before),
    )


def _known(session: Session, student_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    stored = select(Event.id).where(Event.student_id == student_id, Event.id.in_(ids))
    return set(session.scalars(stored))
