"""The notes that a course already knows, as rows: what identity is decided among."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Card, CardRevision, Deck, Note, NoteRevision


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


def load_notes(session: Session, course_id: UUID) -> dict[UUID, NoteRows]:
    """Return every note of the course's own decks, retired ones too, in document order."""
    decks = select(Deck.id).where(Deck.course_id == course_id, Deck.owner_id.is_(None))
    notes = session.execute(
        select(Note, Deck.key)
        .join(Deck, Deck.id == Note.deck_id)
        .where(Note.deck_id.in_(decks))
        .order_by(Deck.key, Note.position, Note.id)
    ).all()
    revisions = _revisions(session, decks)
    cards = _cards(session, decks)
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


def _revisions(session: Session, decks: Select[UUID]) -> dict[UUID, list[NoteRevision]]:
    found = session.scalars(
        select(NoteRevision)
        .join(Note, Note.id == NoteRevision.note_id)
        .where(Note.deck_id.in_(decks))
        .order_by(NoteRevision.note_id, NoteRevision.number)
    )
    of_note: dict[UUID, list[NoteRevision]] = defaultdict(list)
    for revision in found:
        of_note[revision.note_id].append(revision)
    return of_note


def _cards(session: Session, decks: Select[UUID]) -> dict[UUID, list[CardRows]]:
    found = session.execute(
        select(Card, CardRevision)
        .join(Note, Note.id == Card.note_id)
        .join(
            CardRevision,
            (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
        )
        .where(Note.deck_id.in_(decks))
        .order_by(Card.position, Card.id)
    )
    earlier = _earlier(session, decks)
    of_note: dict[UUID, list[CardRows]] = defaultdict(list)
    for card, revision in found:
        of_note[card.note_id].append(CardRows(card, revision, earlier[card.id]))
    return of_note


def _earlier(session: Session, decks: Select[UUID]) -> dict[UUID, list[CardRevision]]:
    found = session.scalars(
        select(CardRevision)
        .join(Card, Card.id == CardRevision.card_id)
        .join(Note, Note.id == Card.note_id)
        .where(Note.deck_id.in_(decks), CardRevision.number != Card.head)
        .order_by(CardRevision.card_id, CardRevision.number.desc())
    )
    of_card: dict[UUID, list[CardRevision]] = defaultdict(list)
    for revision in found:
        of_card[revision.card_id].append(revision)
    return of_card
