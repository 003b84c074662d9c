"""Where the cards of the worklist stand, in plain text."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN
from app.decks.normal import bare
from app.models import Card, CardRevision, Deck, Note, Offering
from app.services.worklist.values import Place

GAP = "…"


def places(session: Session, offering: Offering, cards: Collection[UUID]) -> dict[UUID, Place]:
    """Return those of *cards* that the course asks today, by id; others have nothing to settle."""
    rows = session.execute(
        select(Card, Deck.id, Deck.title, CardRevision)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(CardRevision, (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head))
        .where(
            Card.id.in_(list(cards)),
            Deck.course_id == offering.course_id,
            Deck.owner_id.is_(None),
            Deck.retired_at.is_(None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
    )
    return {
        card.id: Place(
            card=card.id,
            note=card.note_id,
            deck=deck,
            deck_title=title,
            question=question_of(revision),
            answer=answer_of(revision),
            version=card.head,
        )
        for card, deck, title, revision in rows
    }


def question_of(revision: CardRevision) -> str:
    """Return what a card asks as plain text, gaps as dots."""
    front = revision.front
    while (start := front.find(BLANK_OPEN)) >= 0 and (end := front.find(BLANK_CLOSE, start)) >= 0:
        front = f"{front[:start]}{GAP}{front[end + 1 :]}"
    return bare(front)


def answer_of(revision: CardRevision) -> str:
    """Return the answer of a card as plain text: of a gap, what stands in it."""
    hidden = [part.split(MARK_CLOSE)[0] for part in revision.back.split(MARK_OPEN)[1:]]
    return bare(", ".join(dict.fromkeys(hidden)) if hidden else revision.back)
