"""Weak spots: the notes whose cards a student forgets most, with their places to read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Note, Offering, Rendering
from app.services.classes.visibility import to_study

MOST = 5
FEWEST_LAPSES = 2  # forgetting once is no weakness


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """A note, the question (sanitised HTML) of its most forgotten card, and how often that
    one was forgotten after it had been known.
    """

    note: UUID
    deck: UUID
    deck_title: str
    question: str
    lapses: int


def weak_spots(
    session: Session,
    student_id: UUID,
    offering: Offering,
    visible_at: datetime | None,
    most: int = MOST,
) -> list[WeakSpot]:
    """Return the weakest notes, the most often forgotten first; each note once."""
    rows = session.execute(
        select(Card.id, Card.head, Card.note_id, Deck.id, Deck.title, CardState.lapses)
        .join(Card, Card.id == CardState.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            CardState.student_id == student_id,
            CardState.lapses >= FEWEST_LAPSES,
            CardState.suspended.is_(False),
            to_study(offering, student_id, visible_at),
        )
        .order_by(CardState.lapses.desc(), CardState.difficulty.desc(), Card.id)
        .limit(4 * most)
    )
    worst: dict[UUID, Any] = {}
    for row in rows:
        worst.setdefault(row[2], row)
    chosen = list(worst.values())[:most]
    questions = fronts(session, {card: head for card, head, *_ in chosen})
    return [
        WeakSpot(note, deck, title, questions.get(card, ""), lapses)
        for card, _, note, deck, title, lapses in chosen
    ]


def fronts(session: Session, cards: dict[UUID, int]) -> dict[UUID, str]:
    """Return the question of each card (id: number of its revision) as sanitised HTML."""
    newest = (
        select(Rendering.card_id, Rendering.number, func.max(Rendering.renderer).label("renderer"))
        .where(Rendering.card_id.in_(cards))
        .group_by(Rendering.card_id, Rendering.number)
        .subquery()
    )
    rows = session.execute(
        select(Rendering.card_id, Rendering.number, Rendering.front).join(
            newest,
            and_(
                newest.c.card_id == Rendering.card_id,
                newest.c.number == Rendering.number,
                newest.c.renderer == Rendering.renderer,
            ),
        )
    )
    return {card: front for card, number, front in rows if cards[card] == number}
