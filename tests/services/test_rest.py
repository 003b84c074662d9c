"""After the last exam nothing is due, until the student asks to keep remembering."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from app.db import Access, Database
from app.models import Enrolment, Role, User
from app.services import study_preferences
from app.services.progress.overview import Overview, overview
from app.services.study.card_info import card_info
from app.services.study.note_states import Standing, all_marks, by_note
from app.services.study.queue import StudyQueue, deck_queue, schedule_queue
from app.services.study.rest import Rest, rest_of
from tests.factories import LONG_AGO
from tests.services import students
from tests.services.events.conftest import review

EXAM = LONG_AGO + timedelta(days=30)
AFTER = EXAM + timedelta(days=20)


class Student(students.Student):
    def recall(self, cards: Sequence[uuid.UUID], at: datetime) -> None:
        self.answer(*(review(card, 3, answered_at=at) for card in cards), now=at)

    def rest(self, now: datetime = AFTER) -> Rest | None:
        with self.reading() as (session, user, enrolment):
            return rest_of(session, user, enrolment, now)

    def queue(self, now: datetime = AFTER) -> StudyQueue:
        with self.reading() as (session, user, enrolment):
            return schedule_queue(session, user, enrolment, now, more_new=3)

    def overview(self, now: datetime = AFTER) -> Overview:
        with self.reading() as (session, user, enrolment):
            return overview(session, user, enrolment, now)


@pytest.fixture
def student(database: Database) -> Student:
    """Somebody who met five of twelve cards before the exam."""
    made = Student.new(database, cards=12)
    made.announce("Finals", EXAM)
    made.recall(made.world.cards[:5], EXAM - timedelta(days=3))
    return made


def test_until_the_exam_there_is_no_rest(student: Student) -> None:
    before = EXAM - timedelta(minutes=1)
    assert student.rest(before) is None
    assert student.queue(before).cards != ()


def test_after_it_nothing_is_due_and_nothing_is_late(student: Student) -> None:
    queue, page = student.queue(), student.overview()
    assert queue.cards == ()
    assert (queue.new, queue.learning, queue.review) == (0, 0, 0)
    assert queue.rests_after is not None
    assert queue.rests_after.title == "Finals"
    assert (page.today.cards, page.today.minutes, page.behind, page.next_due) == (0, 0.0, 0, None)
    assert page.rests_after == queue.rests_after


def test_the_rest_tells_what_was_done_for_the_exam(student: Student) -> None:
    rest = student.rest()
    assert rest is not None
    assert (rest.cards, rest.met, rest.answers, rest.expected) == (12, 5, 5, None)


def test_enough_answers_make_an_expected_share_but_not_once_cards_were_answered_since(
    student: Student,
) -> None:
    for days in range(10):
        student.recall(student.world.cards, EXAM - timedelta(days=20 - 2 * days))
    rest = student.rest()
    assert rest is not None
    assert rest.met == 12
    assert rest.expected is not None
    assert 0.5 < rest.expected < 1
    student.recall(student.world.cards[:1], EXAM + timedelta(days=5))
    rest = student.rest()
    assert rest is not None
    assert rest.expected is None


def test_decks_are_gone_through_as_before(student: Student) -> None:
    with student.database.transaction(Access.READ) as session:
        enrolment = session.get_one(Enrolment, (student.id, student.world.offering.id))
        user = session.get_one(User, student.id)
        queue = deck_queue(session, user, enrolment, student.world.deck.id, AFTER)
    assert len(queue.cards) == 12


def test_keeping_on_is_of_one_course_and_can_be_taken_back(student: Student) -> None:
    for wanted in (True, False):
        with student.database.transaction() as session:
            user = session.get_one(User, student.id)
            offering = student.world.offering.id
            study_preferences.set_remembering(session, user, uuid.uuid4(), wanted=True, now=AFTER)
            study_preferences.set_remembering(session, user, offering, wanted=wanted, now=AFTER)
        assert (student.rest() is None) is wanted
        assert bool(student.queue().cards) is wanted
        assert bool(student.overview().behind) is wanted


def test_another_exam_an_own_date_and_joining_later_all_mean_studying(student: Student) -> None:
    student.set(exam_at=AFTER + timedelta(days=1))
    assert student.rest() is None
    student.set(exam_at=None, enrolled_at=EXAM + timedelta(days=1))
    assert student.rest() is None
    student.set(enrolled_at=LONG_AGO)
    assert student.rest() is not None
    student.announce("Resit", AFTER + timedelta(days=14))
    assert student.rest() is None


def test_staff_do_not_rest(student: Student) -> None:
    student.set(role=Role.ASSISTANT)
    assert student.rest() is None


def test_while_it_rests_no_card_is_named_as_due(student: Student) -> None:
    card = student.world.cards[0]
    for wanted in (False, True):
        with student.database.transaction() as session:
            user = session.get_one(User, student.id)
            offering = student.world.offering
            study_preferences.set_remembering(session, user, offering.id, wanted=wanted, now=AFTER)
            marks = by_note(session, user, offering, student.world.deck.id, AFTER, visible_at=AFTER)
            info = card_info(session, user, offering, card, AFTER, visible_at=AFTER)
        standings = Counter(mark.standing for mark in all_marks(marks))
        assert info is not None
        assert (standings[Standing.DUE], standings[Standing.LEARNING]) == (
            (5, 0) if wanted else (0, 5)
        )
        assert (info.due is None) is not wanted
        assert {mark.due is None for mark in all_marks(marks) if mark.recall} == {not wanted}


def test_going_on_that_was_stored_without_an_instant_is_still_known(student: Student) -> None:
    offering = student.world.offering.id
    with student.database.transaction() as session:
        user = session.get_one(User, student.id)
        user.preferences = {"keep_remembering": [str(offering)]}
    assert student.rest() is None
    with student.database.transaction() as session:
        user = session.get_one(User, student.id)
        since = study_preferences.remembers_since(user.preferences, offering)
        assert since is not None
        assert since < LONG_AGO
        study_preferences.set_remembering(session, user, offering, wanted=False, now=AFTER)
    assert student.rest() is not None
