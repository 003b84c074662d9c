"""A wrong answer in a quiz brings the card back on the next study day, and changes no memory."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Access
from app.models import Attempt, AttemptItem, Card, Marking, Note, Offering, User
from app.services.attempts import quiz_events
from app.services.doctor import examine
from tests.services.events.conftest import NOW, Desk, desk, review

__all__ = ["desk"]

DAY = timedelta(days=1)


def answer(desk: Desk, credit: float | None, at: datetime, number: int = 1) -> None:
    """Mark a quiz question of the first card; later numbers stand for the student's word."""
    with desk.database.transaction() as session:
        student = session.get_one(User, desk.student_id)
        offering = session.get_one(Offering, desk.offering_id)
        item = session.get(AttemptItem, (student.id, ATTEMPT, 1)) or add_item(session, desk, at)
        marking = marked(desk, credit, at, number)
        before = marked(desk, 0.0, at, number - 1) if number > 1 else None
        quiz_events.write(session, student, offering, [(item, marking)], at, instead_of=before)


ATTEMPT = UUID("5f0c6d6e-1d52-4a38-b0a5-2f7e6e0c9a11")


def add_item(session: Session, desk: Desk, at: datetime) -> AttemptItem:
    of_card = select(Note.deck_id).join(Card, Card.note_id == Note.id)
    deck = session.scalars(of_card.where(Card.id == desk.cards[0])).one()
    attempt = Attempt(
        student_id=desk.student_id, id=ATTEMPT, offering_id=desk.offering_id, mode="practice",
        title="One", seed="1", started_at=at,
    )  # fmt: skip
    item = AttemptItem(
        student_id=desk.student_id, attempt_id=ATTEMPT, position=1, item="q",
        type="short_answer", points=1.0, deck_id=deck, deck_revision=1,
        card_id=desk.cards[0], version=1, snapshot={},
    )  # fmt: skip
    for row in (attempt, item):
        session.add(row)
        session.flush()
    return item


def marked(desk: Desk, credit: float | None, at: datetime, number: int) -> Marking:
    return Marking(
        student_id=desk.student_id, attempt_id=ATTEMPT, position=1, number=number,
        credit=credit, parts=[], marked_by="key", key_revision=1, marked_at=at,
    )  # fmt: skip


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A student who knows the first card well: it is due in weeks."""
    desk.send(*(review(desk.cards[0], 4, minutes=60 * 24 * day) for day in (0, 4, 20, 50)))
    return desk


def due(desk: Desk) -> datetime:
    found = desk.states()[desk.cards[0]]["due"]
    assert isinstance(found, datetime)
    return found


def test_a_wrong_answer_pulls_the_card_to_the_next_study_day(known: Desk) -> None:
    before, memory = due(known), known.memories()
    answer(known, 0.5, NOW)
    assert before > NOW + 10 * DAY
    assert NOW < due(known) <= NOW + DAY
    assert known.memories() == memory


def test_a_right_answer_leaves_the_plan_alone(known: Desk) -> None:
    before = due(known)
    answer(known, 1.0, NOW)
    assert due(known) == before


def test_a_review_afterwards_plans_as_always(known: Desk) -> None:
    answer(known, 0.0, NOW)
    known.send(review(known.cards[0], 4, answered_at=NOW + DAY), now=NOW + DAY)
    assert due(known) > NOW + 10 * DAY


def test_i_was_right_gives_the_card_its_old_day_back(known: Desk) -> None:
    before = due(known)
    answer(known, 0.0, NOW)
    answer(known, 1.0, NOW, number=2)
    assert due(known) == before
    kinds = [event.type for event in known.log()]
    assert (kinds.count("quiz"), kinds.count("retract")) == (2, 1)


def test_writing_the_same_marking_again_adds_nothing(known: Desk) -> None:
    answer(known, 0.0, NOW)
    answer(known, 0.0, NOW)
    assert [event.type for event in known.log()].count("quiz") == 1


def test_a_card_never_studied_stays_new(desk: Desk) -> None:
    answer(desk, 0.0, NOW)
    state = desk.states()[desk.cards[0]]
    assert (state["due"], state["phase"]) == (None, 0)


def test_the_doctor_finds_the_plan_sound_and_a_rebuild_comes_to_the_same(known: Desk) -> None:
    answer(known, 0.0, NOW)
    before = due(known)
    with known.database.transaction(Access.READ) as session:
        assert examine(session).faults == ()
    known.rebuild()
    assert due(known) == before
