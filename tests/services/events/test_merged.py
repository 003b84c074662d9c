"""A card that another was merged into goes on with the reviews of both; no event is rewritten."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from app.db import Access, Database
from app.models import Card, EventType, Offering, User
from app.services import doctor
from app.services.events.reset import reset
from app.services.events.states import folded
from app.srs.fsrs import DEFAULT_PARAMETERS
from tests.factories import enrol, make_course, make_user
from tests.services.events.conftest import NOW, Desk, other, review

LATER = NOW + timedelta(hours=1)


def merge(desk: Desk, gone: UUID, into: UUID) -> None:
    with desk.database.transaction() as session:
        session.get_one(Card, gone).merged_into = into
        session.get_one(Card, gone).retired_at = NOW


def repetitions(desk: Desk, card: UUID) -> int:
    with desk.database.transaction(Access.READ) as session:
        return folded(session, desk.student_id, [card], {card: DEFAULT_PARAMETERS})[
            card
        ].memory.repetitions


def test_the_reviews_of_both_count_through_a_chain(desk: Desk) -> None:
    one, two, three = desk.cards[:3]
    desk.send(review(one), review(two, minutes=60 * 24), review(three, minutes=60 * 48))
    merge(desk, one, two)
    merge(desk, two, three)
    desk.rebuild()
    assert repetitions(desk, three) == 3
    assert [event.card_id for event in desk.log()] == [one, two, three]


def test_the_reviews_of_a_chain_count_once_where_all_its_cards_are_asked_for(desk: Desk) -> None:
    one, two, three = desk.cards[:3]
    desk.send(review(one), review(one, minutes=60 * 24), review(three, minutes=60 * 48))
    merge(desk, one, two)
    merge(desk, two, three)
    with desk.database.transaction(Access.READ) as session:
        sets = dict.fromkeys((one, two, three), DEFAULT_PARAMETERS)
        together = folded(session, desk.student_id, list(sets), sets)
        alone = {
            card: folded(session, desk.student_id, [card], sets)[card] for card in (one, two, three)
        }
    assert together == alone
    assert alone[three].tally.tests == 2


def test_an_answer_to_the_merged_card_that_comes_late_reaches_the_other(desk: Desk) -> None:
    one, two = desk.cards[:2]
    merge(desk, one, two)
    desk.send(review(one))
    assert desk.states()[two]["repetitions"] == 1
    with desk.database.transaction(Access.READ) as session:
        assert not [f for f in doctor.examine(session).faults if f.code == "drift"]


def test_the_doctor_misses_the_state_of_a_card_that_goes_on(desk: Desk) -> None:
    one, two = desk.cards[:2]
    desk.send(review(one))
    merge(desk, one, two)
    with desk.database.transaction() as session:
        assert [f.code for f in doctor.examine(session).faults if f.repairable] == ["drift"]
        assert doctor.repair(session) == 1
    assert desk.states()[two]["repetitions"] == 1


def test_a_reset_of_the_card_that_goes_on_takes_away_what_came_to_it(desk: Desk) -> None:
    one, two = desk.cards[:2]
    desk.send(review(one), review(two, minutes=60 * 24))
    merge(desk, one, two)
    desk.rebuild()
    with desk.database.transaction() as session:
        reset(session, session.get_one(Offering, desk.offering_id).course_id, [two], NOW)
    assert repetitions(desk, two) == 0
    desk.send(review(one, answered_at=LATER), now=LATER)
    assert desk.states()[two]["repetitions"] == 1


def test_a_reset_from_before_the_merge_takes_away_its_own_reviews_only(desk: Desk) -> None:
    one, two = desk.cards[:2]
    desk.send(review(one), review(two, minutes=60 * 24))
    with desk.database.transaction() as session:
        reset(session, session.get_one(Offering, desk.offering_id).course_id, [one], NOW)
    merge(desk, one, two)
    assert repetitions(desk, two) == 1


def test_what_was_set_aside_as_a_duplicate_is_not_set_aside_in_the_other(desk: Desk) -> None:
    one, two = desk.cards[:2]
    desk.send(review(two), other(EventType.SUSPEND, one, minutes=1))
    merge(desk, one, two)
    desk.rebuild()
    assert desk.states()[two]["suspended"] is False


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9000), st.integers(1, 4)), max_size=9),
    st.booleans(),
)
def test_merged_cards_fold_as_one_card_that_got_every_review(
    sqlite: Database, answers: list[tuple[int, int, int]], chain: bool
) -> None:
    with sqlite.transaction() as session:
        student = make_user(session)
        world = make_course(session, f"c{student.id.hex[:8]}", cards=4)
        enrol(session, student, world)
        desk = Desk(sqlite, student.id, world.offering.id, world.cards)
    for card, minute, rating in answers:
        seq = {"seq": minute}
        desk.send(
            review(desk.cards[card], rating, minutes=minute, **seq),
            review(desk.cards[3], rating, minutes=minute, **seq),
        )
    merge(desk, desk.cards[0], desk.cards[1])
    merge(
        desk, desk.cards[1] if chain else desk.cards[2], desk.cards[2] if chain else desk.cards[1]
    )
    last = desk.cards[2] if chain else desk.cards[1]
    with sqlite.transaction(Access.READ) as session:
        student = session.get_one(User, desk.student_id)
        both = [last, desk.cards[3]]
        found = folded(session, student.id, both, dict.fromkeys(both, DEFAULT_PARAMETERS))
    if len({minute for _, minute, _ in answers}) == len(answers):
        assert found[last].memory == found[desk.cards[3]].memory
    assert found[last].memory.repetitions == len(answers)
