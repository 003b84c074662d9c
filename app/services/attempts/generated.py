"""Questions that are made from the cards of decks, beside those that authors wrote.

The same seed makes the same questions of the same text; an attempt keeps what it asked, so
that a key never moves under it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.decks import model
from app.quiz.generation.generate import drawn
from app.quiz.questions import Question
from app.services.attempts.choosing import rng_of
from app.services.attempts.pool import Asked, CardKey, PoolDeck, cards_of, material_of, parsed

MOST_DECKS = 10  # whose cards make questions for one quiz: a deck takes some fifty milliseconds
FROM_TERMS = frozenset({"choice", "short_answer", "matching"})


def has_material(deck: PoolDeck) -> bool:
    """Tell whether a deck has cards, so that questions may be made from them."""
    return any(note.cards for note in parsed(deck.key, deck.markdown).notes)


def sources(decks: Sequence[PoolDeck], seed: str) -> list[PoolDeck]:
    """Return the decks with cards, drawn by *seed* where they are too many, in their order."""
    found = [deck for deck in decks if has_material(deck)]
    if len(found) <= MOST_DECKS:
        return found
    drawn = rng_of(seed, "decks").sample(range(len(found)), MOST_DECKS)
    return [found[at] for at in sorted(drawn)]


def made(
    decks: Sequence[PoolDeck],
    cards: Mapping[CardKey, tuple[UUID, int]],
    count: int,
    seed: str,
    types: Sequence[str] = (),
) -> list[Asked]:
    """Return up to *count* questions made from the cards of *decks*, of *types* (none: all).

    Takes up to a second: call it outside of a transaction that others wait for. *cards* are
    those of ``cards_in``.
    """
    by_path = {deck.key: deck for deck in decks}
    cards_there = material_of(tuple((deck.key, deck.markdown) for deck in decks))
    found = drawn(cards_there, count, rng_of(seed, "made"), types)
    return [_asked(question, by_path[question.path], cards) for question in found]


def cards_in(session: Session, decks: Sequence[PoolDeck]) -> Mapping[CardKey, tuple[UUID, int]]:
    """Return the live cards of these decks, by what tells them apart."""
    return cards_of(session, [deck.id for deck in decks])


def _asked(question: Question, deck: PoolDeck, cards: Mapping[CardKey, tuple[UUID, int]]) -> Asked:
    for card in _sources(question, parsed(deck.key, deck.markdown)):
        known = cards.get((deck.id, card.facet.value, card.key, card.front))
        if known is not None:
            return Asked(question, deck, *known)
    return Asked(question, deck, None, None)


def _sources(question: Question, deck: model.Deck) -> list[model.Card]:
    """Return the cards on the question's line; first those that ask as it does.

    What asks for a term tests the card that asks for it by its definition.
    """
    there = [card for note in deck.notes for card in note.cards if card.line == question.line]
    backwards = question.type in FROM_TERMS
    return sorted(there, key=lambda card: (card.facet is model.Facet.REVERSE) is not backwards)
