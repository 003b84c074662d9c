"""Two notes that say the same: which card of the one goes on as which card of the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from uuid import UUID

from app.decks.identity.pairing import pair
from app.decks.identity.values import KnownCard
from app.decks.model import KEYED_FACETS
from app.decks.normal import normal_form


def counterparts(kept: Sequence[KnownCard], gone: Sequence[KnownCard]) -> dict[UUID, UUID]:
    """Return, by the uid of a card of *gone*, the card of *kept* that goes on with its reviews.

    Cards go by facet and key, live ones first; then by the normal form of the key; then, if
    one is left on either side, by that. A card without a counterpart is not in the result: it
    asks for something that the other note does not ask.
    """
    found: dict[UUID, UUID] = {}
    for form in (str, normal_form):
        matched = pair(
            [(_slot(card, form), card) for card in gone if card.uid not in found],
            [(_slot(card, form), card) for card in _free(kept, found)],
        )
        found |= {old.uid: new.uid for old, new in matched}
    left = [card for card in gone if card.uid not in found and not card.retired]
    free = [card for card in _free(kept, found) if not card.retired]
    if len(left) == len(free) == 1:
        found[left[0].uid] = free[0].uid
    return found


def _free(kept: Sequence[KnownCard], found: dict[UUID, UUID]) -> list[KnownCard]:
    taken = set(found.values())
    return sorted((c for c in kept if c.uid not in taken), key=lambda card: card.retired)


def _slot(card: KnownCard, form: Callable[[str], str]) -> Hashable:
    return (card.facet, form(card.key) if card.facet in KEYED_FACETS else "")
