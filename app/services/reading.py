"""Lecture notes for reading: the published rendering of a deck, with an anchor for each note.

Nothing is rendered here: the HTML was made and sanitised when the deck was saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Deck, DeckRendering, Offering
from app.services.classes.visibility import published


@dataclass(frozen=True, slots=True)
class DeckPlace:
    """A deck as a link needs it."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A stretch of the notes. *anchors* are the ids of notes that begin in it, each once;
    *anchor* is the id on the page of the first of them, or of the block itself.
    """

    kind: str
    html: str
    anchor: str
    anchors: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A deck for reading, between its neighbours in the course's order."""

    deck: DeckPlace
    chapter: str
    language: str
    blocks: tuple[NoteBlock, ...]
    previous: DeckPlace | None
    following: DeckPlace | None


def part_anchor(number: int) -> str:
    """Return the id on the page of the block at a place (from 0) that begins no note."""
    return f"part-{number + 1}"


def find_deck(
    session: Session, offering: Offering, deck_id: UUID, visible_at: datetime | None
) -> DeckPlace | None:
    """Return the deck if the offering's course has it and it is visible then (None: anyway)."""
    places = (place for place in _places(session, offering, visible_at) if place.id == deck_id)
    return next(places, None)


def deck_page(
    session: Session, offering: Offering, deck_id: UUID, visible_at: datetime | None
) -> DeckPage | None:
    """Return the deck for reading; None where the course has no such deck, or not visible then.

    *visible_at* is the instant at which a student looks; None for staff, who see every deck.
    """
    places = _places(session, offering, visible_at)
    index = next((i for i, place in enumerate(places) if place.id == deck_id), None)
    if index is None:
        return None
    deck = session.get_one(Deck, deck_id)
    return DeckPage(
        deck=places[index],
        chapter=deck.chapter,
        language=deck.language,
        blocks=_with_anchors(_published_blocks(session, deck)),
        previous=places[index - 1] if index > 0 else None,
        following=places[index + 1] if index + 1 < len(places) else None,
    )


def _places(session: Session, offering: Offering, visible_at: datetime | None) -> list[DeckPlace]:
    """List the course's own decks in order; private ones of students are not among them."""
    rows = session.execute(
        select(Deck.id, Deck.title)
        .where(published(offering, visible_at))
        .order_by(Deck.position, Deck.key)
    )
    return [DeckPlace(deck_id, title) for deck_id, title in rows]


def _published_blocks(session: Session, deck: Deck) -> list[dict[str, Any]]:
    """Return the blocks of the head revision from the newest renderer that has made them."""
    blocks = session.scalar(
        select(DeckRendering.blocks)
        .where(DeckRendering.deck_id == deck.id, DeckRendering.number == deck.head)
        .order_by(DeckRendering.renderer.desc())
        .limit(1)
    )
    return blocks or []


def _with_anchors(blocks: list[dict[str, Any]]) -> tuple[NoteBlock, ...]:
    """Give each note one anchor, at the first block that it was made from."""
    seen: set[UUID] = set()
    result = []
    for number, block in enumerate(blocks):
        notes = dict.fromkeys(UUID(note) for note in block["notes"])
        anchors = tuple(note for note in notes if note not in seen)
        seen.update(anchors)
        anchor = f"note-{anchors[0]}" if anchors else part_anchor(number)
        result.append(NoteBlock(block["kind"], block["html"], anchor, anchors))
    return tuple(result)
