"""The front page's counts of an exam day are those of the queue, from morning to evening."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.db import Database
from app.models import Mode
from app.services.progress.due import Today
from app.services.progress.overview import overview
from app.services.study.exam_queue import exam_queue
from app.services.study.queue import StudyQueue
from tests.services import students
from tests.services.events.conftest import review
from tests.services.students import NOON


class Student(students.Student):
    def day(self, now: datetime) -> tuple[StudyQueue, Today]:
        """Return the queue and what the front page says of it, which must agree."""
        with self.reading() as (session, user, enrolment):
            queue = exam_queue(session, user, enrolment, now)
            found = overview(session, user, enrolment, now).today
        assert queue is not None
        assert (found.new, found.review) == (queue.new, queue.review + queue.learning)
        assert found.minutes_left == queue.minutes_left
        return queue, found

    def go_through(self, queue: StudyQueue, now: datetime, *, failing: int = 0) -> None:
        answers = [
            review(
                each.card,
                1 if number < failing else 3,
                answered_at=now + timedelta(seconds=number),
                mode=Mode.EXAM,
            )
            for number, each in enumerate(queue.cards)
        ]
        self.answer(*answers, now=now + timedelta(minutes=10))


@pytest.fixture
def student(database: Database) -> Student:
    made = Student.new(database, cards=120)
    made.announce("Final", NOON + timedelta(days=30))
    return made


def test_when_the_day_is_done_nothing_new_is_announced(student: Student) -> None:
    queue, morning = student.day(NOON)
    assert morning.new > 0
    student.go_through(queue, NOON)
    _, evening = student.day(NOON + timedelta(hours=3))
    assert evening.cards == 0
    assert evening.minutes == 0


def test_failed_cards_are_still_to_be_shown(student: Student) -> None:
    queue, _ = student.day(NOON)
    student.go_through(queue, NOON, failing=3)
    _, evening = student.day(NOON + timedelta(hours=3))
    assert (evening.new, evening.review) == (0, 3)
    assert evening.minutes > 0


def test_the_next_days_counts_hold_repetition_too(student: Student) -> None:
    queue, _ = student.day(NOON)
    student.go_through(queue, NOON)
    _, second = student.day(NOON + timedelta(days=1))
    assert second.new > 0
    assert second.review > 0
