"""The way back from a backlog, which promises no more than the queue of that mode keeps."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.db import Database
from app.services.exams_ahead import NEAR
from app.services.progress.overview import Overview, overview
from tests.factories import LONG_AGO
from tests.services import students
from tests.services.events.conftest import review

LEARNED, CARDS = 40, 60
NOW = LONG_AGO + timedelta(days=60)


class Student(students.Student):
    def overview(self, now: datetime = NOW) -> Overview:
        with self.reading() as (session, user, enrolment):
            return overview(session, user, enrolment, now)


def behind(database: Database, cards: int) -> Student:
    """Return a student of 5 minutes a day who learned 40 cards and went away for weeks."""
    made = Student.new(database, cards=cards)
    made.set(minutes_cap=5)
    for days in (1, 3):
        at = LONG_AGO + timedelta(days=days)
        reviews = [review(card, 3, answered_at=at) for card in made.world.cards[:LEARNED]]
        made.answer(*reviews, now=at)
    return made


@pytest.fixture
def student(database: Database) -> Student:
    return behind(database, CARDS)


def days_needed(seen: Overview) -> list[tuple[float, int]]:
    return [(way.minutes, (way.caught_up - NOW.date()).days) for way in seen.ways if way.caught_up]


def test_new_cards_take_their_share_of_the_minutes_on_the_way_back(student: Student) -> None:
    seen = student.overview()
    assert seen.behind == LEARNED
    assert seen.today.new == 5, "half of five minutes"
    assert seen.today.review == 15
    # 15 of the 40 a day, and from the second day on five of the begun ones come back.
    assert days_needed(seen) == [(5, 2), (15, 0)]


def test_without_new_cards_all_minutes_go_to_what_is_due(database: Database) -> None:
    assert days_needed(behind(database, LEARNED).overview()) == [(5, 1), (15, 0)]


def test_before_an_exam_no_day_is_promised(student: Student) -> None:
    student.announce("Finals", NOW + timedelta(days=20))
    seen = student.overview()
    assert seen.for_exam
    assert (seen.behind, list(seen.ways)) == (LEARNED, [])


def test_an_exam_far_ahead_leaves_the_schedule_and_its_way_back(student: Student) -> None:
    student.announce("Finals", NOW + NEAR + timedelta(days=1))
    seen = student.overview()
    assert not seen.for_exam
    assert len(days_needed(seen)) == 2
