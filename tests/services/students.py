"""A student of one course, as tests of what the app does for one student need them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy.orm import Session

from app.db import Access, Database
from app.models import Enrolment, ExamDate, User
from app.services.events.record import record
from app.services.events.types import NewEvent
from tests.factories import LONG_AGO, World, enrol, make_course, make_user

NOON = LONG_AGO + timedelta(days=30, hours=4)


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody in *world*; a test file adds what it asks the app for."""

    database: Database
    id: uuid.UUID
    world: World

    @classmethod
    def new(cls, database: Database, cards: int) -> Self:
        """Make a student, enrolled in a new course of so many cards."""
        with database.transaction() as session:
            user = make_user(session)
            world = make_course(session, cards=cards)
            enrol(session, user, world)
            return cls(database, user.id, world)

    @contextmanager
    def reading(self) -> Iterator[tuple[Session, User, Enrolment]]:
        """Give what services ask for who only look."""
        with self.database.transaction(Access.READ) as session:
            yield session, session.get_one(User, self.id), self._enrolment(session)

    def answer(self, *events: NewEvent, now: datetime = NOON) -> None:
        """Let *events* arrive together."""
        with self.database.transaction() as session:
            record(session, session.get_one(User, self.id), events, now)

    def announce(self, title: str, at: datetime) -> None:
        """Announce an exam of all decks."""
        with self.database.transaction() as session:
            offering = self.world.offering.id
            session.add(ExamDate(id=uuid.uuid4(), offering_id=offering, title=title, at=at))

    def set(self, **fields: object) -> None:
        """Change the student's enrolment."""
        with self.database.transaction() as session:
            enrolment = self._enrolment(session)
            for name, value in fields.items():
                setattr(enrolment, name, value)

    def _enrolment(self, session: Session) -> Enrolment:
        return session.get_one(Enrolment, (self.id, self.world.offering.id))
