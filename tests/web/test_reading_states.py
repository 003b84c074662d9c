"""The states of the reader's own cards beside the notes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Card, CardState, DeckRendering, Offering, Role, User
from app.services import enrolments
from tests.factories import World, make_course
from tests.web.browser import Browser
from tests.web.conftest import LogIn, make_account

KNOWN: dict[str, Any] = {"phase": 2, "stability": 30.0, "difficulty": 5.0, "repetitions": 3}


@pytest.fixture
def world(stored: Database) -> World:
    with stored.transaction() as session:
        world = make_course(session, "bio", cards=2)
        notes = [session.get_one(Card, card).note_id for card in world.cards]
        blocks = [
            {"kind": "prose", "html": "<p>One.</p>", "line": 1, "notes": [str(note)]}
            for note in notes
        ]
        session.add(DeckRendering(deck_id=world.deck.id, number=1, renderer=1, blocks=blocks))
        bea = make_account(session, "bea@example.org")
        enrolments.enrol(session, bea, world.offering, Role.STUDENT, utc_now())
    return world


@pytest.fixture
def bea(world: World, logged_in: LogIn) -> Browser:
    return logged_in("bea")


def answered(stored: Database, world: World, **fields: Any) -> None:
    now = utc_now()
    values = KNOWN | {
        "last_review": now,
        "study_day": now.date(),
        "due": now + timedelta(days=9),
        "parameter_set": 0,
    }
    with stored.transaction() as session:
        student = session.scalars(select(User).where(User.email == "bea@example.org")).one()
        session.add(CardState(student_id=student.id, card_id=world.cards[0], **(values | fields)))


def page(browser: Browser, world: World) -> str:
    return browser.get(f"/courses/bio/decks/{world.deck.id}").text


def test_cards_never_asked_are_new(bea: Browser, world: World) -> None:
    text = page(bea, world)
    assert "2 new" in text
    assert text.count('class="card-states"') == len(world.cards)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "1 known"),
        ({"stability": 2.0}, "1 learning"),
        ({"phase": 1}, "1 learning"),
        ({"due": utc_now() - timedelta(hours=1)}, "1 due"),
        ({"suspended": True}, "1 suspended"),
        ({"flagged": True}, "1 flagged"),
    ],
)
def test_a_state_is_said_in_words(
    bea: Browser, world: World, stored: Database, fields: dict[str, Any], words: str
) -> None:
    answered(stored, world, **fields)
    text = page(bea, world)
    assert words in text
    assert "1 new" in text


def test_a_known_card_says_how_likely_it_is_recalled_and_when_it_comes(
    bea: Browser, world: World, stored: Database
) -> None:
    answered(stored, world)
    text = page(bea, world)
    assert "over 95 % recall" in text
    assert "Asked again on" in text


def test_who_does_not_study_sees_no_states(root: Browser, world: World) -> None:
    assert 'class="card-states"' not in page(root, world)


def test_states_are_the_readers_own(
    bea: Browser, world: World, stored: Database, logged_in: LogIn, crm: Offering
) -> None:
    answered(stored, world)
    with stored.transaction() as session:
        cid = make_account(session, "cid@example.org")
        enrolments.enrol(session, cid, world.offering, Role.STUDENT, utc_now())
    assert "1 known" not in page(logged_in("cid"), world)
