"""A reset starts a card anew for everybody who has learned it, and nothing takes it back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.db import Access
from app.models import Event, EventType, Offering
from app.services import doctor
from app.services.events.reset import reset, students_with_state
from tests.factories import LONG_AGO
from tests.services.events.conftest import NOW, Desk, other, review, statuses

LATER = NOW + timedelta(hours=1)


def start_anew(desk: Desk, *cards: UUID) -> int:
    with desk.database.transaction() as session:
        course = session.get_one(Offering, desk.offering_id).course_id
        return reset(session, course, cards, NOW)


def test_everybody_who_has_learned_the_card_starts_anew(desk: Desk) -> None:
    one, two = desk.cards[:2]
    twin = desk.twin()
    desk.send(review(one), review(two))
    twin.send(review(one))
    before = desk.states()[two]
    assert start_anew(desk, one) == 2
    for each in (desk, twin):
        assert (each.states()[one]["repetitions"], each.states()[one]["due"]) == (0, None)
        resets = [event for event in each.log() if event.type == "reset"]
        assert [(e.card_id, e.offering_id) for e in resets] == [(one, desk.offering_id)]
    assert desk.states()[two] == before


def test_who_has_not_met_the_card_gets_no_event(desk: Desk) -> None:
    desk.send(review(desk.cards[0]))
    assert start_anew(desk, desk.cards[1]) == 0
    assert len(desk.log()) == 1


def test_reviews_after_the_reset_count_and_late_ones_from_before_do_not(desk: Desk) -> None:
    card = desk.cards[0]
    desk.send(review(card), review(card, minutes=30))
    start_anew(desk, card)
    after = review(card, answered_at=LATER)
    assert statuses(desk.send(after, review(card, minutes=40), now=LATER)) == ["stored"] * 2
    assert desk.states()[card]["repetitions"] == 1
    assert desk.states()[card]["last_review"] == LATER


def test_a_client_cannot_take_a_reset_back(desk: Desk) -> None:
    card = desk.cards[0]
    desk.send(review(card))
    start_anew(desk, card)
    written = next(event for event in desk.log() if event.type == "reset")
    away = other(EventType.RETRACT, card, minutes=0, answered_at=LATER, target=written.id)
    assert statuses(desk.send(away, now=LATER)) == ["stored"]
    assert desk.states()[card]["repetitions"] == 0


def test_what_a_student_set_on_the_card_stays(desk: Desk) -> None:
    card = desk.cards[0]
    desk.send(review(card), other(EventType.FLAG, card, minutes=1))
    start_anew(desk, card)
    assert desk.states()[card]["flagged"] is True


def test_a_rebuild_and_the_doctor_agree_with_a_reset(desk: Desk) -> None:
    card = desk.cards[0]
    desk.send(review(card), review(card, minutes=60 * 24))
    start_anew(desk, card)
    desk.send(review(card, rating=2, answered_at=LATER), now=LATER)
    before = desk.states()[card]
    desk.rebuild()
    assert desk.states()[card] == before
    with desk.database.transaction(Access.READ) as session:
        assert not [f for f in doctor.examine(session).faults if f.code == "drift"]
        assert students_with_state(session, [card]) == 1
        kinds = session.scalars(select(Event.type).where(Event.answered_at > LONG_AGO))
        assert sorted(kinds) == ["reset", "review", "review", "review"]
