"""After the last exam nothing is due, so a streak goes over the days on which its courses rest."""

from __future__ import annotations

import uuid
from datetime import timedelta

from app.db import Access
from app.models import Card, Enrolment, EventType, ExamDate, User
from app.services.progress import calendar
from tests.factories import World, enrol, make_course
from tests.services.events.conftest import other, review
from tests.services.progress.conftest import DAY, NOON, Student

EXAM = 3  # the day of the last exam, at noon


def streak(student: Student, day: int) -> int:
    with student.database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        return calendar.streak(session, user, NOON + day * DAY)


def three_days(student: Student) -> None:
    """Answer on three days and leave cards due, before the exam on the fourth."""
    student.announce(EXAM)
    for day in range(3):
        student.answer(day, [day], rating=1)


def second_course(student: Student, joined: int = 0) -> World:
    with student.database.transaction() as session:
        world = make_course(session, "second", cards=3)
        enrol(session, session.get_one(User, student.id), world, enrolled_at=NOON + joined * DAY)
        return world


def test_a_rest_of_months_does_not_end_it_and_the_next_term_goes_on(student: Student) -> None:
    three_days(student)
    assert streak(student, EXAM) == 3
    assert streak(student, EXAM + 150) == 3
    term = second_course(student, EXAM + 149)
    at = NOON + (EXAM + 150) * DAY
    student.send(review(term.cards[0], 4, answered_at=at))
    assert streak(student, EXAM + 150) == 4


def test_without_an_exam_due_cards_end_it_as_ever(student: Student) -> None:
    for day in range(3):
        student.answer(day, [day], rating=1)
    assert streak(student, EXAM) == 3
    assert streak(student, EXAM + 1) == 0


def test_a_day_before_the_exam_is_no_rest(student: Student) -> None:
    student.announce(EXAM + 3)
    for day in range(3):
        student.answer(day, [day], rating=1)
    assert streak(student, EXAM + 1) == 0


def test_a_course_that_is_studied_beside_one_that_rests_still_asks(student: Student) -> None:
    three_days(student)
    term = second_course(student)
    student.send(review(term.cards[0], 1, answered_at=NOON + 2 * DAY + timedelta(hours=1)))
    assert streak(student, EXAM) == 3, "the day is not over"
    assert streak(student, EXAM + 1) == 0, "a card of the second course was due"


def test_going_on_with_a_course_takes_no_day_of_rest_away(student: Student) -> None:
    three_days(student)
    student.keep_remembering(EXAM + 20)
    assert streak(student, EXAM + 20) == 3
    student.answer(EXAM + 20, [0, 1, 2], rating=1)
    assert streak(student, EXAM + 20) == 4
    assert streak(student, EXAM + 22) == 0, "from then on cards are due again"


def test_a_resit_that_is_announced_later_takes_no_day_of_rest_away(student: Student) -> None:
    three_days(student)
    student.resit(EXAM + 40, known_on=EXAM + 20)
    student.answer(EXAM + 20, [0, 1, 2], rating=1)
    assert streak(student, EXAM + 20) == 4
    assert streak(student, EXAM + 22) == 0


def test_a_resit_that_was_known_before_means_that_there_was_no_rest(student: Student) -> None:
    three_days(student)
    student.resit(EXAM + 40, known_on=0)
    assert streak(student, EXAM + 2) == 0


def test_what_is_asked_no_more_ends_no_streak(student: Student) -> None:
    student.answer(0, [0], rating=1)
    student.answer(0, [1], rating=4)
    assert streak(student, 2) == 0
    with student.database.transaction() as session:
        session.get_one(Card, student.world.cards[0]).retired_at = NOON
    assert streak(student, 2) == 1


def test_a_buried_card_ends_no_streak(student: Student) -> None:
    student.answer(0, [0], rating=1)
    at = NOON + timedelta(hours=1)
    student.send(other(EventType.BURY, student.world.cards[0], minutes=0, answered_at=at))
    assert streak(student, 1) == 1


def test_a_course_that_was_left_ends_no_streak(student: Student) -> None:
    student.answer(0, [0], rating=1)
    assert streak(student, 3) == 0
    with student.database.transaction() as session:
        key = (student.id, student.world.offering.id)
        session.get_one(Enrolment, key).left_at = NOON + DAY
    assert streak(student, 3) == 1


def test_an_exam_of_before_one_joined_is_none_to_rest_after(student: Student) -> None:
    with student.database.transaction() as session:
        key = (student.id, student.world.offering.id)
        at = session.get_one(Enrolment, key).enrolled_at - DAY
        offering = student.world.offering.id
        session.add(ExamDate(id=uuid.uuid4(), offering_id=offering, title="Old", at=at))
    for day in range(3):
        student.answer(day, [day], rating=1)
    assert streak(student, EXAM + 1) == 0
