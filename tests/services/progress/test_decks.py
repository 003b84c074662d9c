"""New, learning, known; and the notes that are forgotten most."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.db import Access
from app.models import CardState, Deck, EventType
from app.services.progress import decks, weak
from app.services.progress.decks import Counts
from app.services.progress.weak import WeakSpot
from tests.services.events.conftest import other
from tests.services.progress.conftest import NOON, Student


def counts(student: Student) -> dict[UUID, Counts]:
    with student.database.transaction(Access.READ) as session:
        return dict(decks.by_deck(session, student.id, student.world.offering, NOON))


def weak_spots(student: Student) -> list[WeakSpot]:
    with student.database.transaction(Access.READ) as session:
        return weak.weak_spots(session, student.id, student.world.offering, NOON)


def forget(student: Student, card: int, lapses: int) -> None:
    with student.database.transaction() as session:
        state = session.get_one(CardState, (student.id, student.world.cards[card]))
        state.lapses = lapses


def test_cards_never_answered_are_new(student: Student) -> None:
    assert counts(student) == {student.world.deck.id: Counts(new=12)}


def test_a_card_is_known_when_its_memory_is_expected_to_last_a_week(student: Student) -> None:
    student.answer(0, [0], rating=4)  # easy: stable for eight days
    student.answer(0, [1], rating=3)  # in a step
    student.learn(0, [2])  # through the steps, but stable for two days only
    found = counts(student)[student.world.deck.id]
    assert found == Counts(new=9, learning=2, known=1)
    assert found.cards == 12


def test_a_card_that_was_only_suspended_is_still_new(student: Student) -> None:
    card = student.world.cards[0]
    student.send(other(EventType.SUSPEND, card, minutes=0, answered_at=NOON))
    assert counts(student)[student.world.deck.id] == Counts(new=12)


def test_counts_of_decks_add_up() -> None:
    assert decks.total({}) == Counts()
    assert Counts(1, 2, 3) + Counts(4, 5, 6) == Counts(5, 7, 9)


def test_decks_that_are_not_visible_yet_have_no_counts(student: Student) -> None:
    with student.database.transaction() as session:
        session.get_one(Deck, student.world.deck.id).retired_at = NOON - timedelta(days=1)
    assert counts(student) == {}


def test_the_most_forgotten_notes_come_first_and_once_is_no_weakness(student: Student) -> None:
    student.answer(0, [0, 1, 2])
    for card, lapses in ((0, 2), (1, 5), (2, 1)):
        forget(student, card, lapses)
    found = weak_spots(student)
    assert [each.lapses for each in found] == [5, 2]
    assert found[0].question == "<p>Question 1?</p>"
    assert found[0].deck_title == "One"


def test_a_suspended_card_is_no_weak_spot(student: Student) -> None:
    student.answer(0, [0])
    card = student.world.cards[0]
    student.send(other(EventType.SUSPEND, card, minutes=0, answered_at=NOON))
    forget(student, 0, 9)
    assert weak_spots(student) == []
