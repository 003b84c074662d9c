from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Deck, DeckRendering, Note
from app.services.reading import DeckPlace, deck_page, find_deck
from tests.factories import LONG_AGO, World, make_course, make_user


def block(kind: str, html: str, *notes: uuid.UUID) -> dict[str, Any]:
    return {"kind": kind, "html": html, "line": 1, "notes": [str(note) for note in notes]}


def publish(
    session: Session, deck: Deck, *blocks: dict[str, Any], number: int = 1, renderer: int = 1
) -> None:
    rendering = DeckRendering(
        deck_id=deck.id, number=number, renderer=renderer, blocks=list(blocks)
    )
    session.add(rendering)
    session.flush()


def add_deck(session: Session, world: World, title: str, position: int, **fields: Any) -> Deck:
    deck = Deck(
        id=uuid.uuid4(),
        course_id=world.offering.course_id,
        key=f"{title}.md",
        title=title,
        position=position,
        base_hash="",
        head=1,
        **fields,
    )
    session.add(deck)
    session.flush()
    return deck


def note_ids(session: Session, world: World) -> list[uuid.UUID]:
    query = select(Note.id).where(Note.deck_id == world.deck.id).order_by(Note.position)
    return list(session.scalars(query))


def test_each_note_gets_one_anchor_at_the_first_block_made_of_it(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        one, two, three = note_ids(session, world)
        publish(
            session,
            world.deck,
            block("prose", "<p>Both.</p>", one, two, one),
            block("question", "<p>Again two, and three.</p>", two, three),
            block("prose", "<p>No note.</p>"),
        )
        page = deck_page(session, world.offering, world.deck.id, None)
        assert page is not None
        assert [found.anchors for found in page.blocks] == [(one, two), (three,), ()]
        assert [found.html for found in page.blocks][2] == "<p>No note.</p>"


def test_the_newest_rendering_of_the_published_revision_is_shown(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        publish(session, world.deck, block("prose", "old renderer"), renderer=1)
        publish(session, world.deck, block("prose", "new renderer"), renderer=2)
        page = deck_page(session, world.offering, world.deck.id, None)
        assert page is not None
        assert [found.html for found in page.blocks] == ["new renderer"]


def test_neighbours_come_in_the_order_of_the_course(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        last = add_deck(session, world, "Three", 2)
        middle = add_deck(session, world, "Two", 1)
        first_page = deck_page(session, world.offering, world.deck.id, None)
        page = deck_page(session, world.offering, middle.id, None)
        assert first_page is not None
        assert page is not None
        assert first_page.previous is None
        assert first_page.following == DeckPlace(middle.id, "Two")
        assert page.previous == DeckPlace(world.deck.id, "One")
        assert page.following == DeckPlace(last.id, "Three")


def test_retired_decks_and_private_ones_are_no_neighbours_and_not_found(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        owner = make_user(session)
        retired = add_deck(session, world, "Gone", 1, retired_at=LONG_AGO)
        private = add_deck(session, world, "Mine", 2, owner_id=owner.id)
        page = deck_page(session, world.offering, world.deck.id, None)
        assert page is not None
        assert page.following is None
        for deck in (retired, private):
            assert deck_page(session, world.offering, deck.id, None) is None
            assert find_deck(session, world.offering, deck.id, None) is None


def test_a_deck_of_another_course_is_not_found(database: Database) -> None:
    with database.transaction() as session:
        world, other = make_course(session, "crm"), make_course(session, "law")
        assert deck_page(session, world.offering, other.deck.id, None) is None
        assert find_deck(session, other.offering, other.deck.id, None) == DeckPlace(
            other.deck.id, "One"
        )


def test_a_deck_without_text_has_a_page_without_blocks(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        page = deck_page(session, world.offering, world.deck.id, None)
        assert page is not None
        assert page.blocks == ()


@pytest.mark.parametrize("note", ["not-a-uuid", ""])
def test_a_damaged_rendering_is_an_error_and_not_a_page_without_anchors(
    sqlite: Database, note: str
) -> None:
    with sqlite.transaction() as session:
        world = make_course(session)
        damaged = block("prose", "<p>Text</p>") | {"notes": [note]}
        publish(session, world.deck, damaged)
        with pytest.raises(ValueError, match="hexadecimal"):
            deck_page(session, world.offering, world.deck.id, None)
