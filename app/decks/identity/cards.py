"""Identity within a note: its cards by facet and key, and the entries of a list by key."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from uuid import UUID

from app.decks.identity.pairing import pair
from app.decks.identity.values import CardDecision, KnownCard, KnownNote, Outcome
from app.decks.model import KEYED_FACETS, Card, Item, Note
from app.decks.normal import normal_form

FORMS: tuple[Callable[[str], str], ...] = (str, normal_form)
"""How keys are compared: as they are, then in normal form."""


def match_cards(
    note: Note, known: KnownNote, *, changed: bool
) -> tuple[tuple[CardDecision, ...], tuple[UUID, ...]]:
    """Return a decision for each card of *note*, and the live cards that it no longer has."""
    found = _counterparts(note.cards, known.cards)
    usual = Outcome.EDITED if changed else Outcome.KEPT
    decisions = tuple(
        CardDecision(card, None, Outcome.NEW)
        if old is None
        else CardDecision(card, old.uid, Outcome.REVIVED if known.retired or old.retired else usual)
        for card, old in zip(note.cards, found, strict=True)
    )
    if found is known.cards:
        return decisions, ()
    kept = {old.uid for old in found if old}
    gone = (old.uid for old in known.cards if not old.retired and old.uid not in kept)
    return decisions, tuple(gone)


def match_items(old: Sequence[tuple[str, str]], new: Sequence[Item]) -> tuple[str | None, ...]:
    """Return the uid of each of *new* among *old* entries, given as (uid, key); None if new."""
    found: list[str | None] = [None] * len(new)
    for form in FORMS:
        for index, uid in pair(
            [(form(item.key), i) for i, item in enumerate(new) if found[i] is None],
            [(form(key), uid) for uid, key in old if uid not in found],
        ):
            found[index] = uid
    return tuple(found)


def _counterparts(cards: Sequence[Card], known: Sequence[KnownCard]) -> Sequence[KnownCard | None]:
    """Return the known card that each of *cards* is: live ones before retired ones."""
    if _unchanged(cards, known):
        return known
    found: list[KnownCard | None] = [None] * len(cards)
    taken: set[UUID] = set()
    for form in FORMS:
        for retired in (False, True):
            for index, old in pair(
                [(_slot(card, form), i) for i, card in enumerate(cards) if found[i] is None],
                [
                    (_slot(old, form), old)
                    for old in known
                    if old.retired is retired and old.uid not in taken
                ],
            ):
                found[index] = old
                taken.add(old.uid)
    return found


def _unchanged(cards: Sequence[Card], known: Sequence[KnownCard]) -> bool:
    """Whether nothing needs looking up: the rule for thousands of notes, so kept fast."""
    return len(cards) == len(known) and all(
        card.facet is old.facet and card.key == old.key and not old.retired
        for card, old in zip(cards, known, strict=True)
    )


def _slot(card: Card | KnownCard, form: Callable[[str], str]) -> Hashable:
    """Return what tells *card* apart within its note; fixed facets occur once."""
    return (card.facet, form(card.key) if card.facet in KEYED_FACETS else "")
