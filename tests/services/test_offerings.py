from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Card, Deck, Enrolment, Note, Role, User
from app.services import offerings
from app.services.offerings import OfferingError
from tests.factories import make_course, make_user

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def ines(session: Session) -> User:
    return make_user(session, "Ines")


def test_a_course_begins_with_an_offering_of_its_instructor(session: Session, ines: User) -> None:
    made = offerings.create(session, "crm-2027", " Customer relations ", ines, NOW)
    assert (made.slug, made.course.slug, made.course.title) == (
        "crm-2027",
        "crm-2027",
        "Customer relations",
    )
    assert made.zone == ines.zone
    enrolment = session.scalars(select(Enrolment)).one()
    assert (enrolment.user_id, enrolment.role) == (ines.id, Role.INSTRUCTOR)
    assert offerings.by_slug(session, "crm-2027") is made
    assert offerings.in_order(session) == [made]


@pytest.mark.parametrize(
    "slug", ["", "CRM", "crm_1", "-crm", "crm-", "a--b", "crm 1", "crm/1", "ä", "a" * 61, "a\n"]
)
def test_a_slug_that_would_not_do_in_an_address_is_refused(
    session: Session, ines: User, slug: str
) -> None:
    with pytest.raises(OfferingError, match="is no slug"):
        offerings.create(session, slug, "Title", ines, NOW)


@pytest.mark.parametrize("title", ["", "  ", "t" * 201])
def test_a_title_is_neither_empty_nor_endless(session: Session, ines: User, title: str) -> None:
    with pytest.raises(OfferingError, match="1 to 200 characters"):
        offerings.create(session, "crm", title, ines, NOW)


def test_a_slug_is_taken_once(session: Session, ines: User) -> None:
    offerings.create(session, "crm", "One", ines, NOW)
    with pytest.raises(OfferingError, match="already"):
        offerings.create(session, "crm", "Two", ines, NOW)


def test_a_code_is_found_in_any_case_and_grouping(session: Session, ines: User) -> None:
    made = offerings.create(session, "crm", "One", ines, NOW)
    grouped = offerings.grouped_code(made.join_code)
    for typed in (made.join_code, grouped, grouped.lower(), f"  {grouped.replace('-', ' - ')}\t"):
        assert offerings.by_code(session, typed) is made
    assert offerings.by_code(session, made.join_code[:-1]) is None
    assert offerings.by_code(session, "") is None


def test_codes_hold_no_characters_that_look_alike() -> None:
    codes = [offerings.new_code() for _ in range(2000)]
    assert len(set(codes)) == 2000
    assert set("".join(codes)) == set(offerings.CODE_ALPHABET)
    for alike in ("B8", "S5", "Z2", "O0", "I1L", "UV"):
        assert not set(alike) & set(offerings.CODE_ALPHABET)


@given(st.text(offerings.CODE_ALPHABET, min_size=8, max_size=8))
def test_grouping_a_code_loses_nothing(code: str) -> None:
    assert offerings.normalised_code(offerings.grouped_code(code)) == code


@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    normal = offerings.normalised_code(text)
    assert offerings.normalised_code(normal) == normal


def test_decks_count_the_cards_that_are_asked(session: Session) -> None:
    world = make_course(session, cards=4)
    session.get_one(Card, world.cards[0]).retired_at = NOW
    note = session.get_one(Card, world.cards[1]).note_id
    session.get_one(Note, note).retired_at = NOW
    session.flush()
    (deck,) = offerings.decks(session, world.offering, None)
    assert (deck.id, deck.title, deck.cards) == (world.deck.id, "One", 2)


def test_a_deck_without_cards_is_listed_with_none(session: Session) -> None:
    world = make_course(session, cards=0)
    assert [deck.cards for deck in offerings.decks(session, world.offering, None)] == [0]


def test_retired_and_private_decks_and_those_of_other_courses_are_not_listed(
    session: Session, ines: User
) -> None:
    world = make_course(session)
    make_course(session, "other")
    assert len(offerings.decks(session, world.offering, None)) == 1
    session.get_one(Deck, world.deck.id).owner_id = ines.id
    session.flush()
    assert offerings.decks(session, world.offering, None) == []
