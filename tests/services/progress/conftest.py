"""A student of one course who answers on chosen days."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.db import Database
from app.models import Enrolment, ExamDate, User
from app.services import study_preferences
from app.services.classes import exam_dates
from app.services.classes.exam_dates import NewExam
from app.services.events.record import record
from app.services.events.types import NewEvent
from tests.factories import World, enrol, make_course, make_user
from tests.services.events.conftest import review

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody in *world*; answers arrive when they are given."""

    database: Database
    id: uuid.UUID
    world: World

    def send(self, *events: NewEvent) -> None:
        with self.database.transaction() as session:
            student = session.get_one(User, self.id)
            for event in events:
                record(session, student, [event], event.answered_at)

    def answer(self, day: int, cards: Sequence[int], rating: int = 3, minutes: int = 0) -> None:
        """Answer *cards* (places) on the *day*-th day from NOON on."""
        at = NOON + day * DAY + timedelta(minutes=minutes)
        self.send(*(review(self.world.cards[card], rating, answered_at=at) for card in cards))

    def learn(self, day: int, cards: Sequence[int]) -> None:
        """Take *cards* through both learning steps."""
        for minutes in (0, 15):
            self.answer(day, cards, 3, minutes)

    def announce(self, day: int) -> None:
        with self.database.transaction() as session:
            at = NOON + day * DAY
            offering = self.world.offering.id
            session.add(ExamDate(id=uuid.uuid4(), offering_id=offering, title="Final", at=at))

    def resit(self, day: int, known_on: int) -> None:
        """Announce a second exam for *day*, in a way that says when that was done."""
        with self.database.transaction() as session:
            new = NewExam("Resit", NOON + day * DAY)
            exam_dates.add(session, None, self.world.offering, new, NOON + known_on * DAY)

    def keep_remembering(self, day: int) -> None:
        with self.database.transaction() as session:
            user, offering = session.get_one(User, self.id), self.world.offering.id
            at = NOON + day * DAY
            study_preferences.set_remembering(session, user, offering, wanted=True, now=at)

    def cap(self, minutes: int) -> None:
        with self.database.transaction() as session:
            enrolment = session.get_one(Enrolment, (self.id, self.world.offering.id))
            enrolment.minutes_cap = minutes


@pytest.fixture
def student(database: Database) -> Student:
    with database.transaction() as session:
        user = make_user(session)
        world = make_course(session, cards=12)
        enrol(session, user, world)
        return Student(database, user.id, world)
