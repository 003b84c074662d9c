"""The cards that an exam asks of a student, as arrays, and the parameters that go with them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest

from app.db import Access, Database
from app.models import CardState, Deck, Enrolment, EventType, ExamDate, ExamDateDeck
from app.services import parameters
from app.services.exam_cards import Asked, exam_cards
from app.services.exams_ahead import Exam, exams_ahead, next_exam
from app.srs.exam import PRIOR_SHIFT
from app.srs.fsrs import DEFAULT_WEIGHTS
from tests.services import students
from tests.services.events.conftest import other, review
from tests.services.students import NOON

EXAM = Exam("Final", NOON + timedelta(days=18))


class Student(students.Student):
    def asked(self, exam: Exam = EXAM) -> Asked:
        with self.reading() as (session, _, _):
            return exam_cards(session, self.world.offering, self.id, exam, NOON)

    def exams(self, now: datetime = NOON) -> Sequence[Exam]:
        with self.reading() as (session, _, enrolment):
            return exams_ahead(session, enrolment, now)

    def announce_weighted(self, title: str, at: datetime, weight: float) -> None:
        with self.database.transaction() as session:
            exam = ExamDate(id=uuid.uuid4(), offering_id=self.world.offering.id, title=title, at=at)
            exam.decks = [ExamDateDeck(deck_id=self.world.deck.id, weight=weight)]
            session.add(exam)


@pytest.fixture
def student(database: Database) -> Student:
    return Student.new(database, cards=4)


def test_every_card_has_a_row_in_the_order_of_the_course(student: Student) -> None:
    asked = student.asked()
    assert asked.ids == student.world.cards
    assert asked.decks == (student.world.deck.id,) * 4
    assert not asked.cards.seen.any()
    assert asked.exam_day - asked.today == 18


def test_a_seen_card_brings_its_memory(student: Student) -> None:
    card = student.world.cards[1]
    student.answer(review(card, 3, answered_at=NOON - timedelta(days=2)))
    asked = student.asked()
    assert list(asked.cards.seen) == [False, True, False, False]
    assert asked.cards.stability[1] == DEFAULT_WEIGHTS[2]
    assert asked.cards.last_day[1] == asked.today - 2
    assert asked.answered == 1


def test_weights_of_exam_and_deck_multiply(student: Student) -> None:
    with student.database.transaction() as session:
        session.get_one(Deck, student.world.deck.id).weight = 2.0
    exam = Exam("Half", EXAM.at, {student.world.deck.id: 1.5})
    assert list(student.asked(exam).cards.weight) == [3.0] * 4


def test_an_exam_of_another_deck_asks_none_of_these(student: Student) -> None:
    assert student.asked(Exam("Other", EXAM.at, {uuid.uuid4(): 1.0})).ids == ()


def test_an_optional_deck_is_asked_only_by_name(student: Student) -> None:
    with student.database.transaction() as session:
        session.get_one(Deck, student.world.deck.id).optional = True
    assert student.asked().ids == ()
    assert len(student.asked(Exam("Named", EXAM.at, {student.world.deck.id: 1.0})).ids) == 4


def test_a_suspended_card_is_asked_and_marked_and_can_be_left_out(student: Student) -> None:
    card = student.world.cards[0]
    student.answer(other(EventType.SUSPEND, card, minutes=0, answered_at=NOON))
    asked = student.asked()
    assert list(asked.suspended) == [True, False, False, False]
    kept = asked.kept(np.flatnonzero(~asked.suspended).tolist())
    assert kept.ids == student.world.cards[1:]
    assert kept.cards.weight.shape == (3,)


def test_the_student_s_own_date_stands_for_the_last_exam(student: Student) -> None:
    student.announce_weighted("Midterm", NOON + timedelta(days=10), 1.0)
    student.announce("Final", NOON + timedelta(days=30))
    own = NOON + timedelta(days=5)
    student.set(exam_at=own)
    assert [(exam.title, exam.at) for exam in student.exams()] == [
        ("Final", own),
        ("Midterm", NOON + timedelta(days=10)),
    ]
    assert student.exams(NOON + timedelta(days=11)) == []


def test_an_own_date_is_enough_where_none_was_announced(student: Student) -> None:
    with student.database.transaction() as session:
        enrolment = session.get_one(Enrolment, (student.id, student.world.offering.id))
        assert next_exam(session, enrolment, NOON) is None
        enrolment.exam_at = EXAM.at
        assert next_exam(session, enrolment, NOON) == Exam("Exam", EXAM.at)


def test_before_anything_is_learnt_the_published_defaults_hold(student: Student) -> None:
    with student.database.transaction(Access.READ) as session:
        known = parameters.active(session, student.world.offering, student.id)
    assert (known.fsrs.number, known.fsrs.weights) == (0, DEFAULT_WEIGHTS)
    assert known.class_set is None
    assert known.calibration == (PRIOR_SHIFT, 1.0)
    assert known.pace == 1.0


def test_slow_answers_raise_the_pace_and_never_without_bound(student: Student) -> None:
    times = [NOON - timedelta(minutes=minute) for minute in range(1, 41)]
    slow = [
        review(student.world.cards[0], answered_at=at, elapsed_ms=10**6, seq=n)
        for n, at in enumerate(times)
    ]
    student.answer(*slow)
    with student.database.transaction(Access.READ) as session:
        pace = parameters.active(session, student.world.offering, student.id).pace
    assert 2.0 < pace <= 4.0


def test_a_stored_state_without_reviews_counts_as_never_shown(student: Student) -> None:
    with student.database.transaction() as session:
        session.add(
            CardState(student_id=student.id, card_id=student.world.cards[0], parameter_set=0)
        )
    assert not student.asked().cards.seen.any()
