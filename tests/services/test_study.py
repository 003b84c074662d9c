"""The queue of a student: what comes, in which order, how much, and with what content."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.db import Access, Database
from app.models import Deck, Enrolment, EventType, Mode, Note, User
from app.services.events.reset import reset
from app.services.events.types import NewEvent
from app.services.study.queue import StudyQueue, deck_queue, schedule_queue
from tests.factories import make_user
from tests.services import students
from tests.services.events.conftest import other, review
from tests.services.students import NOON


class Student(students.Student):
    def queue(self, now: datetime = NOON, *, limit: int = 200, more_new: int = 0) -> StudyQueue:
        with self.reading() as (session, user, enrolment):
            return schedule_queue(session, user, enrolment, now, limit=limit, more_new=more_new)


@pytest.fixture
def student(database: Database) -> Student:
    return Student.new(database, cards=30)


def at(moment: datetime, card: UUID, rating: int = 3, **fields: Any) -> NewEvent:
    return review(card, rating, answered_at=moment, **fields)


def cards(queue: StudyQueue) -> list[UUID]:
    return [card.card for card in queue.cards]


def test_a_first_run_offers_ten_new_cards_in_the_order_of_the_notes(student: Student) -> None:
    queue = student.queue()
    assert cards(queue) == list(student.world.cards[:10])
    assert (queue.new, queue.learning, queue.review) == (10, 0, 0)
    assert queue.minutes_left == 20


def test_who_wants_more_gets_more(student: Student) -> None:
    assert student.queue(more_new=7).new == 17


def test_the_limit_cuts_the_cards_and_not_the_counts(student: Student) -> None:
    queue = student.queue(limit=3)
    assert len(queue.cards) == 3
    assert queue.new == 10


def test_a_card_comes_with_its_content_and_where_each_answer_leads(student: Student) -> None:
    card = student.queue(limit=1).cards[0]
    assert card.rendering.front == "<p>Question 0?</p>"
    assert card.revision.number == 1
    assert set(card.outcomes) == {"again", "hard", "good", "easy"}
    following = card.outcomes["again"].next
    assert following is not None
    assert set(following) == set(card.outcomes)
    assert card.outcomes["easy"].next is None


def test_a_failed_card_comes_back_first_and_uses_up_no_new_one(student: Student) -> None:
    first, *_ = student.world.cards
    student.answer(at(NOON, first, 1))
    queue = student.queue(NOON + timedelta(minutes=2))
    assert cards(queue)[0] == first
    assert (queue.learning, queue.new) == (1, 9)


def test_minutes_are_counted_with_at_most_one_for_an_answer(student: Student) -> None:
    one, two, *_ = student.world.cards
    student.answer(at(NOON, one, elapsed_ms=30_000), at(NOON, two, elapsed_ms=10**7))
    assert student.queue().minutes_left == 18.5


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Tokyo", 9), ("America/New_York", 19)])
def test_a_traveller_s_answers_use_up_the_day_of_the_account(
    student: Student, zone: str, hours: int
) -> None:
    """Evening in Vienna is the next day in Tokyo; morning is still night in New York."""
    moment = NOON + timedelta(hours=hours)
    chosen = student.world.cards[:6]
    student.answer(*(at(moment, card, zone=zone, elapsed_ms=20_000) for card in chosen), now=moment)
    queue = student.queue(moment + timedelta(minutes=5))
    assert queue.minutes_left == 18
    assert queue.new == 4
    next_day = student.queue(moment + timedelta(days=1))
    assert next_day.minutes_left == 20


def test_when_the_cap_is_used_up_only_begun_steps_are_left(student: Student) -> None:
    for card in student.world.cards[:20]:
        student.answer(at(NOON, card, 4, elapsed_ms=60_000))
    begun = student.world.cards[20]
    student.answer(at(NOON, begun, 1))
    queue = student.queue(NOON + timedelta(minutes=1))
    assert cards(queue) == [begun]
    assert queue.minutes_left == 0


def test_due_reviews_come_the_most_nearly_forgotten_first(student: Student) -> None:
    weak, strong, *_ = student.world.cards
    yesterday = NOON - timedelta(days=20)
    student.answer(at(yesterday, strong, 3), at(yesterday, weak, 3))
    later = yesterday + timedelta(minutes=15)
    student.answer(at(later, strong, 4), at(later, weak, 2))
    later += timedelta(minutes=15)
    student.answer(at(later, weak, 3))
    shown = [card for card in cards(student.queue()) if card in {weak, strong}]
    assert shown == [weak, strong]


def test_suspended_buried_and_retired_cards_stay_away(student: Student) -> None:
    suspended, buried, retired, *_ = student.world.cards
    student.answer(
        other(EventType.SUSPEND, suspended, minutes=0, answered_at=NOON),
        other(EventType.BURY, buried, minutes=0, answered_at=NOON),
    )
    with student.database.transaction() as session:
        row = next(card for card in student.queue().cards if card.card == retired)
        session.get_one(Note, row.note).retired_at = NOON
    assert not {suspended, buried, retired} & set(cards(student.queue()))
    tomorrow = cards(student.queue(NOON + timedelta(days=1)))
    assert buried in tomorrow
    assert suspended not in tomorrow


def test_a_private_deck_is_shown_to_its_owner_only(student: Student) -> None:
    with student.database.transaction() as session:
        other_user = make_user(session, "Bob")
        session.get_one(Deck, student.world.deck.id).owner_id = other_user.id
    assert student.queue().cards == ()


def test_deck_mode_shows_every_card_in_order_whatever_is_due(student: Student) -> None:
    student.answer(at(NOON, student.world.cards[0], 4))
    with student.database.transaction(Access.READ) as session:
        enrolment = session.get_one(Enrolment, (student.id, student.world.offering.id))
        user, deck = session.get_one(User, student.id), student.world.deck.id
        queue = deck_queue(session, user, enrolment, deck, NOON)
    assert cards(queue) == list(student.world.cards)
    assert queue.cards[0].outcomes == {}


def test_cards_begun_anew_after_a_reset_count_as_new_ones_of_the_day(student: Student) -> None:
    known, later = student.world.cards[:15], NOON + timedelta(days=3)
    student.answer(*(at(NOON, card) for card in known))
    with student.database.transaction() as session:
        reset(session, student.world.offering.course_id, known, later)
    student.answer(*(at(later, card, elapsed_ms=100) for card in known), now=later)
    assert student.queue(later + timedelta(minutes=1)).new == 20 - 15


def test_deck_mode_answers_leave_the_day_as_it_was(student: Student) -> None:
    before = student.queue()
    student.answer(at(NOON, student.world.cards[0], 1, mode=Mode.DECK))
    after = student.queue()
    assert cards(after) == cards(before)
    assert after.minutes_left == before.minutes_left
