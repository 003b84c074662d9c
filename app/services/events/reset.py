"""Starting cards anew: one event for each student who has a state on the card.

The event says what happened, and the fold does the rest: reviews before it no longer count.
Nothing takes it back, for what the students did since then would be lost with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Enrolment, Event, Offering, ServerEventType, User
from app.services.events.merged import with_survivors
from app.services.events.states import refold
from app.srs.study_days import study_day

SERVER = UUID(int=0)
"""The device of events that no client wrote."""


def reset(session: Session, course_id: UUID, cards: Collection[UUID], now: datetime) -> int:
    """Write a reset of each of *cards* for whoever has a state on it; return how many.

    Use within a transaction that writes. Students are locked in a fixed order, as `record`
    locks them, so that no batch of answers comes in between.
    """
    concerned: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for met_by, card in _with_state(session, cards):
        concerned[met_by].add(card)
    offerings = _offerings(session, course_id, concerned)
    for student_id in sorted(concerned):
        student = session.get_one(User, student_id, with_for_update=True)
        # A card merged into another keeps its state; the fold of both is made again.
        chosen = sorted(concerned[student_id])
        rows = [_row(student, card, offerings.get(student_id), now) for card in chosen]
        session.execute(insert(Event), rows)
        refold(session, student, with_survivors(session, chosen), balanced_at=now)
    return sum(map(len, concerned.values()))


def students_with_state(session: Session, cards: Collection[UUID]) -> int:
    """Return how many students would start anew with any of *cards*."""
    return len({student for student, _ in _with_state(session, cards)})


def _with_state(session: Session, cards: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    found = session.execute(
        select(CardState.student_id, CardState.card_id)
        .join(Card, Card.id == CardState.card_id)
        .where(Card.id.in_(list(cards)))
    )
    return [(student, card) for student, card in found]


def _offerings(
    session: Session, course_id: UUID, students: Collection[UUID]
) -> Mapping[UUID, UUID]:
    """Return the offering of the course that each student is in; the newest of several."""
    found = session.execute(
        select(Enrolment.user_id, Enrolment.offering_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(Offering.course_id == course_id, Enrolment.user_id.in_(list(students)))
        .order_by(Enrolment.left_at.is_(None), Enrolment.enrolled_at)
    )
    return {row.user_id: row.offering_id for row in found}


def _row(student: User, card: UUID, offering: UUID | None, now: datetime) -> dict[str, Any]:
    return {
        "student_id": student.id,
        "id": uuid4(),
        "offering_id": offering,
        "device": SERVER,
        "seq": 0,
        "type": ServerEventType.RESET.value,
        "mode": None,
        "card_id": card,
        "version": None,
        "rating": None,
        "target": None,
        "answered_at": now,
        "received_at": now,
        "zone": student.zone,
        "study_day": study_day(now, ZoneInfo(student.zone), student.rollover_hour),
        "elapsed_ms": 0,
        "detail": {},
        "planned_due": None,
    }
