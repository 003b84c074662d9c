"""The end of what is private: it goes with the account, together with its history."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.models import (
    Card,
    CardRevision,
    CardState,
    Deck,
    DeckRendering,
    DeckRevision,
    Event,
    Note,
    NoteRevision,
    Rendering,
    SearchIndex,
)


def erase_private(session: Session, student_id: UUID) -> None:
    """Delete every private deck of a student, with the answers to its cards.

    Nobody else refers to them: they are in no quiz, no exam and no class model.
    """
    decks = select(Deck.id).where(Deck.owner_id == student_id).scalar_subquery()
    notes = select(Note.id).where(Note.deck_id.in_(decks)).scalar_subquery()
    cards = select(Card.id).where(Card.note_id.in_(notes)).scalar_subquery()
    statements = (
        delete(Event).where(Event.card_id.in_(cards)),
        delete(CardState).where(CardState.card_id.in_(cards)),
        delete(Rendering).where(Rendering.card_id.in_(cards)),
        delete(CardRevision).where(CardRevision.card_id.in_(cards)),
        update(Card).where(Card.note_id.in_(notes)).values(merged_into=None),
        delete(Card).where(Card.note_id.in_(notes)),
        delete(NoteRevision).where(NoteRevision.note_id.in_(notes)),
        update(Note).where(Note.deck_id.in_(decks)).values(merged_into=None),
        delete(Note).where(Note.deck_id.in_(decks)),
        delete(SearchIndex).where(SearchIndex.deck_id.in_(decks)),
        delete(DeckRendering).where(DeckRendering.deck_id.in_(decks)),
        delete(DeckRevision).where(DeckRevision.deck_id.in_(decks)),
        delete(Deck).where(Deck.owner_id == student_id),
    )
    for statement in statements:
        session.execute(statement, execution_options={"synchronize_session": False})
