"""A student in a course, and events as a client would make them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from app.db import Access, Database
from app.models import CardState, Enrolment, Event, EventType, Mode, Role, User
from app.services.events.record import record
from app.services.events.refold import refold
from app.services.events.types import NewEvent, Result
from tests.factories import LONG_AGO, enrol, make_course, make_user

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """One student's desk: send events, look at the log and the states."""

    database: Database
    student_id: uuid.UUID
    offering_id: uuid.UUID
    cards: tuple[uuid.UUID, ...]

    def send(self, *events: NewEvent, now: datetime = NOW) -> list[Result]:
        with self.database.transaction() as session:
            student = session.get_one(User, self.student_id)
            return record(session, student, events, now)

    def log(self) -> list[Event]:
        """Return the student's events by time."""
        mine = select(Event).where(Event.student_id == self.student_id)
        with self.database.transaction(Access.READ) as session:
            return list(session.scalars(mine.order_by(Event.answered_at, Event.id)))

    def states(self) -> dict[uuid.UUID, dict[str, object]]:
        """Return the student's card states, by card."""
        mine = select(CardState).where(CardState.student_id == self.student_id)
        columns = set(CardState.__table__.columns.keys()) - {"student_id"}
        with self.database.transaction(Access.READ) as session:
            return {
                state.card_id: {name: getattr(state, name) for name in columns}
                for state in session.scalars(mine)
            }

    def memories(self) -> dict[uuid.UUID, dict[str, object]]:
        """Return the same without the plan, which depends on the load of other days too."""
        return {
            card: {name: value for name, value in state.items() if name != "due"}
            for card, state in self.states().items()
        }

    def twin(self) -> Desk:
        """Return the desk of another student, enrolled like this one."""
        with self.database.transaction() as session:
            student = make_user(session, "Twin")
            enrolment = session.get_one(Enrolment, (self.student_id, self.offering_id))
            session.add(
                Enrolment(
                    user_id=student.id,
                    offering_id=self.offering_id,
                    role=enrolment.role,
                    enrolled_at=enrolment.enrolled_at,
                )
            )
            return replace(self, student_id=student.id)

    def leave(self, at: datetime) -> None:
        with self.database.transaction() as session:
            session.get_one(Enrolment, (self.student_id, self.offering_id)).left_at = at

    def rebuild(self) -> None:
        """Throw every state away and fold the log anew."""
        with self.database.transaction() as session:
            session.execute(delete(CardState))
            student = session.get_one(User, self.student_id)
            refold(session, student, set(self.cards))


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.transaction() as session:
        student = make_user(session)
        world = make_course(session, cards=5)
        enrol(session, student, world)
        return Desk(database, student.id, world.offering.id, world.cards)


@pytest.fixture
def foreign_card(desk: Desk) -> uuid.UUID:
    """A card of a course that the student is not in."""
    with desk.database.transaction() as session:
        other = make_course(session, "other", cards=1)
        enrol(session, make_user(session, "Bob"), other, Role.INSTRUCTOR)
        return other.cards[0]


DEVICE = uuid.uuid4()


def review(
    card: uuid.UUID | None, rating: int = 3, *, minutes: float = 0, **fields: Any
) -> NewEvent:
    values: dict[str, Any] = {
        "id": uuid.uuid4(),
        "device": DEVICE,
        "seq": int(minutes),
        "type": EventType.REVIEW,
        "mode": Mode.SCHEDULE,
        "card": card,
        "version": 1,
        "rating": rating,
        "answered_at": LONG_AGO + timedelta(days=1, minutes=minutes),
        "zone": "Europe/Vienna",
        "elapsed_ms": 4000,
    }
    return NewEvent(**(values | fields))


def other(kind: EventType, card: uuid.UUID | None, *, minutes: float, **fields: Any) -> NewEvent:
    """Return an event that is no review: a retract, a suspend …"""
    plain: dict[str, Any] = {"type": kind, "mode": None, "version": None, "rating": None}
    return review(card, minutes=minutes, **(plain | fields))


def retract(
    target: NewEvent, *, minutes: float, card: uuid.UUID | None = None, **fields: Any
) -> NewEvent:
    return other(EventType.RETRACT, card, minutes=minutes, target=target.id, **fields)


def statuses(results: Sequence[Result]) -> list[str]:
    return [result.status.value for result in results]
