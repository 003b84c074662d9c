"""A student's private cards as their owner looks at them: note by note, in the deck's order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Note, NoteRevision
from app.services.decks.shelf import stands_on
from app.services.progress.weak import fronts

PAGE = 50


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A private note: what it asks (sanitised HTML), its lines in the text, when it is due.

    *due* is the earliest of its cards', None while none was answered.
    """

    id: UUID
    kind: str
    question: str
    cards: int
    line: int
    end_line: int
    due: datetime | None


def count(session: Session, course_id: UUID, student_id: UUID) -> int:
    """Return how many private notes the student has in the course."""
    query = (
        select(func.count())
        .select_from(Note)
        .join(Deck, Deck.id == Note.deck_id)
        .where(stands_on(course_id, student_id), Note.retired_at.is_(None))
    )
    return session.scalar(query) or 0


def page(
    session: Session, course_id: UUID, student_id: UUID, number: int, only: UUID | None = None
) -> list[OwnNote]:
    """Return the PAGE notes of page *number* (from 0); with *only*, that note if it is theirs."""
    due = (
        select(func.min(CardState.due))
        .join(Card, Card.id == CardState.card_id)
        .where(
            Card.note_id == Note.id,
            Card.retired_at.is_(None),
            CardState.student_id == student_id,
        )
        .scalar_subquery()
    )
    query = (
        select(Note, NoteRevision, due)
        .join(Deck, Deck.id == Note.deck_id)
        .join(NoteRevision, and_(NoteRevision.note_id == Note.id, NoteRevision.number == Note.head))
        .where(stands_on(course_id, student_id), Note.retired_at.is_(None))
        .order_by(Note.position)
        .offset(number * PAGE)
        .limit(PAGE)
    )
    if only is not None:
        query = query.where(Note.id == only)
    found = session.execute(query).all()
    cards = _cards(session, [row.Note.id for row in found])
    asked = fronts(session, {first.id: first.head for first, *_ in cards.values()})
    return [
        OwnNote(
            id=note.id,
            kind=note.kind,
            question=asked.get(cards[note.id][0].id, "") if note.id in cards else "",
            cards=len(cards.get(note.id, ())),
            line=revision.line,
            end_line=revision.end_line,
            due=earliest,
        )
        for note, revision, earliest in found
    ]


def find(session: Session, course_id: UUID, student_id: UUID, note_id: UUID) -> OwnNote | None:
    """Return a private note of the student's; None for anybody else's, and for what is gone."""
    found = page(session, course_id, student_id, 0, only=note_id)
    return found[0] if found else None


def owns(session: Session, course_id: UUID, student_id: UUID, deck_id: UUID) -> bool:
    """Tell whether a deck is the student's private one in this course."""
    query = select(Deck.id).where(stands_on(course_id, student_id), Deck.id == deck_id)
    return session.scalar(query) is not None


def _cards(session: Session, notes: list[UUID]) -> dict[UUID, list[Card]]:
    found: dict[UUID, list[Card]] = {}
    rows = session.scalars(
        select(Card)
        .where(Card.note_id.in_(notes), Card.retired_at.is_(None))
        .order_by(Card.position, Card.id)
    )
    for card in rows:
        found.setdefault(card.note_id, []).append(card)
    return found
