"""After a new renderer: which courses still show HTML that an older one made."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.decks.rendering import RENDERER_VERSION
from app.models import Deck, DeckRendering


def outdated(session: Session) -> dict[UUID, frozenset[UUID]]:
    """Return, by course, its live decks whose head today's renderer has not rendered."""
    done = exists().where(
        DeckRendering.deck_id == Deck.id,
        DeckRendering.number == Deck.head,
        DeckRendering.renderer == RENDERER_VERSION,
    )
    found = session.execute(
        select(Deck.course_id, Deck.id).where(
            Deck.owner_id.is_(None), Deck.retired_at.is_(None), ~done
        )
    )
    decks: dict[UUID, set[UUID]] = {}
    for course, deck in found:
        decks.setdefault(course, set()).add(deck)
    return {course: frozenset(ids) for course, ids in decks.items()}
