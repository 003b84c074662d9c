"""Answers by day, and a streak that does not punish days on which nothing was due."""

from __future__ import annotations

from datetime import date, timedelta

from app.db import Access
from app.models import EventType, User
from app.services.progress import calendar
from tests.services.events.conftest import other, review
from tests.services.progress.conftest import DAY, NOON, Student

MONDAY = date(2026, 2, 2)


def by_day(student: Student) -> dict[date, int]:
    with student.database.transaction(Access.READ) as session:
        return calendar.answers_by_day(session, student.id, student.world.offering.id)


def streak(student: Student, day: int) -> int:
    with student.database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        return calendar.streak(session, user, NOON + day * DAY)


def test_answers_are_counted_by_study_day(student: Student) -> None:
    student.answer(0, [0, 1])
    student.answer(0, [2], minutes=15 * 60)  # three at night, in Vienna four: the next day
    student.answer(2, [0])
    assert by_day(student) == {
        MONDAY: 2,
        MONDAY + timedelta(days=1): 1,
        MONDAY + timedelta(days=2): 1,
    }


def test_an_answer_taken_back_is_not_counted(student: Student) -> None:
    wrong = review(student.world.cards[0], 1, answered_at=NOON)
    student.send(wrong)
    student.answer(0, [1])
    student.send(other(EventType.RETRACT, None, minutes=0, target=wrong.id, answered_at=NOON))
    assert by_day(student) == {MONDAY: 1}


def test_days_in_a_row_make_a_streak(student: Student) -> None:
    for day in range(3):
        student.answer(day, [day], rating=1)
    assert streak(student, 2) == 3
    assert streak(student, 3) == 3, "today is not over"
    assert streak(student, 4) == 0, "cards were due yesterday"


def test_days_without_due_cards_do_not_end_it(student: Student) -> None:
    student.answer(0, [0], rating=4)  # easy: due in eight days or so
    assert streak(student, 4) == 1
    student.answer(4, [1], rating=4)
    assert streak(student, 4) == 2


def test_a_card_that_waited_for_days_ends_it_though_it_was_answered_later(
    student: Student,
) -> None:
    student.answer(0, [0], rating=1)  # due within minutes
    student.answer(3, [0], rating=4)
    assert streak(student, 3) == 1


def test_who_never_answered_has_none(student: Student) -> None:
    assert streak(student, 0) == 0
    assert by_day(student) == {}
