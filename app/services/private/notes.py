"""A student's private notes on cards: plain text that is shown with the answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.decks.model import Facet, Kind
from app.exports.decks.values import Collection as Cards
from app.exports.decks.values import ExportedCard, ExportedDeck, ExportedNote
from app.models import Card, Course, Deck, Note, Offering, PrivateNote
from app.services.progress.weak import fronts
from app.services.study.cards import load_cards
from app.wording import say

MOST_CHARACTERS = 4_000
PAGE = 50


class TooLongError(ValueError):
    """The note is longer than MOST_CHARACTERS; the message says so."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A private note on a card: *question* is sanitised HTML, *text* plain text.

    *retired*: the card is asked no more; the note stays.
    """

    card: UUID
    question: str
    deck: str
    text: str
    updated_at: datetime
    retired: bool


def write(
    session: Session,
    student_id: UUID,
    offering: Offering,
    card: UUID,
    text: str,
    now: datetime,
    visible_at: datetime | None,
) -> str | None:
    """Keep *text* as the student's note on *card*, and return it as kept; "" deletes the note.

    None where the student can study no such card and has no note on it either. Raises
    TooLongError. *visible_at* is the instant at which a student looks; None for staff.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if len(kept) > MOST_CHARACTERS:
        raise TooLongError(
            say(
                "A note has at most %(most)d characters; this one has %(length)d.",
                most=MOST_CHARACTERS,
                length=len(kept),
            )
        )
    row = session.get(PrivateNote, (student_id, card))
    if row is None and card not in load_cards(session, student_id, offering, visible_at, [card]):
        return None
    if row is not None and not kept:
        session.delete(row)
    elif kept:
        session.merge(PrivateNote(student_id=student_id, card_id=card, text=kept, updated_at=now))
    session.flush()
    return kept


def count(session: Session, course_id: UUID, student_id: UUID) -> int:
    """Return how many notes the student has on cards of the course."""
    notes = _notes(course_id, student_id).subquery()
    return session.scalar(select(func.count()).select_from(notes)) or 0


def listed(
    session: Session,
    course_id: UUID,
    student_id: UUID,
    number: int | None = None,
    only: UUID | None = None,
) -> list[OwnWords]:
    """Return the student's notes on cards of the course in the order of the course.

    PAGE of them with *number* (from 0), all without; with *only*, the one on that card.
    """
    query = _notes(course_id, student_id)
    if only is not None:
        query = query.where(Card.id == only)
    if number is not None:
        query = query.offset(number * PAGE).limit(PAGE)
    rows = session.execute(query).all()
    questions = fronts(session, {row.id: row.head for row in rows})
    return [
        OwnWords(
            card=row.id,
            question=questions.get(row.id, ""),
            deck=row.title,
            text=row.text,
            updated_at=row.updated_at,
            retired=row.retired_at is not None,
        )
        for row in rows
    ]


def as_markdown(notes: Collection[OwnWords], plain: dict[UUID, str]) -> str:
    """Return the notes as a text to read: each question (*plain*, by card) with the words on it."""
    parts = []
    deck = ""
    for note in notes:
        if note.deck != deck:
            deck = note.deck
            parts.append(f"## {deck}")
        parts.append(f"**{' '.join(plain[note.card].split())}**")
        parts.append(note.text)
    return "\n\n".join(parts) + "\n"


def as_cards(course: Course, student_id: UUID, notes: Collection[OwnWords]) -> Cards:
    """Return the notes as cards for other tools: a card's question, and the words on it."""
    decks: dict[str, list[ExportedNote]] = {}
    for note in notes:
        answer = "<br>".join(escape(line) for line in note.text.split("\n"))
        identity = f"note {note.card}"
        shown = ExportedCard(identity, Facet.FORWARD, note.question, f"<p>{answer}</p>")
        changed = int(note.updated_at.timestamp())
        decks.setdefault(note.deck, []).append(
            ExportedNote(identity, Kind.QUESTION, (shown,), changed)
        )
    return Cards(
        identity=f"notes {course.id} {student_id}",
        title=course.title,
        decks=tuple(
            ExportedDeck(f"notes {title}", title, tuple(some)) for title, some in decks.items()
        ),
        pictures={},
    )


def _notes(course_id: UUID, student_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Card.id,
            Card.head,
            Card.retired_at,
            Deck.title,
            PrivateNote.text,
            PrivateNote.updated_at,
        )
        .join(Card, Card.id == PrivateNote.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            PrivateNote.student_id == student_id,
            and_(
                Deck.course_id == course_id,
                or_(Deck.owner_id.is_(None), Deck.owner_id == student_id),
            ),
        )
        .order_by(Deck.position, Deck.key, Note.position, Card.position, Card.id)
    )
