"""What the event log takes, what it turns away, and what it makes of a wrong clock."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update

from app.models import CardState, EventType, Mode
from tests.factories import LONG_AGO
from tests.services.events.conftest import NOW, Desk, other, review, statuses


def test_an_answer_is_stored_and_changes_its_card(desk: Desk) -> None:
    assert statuses(desk.send(review(desk.cards[0]))) == ["stored"]
    assert len(desk.log()) == 1
    assert desk.states()[desk.cards[0]]["repetitions"] == 1


def test_sending_again_is_harmless(desk: Desk) -> None:
    event = review(desk.cards[0])
    assert statuses(desk.send(event, event)) == ["stored", "duplicate"]
    before = desk.states()
    assert statuses(desk.send(event)) == ["duplicate"]
    assert len(desk.log()) == 1
    assert desk.states() == before


def test_a_card_of_another_course_is_turned_away_and_nothing_else(
    desk: Desk, foreign_card: uuid.UUID
) -> None:
    results = desk.send(review(foreign_card), review(uuid.uuid4()), review(desk.cards[0]))
    assert statuses(results) == ["rejected", "rejected", "stored"]
    assert str(foreign_card) in str(results[0].reason)
    assert [event.card_id for event in desk.log()] == [desk.cards[0]]


def test_who_left_may_still_hand_in_what_was_answered_before(desk: Desk) -> None:
    desk.leave(LONG_AGO + timedelta(days=1, hours=1))
    results = desk.send(review(desk.cards[0], minutes=59), review(desk.cards[0], minutes=61))
    assert statuses(results) == ["stored", "rejected"]


def test_a_clock_up_to_five_minutes_fast_is_believed(desk: Desk) -> None:
    desk.send(review(desk.cards[0], answered_at=NOW + timedelta(minutes=5)))
    assert desk.log()[0].answered_at == NOW + timedelta(minutes=5)


def test_a_clock_further_ahead_is_stored_at_receipt_with_the_original_kept(desk: Desk) -> None:
    ahead = NOW + timedelta(minutes=5, seconds=1)
    desk.send(review(desk.cards[0], answered_at=ahead, detail={"typed": "churn"}))
    event = desk.log()[0]
    assert event.answered_at == event.received_at == NOW
    assert event.detail == {"typed": "churn", "client_answered_at": ahead.isoformat()}
    assert event.study_day == date(2026, 3, 2)


def test_an_answer_from_before_the_enrolment_is_stored_at_receipt(desk: Desk) -> None:
    desk.send(review(desk.cards[0], answered_at=LONG_AGO - timedelta(days=9)))
    assert desk.log()[0].answered_at == NOW


def test_the_study_day_is_that_of_the_events_own_zone(desk: Desk) -> None:
    at = datetime.fromisoformat("2026-02-01T12:00:00+00:00")
    desk.send(
        review(desk.cards[0], answered_at=at, zone="Pacific/Kiritimati"),  # 02:00, the 2nd
        review(desk.cards[1], answered_at=at, zone="Asia/Tokyo"),  # 21:00, the 1st
    )
    days = {event.card_id: event.study_day for event in desk.log()}
    # Two in the morning is before the rollover at four: still the day before.
    assert days == {desk.cards[0]: date(2026, 2, 1), desk.cards[1]: date(2026, 2, 1)}


def test_the_due_date_planned_before_the_answer_is_kept_with_it(desk: Desk) -> None:
    desk.send(review(desk.cards[0], 4))
    planned = desk.states()[desk.cards[0]]["due"]
    desk.send(review(desk.cards[0], minutes=60 * 24 * 20))
    first, second = desk.log()
    assert first.planned_due is None
    assert second.planned_due == planned


def test_what_is_no_answer_leaves_the_due_date_alone(desk: Desk) -> None:
    desk.send(*(review(card, 4, answered_at=NOW) for card in desk.cards))
    with desk.database.transaction() as session:  # all on one day, which asks for evening out
        last = session.scalar(select(func.max(CardState.due)))
        session.execute(update(CardState).values(due=last))
    before, later = desk.states(), NOW + timedelta(days=7)
    for number, kind in enumerate((EventType.FLAG, EventType.SUSPEND, EventType.UNSUSPEND)):
        for card in desk.cards:
            mark = other(kind, card, minutes=number, answered_at=later)
            desk.send(mark, now=later)
    desk.send(*(review(card, answered_at=later, mode=Mode.DECK) for card in desk.cards), now=later)
    after = desk.states()
    assert all(after[card]["flagged"] for card in desk.cards)
    assert [after[card]["due"] for card in desk.cards] == [
        before[card]["due"] for card in desk.cards
    ]


def test_suspend_bury_and_flag_follow_the_log(desk: Desk) -> None:
    card = desk.cards[0]
    desk.send(
        other(EventType.SUSPEND, card, minutes=1),
        other(EventType.BURY, card, minutes=2),
        other(EventType.FLAG, card, minutes=3),
    )
    state = desk.states()[card]
    assert (state["suspended"], state["flagged"]) == (True, True)
    assert state["buried_until"] == (LONG_AGO + timedelta(days=2)).date()
    desk.send(other(EventType.UNSUSPEND, card, minutes=4), other(EventType.UNFLAG, card, minutes=5))
    state = desk.states()[card]
    assert (state["suspended"], state["flagged"]) == (False, False)
    assert state["repetitions"] == 0
