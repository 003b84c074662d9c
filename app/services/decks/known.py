"""The notes that a course already knows, as rows: what identity is decided among."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session

from app.models import Card, CardRevision, Deck, Note, NoteRevision
from app.services.decks.shelf import stands_on


@dataclass(slots=True)
class CardRows:
    """A card with its published revision, and the older ones, newest first."""

    card: Card
    revision: CardRevision
    earlier: list[CardRevision] = field(default_factory=list)


@dataclass(slots=True)
class NoteRows:
    """A note with its published revision, the older ones, and its cards in their order."""

    note: Note
    deck_key: str
    revision: NoteRevision
    earlier: list[NoteRevision] = field(default_factory=list)
    cards: list[CardRows] = field(default_factory=list)


class Listed(NamedTuple):
    """Where a note stands in the course, without what it says."""

    id: UUID
    deck_key: str
    position: int
    live: bool
    merged: bool


def list_notes(session: Session, course_id: UUID, owner_id: UUID | None = None) -> Sequence[Listed]:
    """Return where every note stands, retired ones too, in document order.

    Those of the course, or a student's private ones.
    """
    rows = session.execute(
        select(
            Note.id,
            Deck.key,
            Note.position,
            Note.retired_at.is_(None),
            Note.merged_into.is_not(None),
        )
        .join(Deck, Deck.id == Note.deck_id)
        .where(Note.deck_id.in_(_decks(course_id, owner_id)))
        .order_by(Deck.key, Note.position, Note.id)
    )
    return [Listed(*row) for row in rows]


def within_reach(decks: Collection[UUID]) -> ColumnElement[bool]:
    """Return the condition of the notes that a note of *decks* may be: theirs, and retired ones."""
    return or_(
        Note.deck_id.in_(list(decks)), Note.retired_at.is_not(None), Note.merged_into.is_not(None)
    )


def load_notes(
    session: Session,
    course_id: UUID,
    only: ColumnElement[bool] | None = None,
    owner_id: UUID | None = None,
) -> dict[UUID, NoteRows]:
    """Return the notes of the course's own decks, retired ones too, in document order.

    *only* is a condition on notes; without it they are all returned. With *owner_id* they are
    that student's private ones.
    """
    chosen = Note.deck_id.in_(_decks(course_id, owner_id)) & (true() if only is None else only)
    notes = session.execute(
        select(Note, Deck.key)
        .join(Deck, Deck.id == Note.deck_id)
        .where(chosen)
        .order_by(Deck.key, Note.position, Note.id)
    ).all()
    revisions = _revisions(session, chosen)
    cards = _cards(session, chosen)
    return {
        note.id: NoteRows(
            note,
            key,
            revision=next(r for r in revisions[note.id] if r.number == note.head),
            earlier=[r for r in revisions[note.id] if r.number != note.head],
            cards=cards[note.id],
        )
        for note, key in notes
    }


def _decks(course_id: UUID, owner_id: UUID | None) -> Select[UUID]:
    return select(Deck.id).where(stands_on(course_id, owner_id))


def _revisions(session: Session, chosen: ColumnElement[bool]) -> dict[UUID, list[NoteRevision]]:
    found = session.scalars(
        select(NoteRevision)
        .join(Note, Note.id == NoteRevision.note_id)
        .where(chosen)
        .order_by(NoteRevision.note_id, NoteRevision.number)
    )
    of_note: dict[UUID, list[NoteRevision]] = defaultdict(list)
    for revision in found:
        of_note[revision.note_id].append(revision)
    return of_note


def _cards(session: Session, chosen: ColumnElement[bool]) -> dict[UUID, list[CardRows]]:
    found = session.execute(
        select(Card, CardRevision)
        .join(Note, Note.id == Card.note_id)
        .join(
            CardRevision,
            (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
        )
        .where(chosen)
        .order_by(Card.position, Card.id)
    )
    earlier = _earlier(session, chosen)
    of_note: dict[UUID, list[CardRows]] = defaultdict(list)
    for card, revision in found:
        of_note[card.note_id].append(CardRows(card, revision, earlier[card.id]))
    return of_note


def _earlier(session: Session, chosen: ColumnElement[bool]) -> dict[UUID, list[CardRevision]]:
    found = session.scalars(
        select(CardRevision)
        .join(Card, Card.id == CardRevision.card_id)
        .join(Note, Note.id == Card.note_id)
        .where(chosen, CardRevision.number != Card.head)
        .order_by(CardRevision.card_id, CardRevision.number.desc())
    )
    of_card: dict[UUID, list[CardRevision]] = defaultdict(list)
    for revision in found:
        of_card[revision.card_id].append(revision)
    return of_card
