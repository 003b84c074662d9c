"""Which cards go on as another card: the chains that merging two notes leaves behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Card

Sources = Mapping[UUID, Sequence[UUID]]
"""The cards that were merged into a card, by that card."""


def merged_into(session: Session, cards: Collection[UUID]) -> Sources:
    """Return what was merged into any of *cards*, and into those in turn."""
    sources: defaultdict[UUID, list[UUID]] = defaultdict(list)
    frontier, reached = set(cards), set(cards)
    while frontier:
        found = session.execute(
            select(Card.merged_into, Card.id)
            .where(Card.merged_into.in_(list(frontier)))
            .order_by(Card.id)
        ).all()
        for target, card in found:
            assert target is not None
            sources[target].append(card)
        # Cards of one chain may all be asked for: what came to one must not come to it twice.
        frontier = {card for _, card in found} - reached
        reached |= frontier
    return sources


def with_survivors(session: Session, cards: Collection[UUID]) -> set[UUID]:
    """Return *cards* and every card that goes on with the answers of one of them."""
    reached, frontier = set(cards), set(cards)
    while frontier:
        found = session.scalars(
            select(Card.merged_into).where(
                Card.id.in_(list(frontier)), Card.merged_into.is_not(None)
            )
        )
        frontier = {card for card in found if card is not None} - reached
        reached |= frontier
    return reached
