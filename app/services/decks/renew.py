"""After a new renderer: which courses still show HTML that an older one made, and its end."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, aliased

from app.decks.rendering import RENDERER_VERSION
from app.models import Deck, DeckRendering, Rendering


def forget_replaced(session: Session) -> None:
    """Delete what older renderers made, as far as a newer one has made it, too.

    A device that still shows the older HTML has it all, and its answers name a revision only.
    """
    newer, newer_deck = aliased(Rendering), aliased(DeckRendering)
    session.execute(
        delete(Rendering).where(
            exists().where(
                newer.card_id == Rendering.card_id,
                newer.number == Rendering.number,
                newer.renderer > Rendering.renderer,
            )
        ),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        delete(DeckRendering).where(
            exists().where(
                newer_deck.deck_id == DeckRendering.deck_id,
                newer_deck.number == DeckRendering.number,
                newer_deck.renderer > DeckRendering.renderer,
            )
        ),
        execution_options={"synchronize_session": False},
    )


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
