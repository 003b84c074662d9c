"""Exam mode: which cards come today, in which order, how many, and what will not fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.db import Access, Database
from app.models import Enrolment, EventType, Mode, OfferingDeck, User
from app.services.events.types import NewEvent
from app.services.study.exam_queue import exam_queue
from app.services.study.queue import StudyQueue, deck_queue, schedule_queue
from tests.services import students
from tests.services.events.conftest import other, review
from tests.services.students import NOON

CARDS = 60


class Student(students.Student):
    def queue(
        self, now: datetime = NOON, *, limit: int = 200, more_minutes: int = 0
    ) -> StudyQueue | None:
        with self.reading() as (session, user, enrolment):
            return exam_queue(session, user, enrolment, now, limit=limit, more_minutes=more_minutes)

    def studied(self, now: datetime = NOON, *, more_minutes: int = 0) -> StudyQueue:
        queue = self.queue(now, more_minutes=more_minutes)
        assert queue is not None
        return queue


@pytest.fixture
def student(database: Database) -> Student:
    made = Student.new(database, CARDS)
    made.announce("Final", NOON + timedelta(days=30))
    return made


def at(moment: datetime, card: UUID, rating: int = 3, **fields: Any) -> NewEvent:
    return review(card, rating, answered_at=moment, mode=Mode.EXAM, **fields)


def cards(queue: StudyQueue) -> list[UUID]:
    return [card.card for card in queue.cards]


def learn(student: Student, days_ago: int, chosen: Sequence[UUID], rating: int = 3) -> None:
    moment = NOON - timedelta(days=days_ago)
    student.answer(*(at(moment, card, rating, elapsed_ms=5000) for card in chosen))


def test_without_an_exam_ahead_there_is_no_exam_mode(student: Student) -> None:
    assert student.queue(NOON + timedelta(days=31)) is None


def test_first_showings_are_spread_over_days_and_fit_the_cap(student: Student) -> None:
    queue = student.studied()
    assert queue.exam is not None
    assert queue.exam.title == "Final"
    assert 5 <= queue.new < CARDS / 2
    assert (queue.learning, queue.review) == (0, 0)
    assert queue.left_out == {}
    assert all(card.outcomes == {} for card in queue.cards)


def test_asking_again_gives_the_rest_of_the_same_plan(student: Student) -> None:
    before = student.studied()
    first, second, *_ = cards(before)
    student.answer(*(at(NOON, card, elapsed_ms=10_000) for card in (first, second)))
    after = student.studied(NOON + timedelta(minutes=5))
    assert set(cards(after)) == set(cards(before)) - {first, second}
    assert after.minutes_left == pytest.approx(20 - 20 / 60)


def test_every_card_is_shown_once_when_the_plan_is_followed(student: Student) -> None:
    shown: set[UUID] = set()
    for day in range(30):
        morning = NOON + timedelta(days=day)
        today = cards(student.studied(morning))
        student.answer(*(at(morning, card, elapsed_ms=8_000) for card in today), now=morning)
        shown.update(today)
    assert shown == set(student.world.cards)


def test_a_failed_card_comes_back_once_after_five_others(student: Student) -> None:
    learn(student, 6, student.world.cards)
    failed, *_ = cards(student.studied())
    student.answer(at(NOON, failed, 1))
    queue = student.studied(NOON + timedelta(minutes=1))
    assert queue.repeat_failed
    assert cards(queue).index(failed) == 5
    assert queue.learning == 1
    student.answer(at(NOON + timedelta(minutes=2), failed, 1))
    assert failed not in cards(student.studied(NOON + timedelta(minutes=3)))


def test_a_failed_card_takes_no_minute_from_the_days_first_showings(student: Student) -> None:
    before = student.studied()
    failed, *others = cards(before)
    student.answer(at(NOON, failed, 1))
    queue = student.studied(NOON + timedelta(minutes=1))
    assert queue.repeat_failed
    assert queue.new == before.new - 1
    assert cards(queue) == [*others, failed]


def test_a_card_recalled_at_the_second_try_is_done(student: Student) -> None:
    card, *_ = cards(student.studied())
    student.answer(at(NOON, card, 1), at(NOON + timedelta(minutes=1), card, 3))
    assert card not in cards(student.studied(NOON + timedelta(minutes=2)))


def test_what_does_not_fit_is_named_by_deck(student: Student) -> None:
    student.set(minutes_cap=5, exam_at=NOON + timedelta(days=2))
    queue = student.studied()
    assert {deck.title for deck in queue.left_out} == {"One"}
    assert 0 < sum(queue.left_out.values()) < CARDS


def test_the_cap_ends_the_day_and_ten_minutes_more_go_on(student: Student) -> None:
    seen = student.world.cards[:40]
    learn(student, 6, seen)
    student.set(minutes_cap=5)
    first = cards(student.studied())
    student.answer(*(at(NOON, card, elapsed_ms=60_000) for card in first[:5]))
    assert cards(student.studied()) == []
    assert student.studied(more_minutes=10).cards


def test_suspended_buried_and_hidden_cards_do_not_come(student: Student) -> None:
    suspended, buried, *_ = cards(student.studied())
    student.answer(
        other(EventType.SUSPEND, suspended, minutes=0, answered_at=NOON),
        other(EventType.BURY, buried, minutes=0, answered_at=NOON),
    )
    assert not {suspended, buried} & set(cards(student.studied()))
    with student.database.transaction() as session:
        session.add(
            OfferingDeck(
                offering_id=student.world.offering.id,
                deck_id=student.world.deck.id,
                visible_from=NOON + timedelta(days=1),
            )
        )
    assert cards(student.studied()) == []


def test_the_student_s_own_date_counts(student: Student) -> None:
    own = NOON + timedelta(days=3)
    student.set(exam_at=own)
    exam = student.studied().exam
    assert exam is not None
    assert exam.at == own


def test_the_limit_cuts_the_cards_and_not_the_counts(student: Student) -> None:
    whole, part = student.studied(), student.queue(limit=2)
    assert part is not None
    assert cards(part) == cards(whole)[:2]
    assert part.new == whole.new


def test_exam_answers_count_in_schedule_mode_and_deck_answers_nowhere(student: Student) -> None:
    card, *_ = cards(student.studied())
    before = student.studied()
    student.answer(at(NOON, card, 1, elapsed_ms=0))
    with student.database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        enrolment = session.get_one(Enrolment, (student.id, student.world.offering.id))
        later = NOON + timedelta(minutes=2)
        assert cards(schedule_queue(session, user, enrolment, later))[0] == card
        whole = deck_queue(session, user, enrolment, student.world.deck.id, later)
        assert len(whole.cards) == CARDS
    answers = [review(one, 1, mode=Mode.DECK, answered_at=NOON) for one in cards(before)[1:9]]
    student.answer(*answers)
    assert set(cards(student.studied())) == set(cards(before))
