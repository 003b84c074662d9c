"""What is a student's own within a course, to be searched by that student and nobody else.

It is read from the database with each search, so that what was deleted is found no more.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.decks.normal import bare
from app.models import Card, CardRevision, Deck, Note, PrivateNote
from app.services.search.passages import Passage, PassageKind

Noted: TypeAlias = tuple[tuple[UUID, str], ...]  # cards, and what was written beside each


def private_notes(session: Session, course_id: UUID, student_id: UUID) -> Noted:
    """Return the student's notes on cards of the course, as they were written."""
    rows = session.execute(
        select(PrivateNote.card_id, PrivateNote.text)
        .join(Card, Card.id == PrivateNote.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            PrivateNote.student_id == student_id,
            Deck.course_id == course_id,
            or_(Deck.owner_id.is_(None), Deck.owner_id == student_id),
        )
        .order_by(PrivateNote.card_id)
    )
    return tuple((card, text) for card, text in rows)


def as_passages(notes: Noted) -> tuple[Passage, ...]:
    """Return notes as passages, each with its card in place of a deck."""
    return tuple(
        Passage(card, PassageKind.NOTE, str(card), (), _on_one_line(text)) for card, text in notes
    )


def stands_beside(session: Session, cards: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the name of the deck and the question (plain text) of each card.

    A card that is asked no more may have become an exam's: its question is left out.
    """
    rows = session.execute(
        select(Card.id, Card.retired_at, Deck.title, CardRevision.front)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(
            CardRevision,
            and_(CardRevision.card_id == Card.id, CardRevision.number == Card.head),
        )
        .where(Card.id.in_(cards))
    )
    return {
        card: (title,) if retired else (title, _on_one_line(bare(front)))
        for card, retired, title, front in rows
    }


def _on_one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
