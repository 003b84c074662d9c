"""What a course's answers may be confused with, gathered from its decks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.decks.model import Card, Deck, Facet, Note
from app.quiz.marking.wordings import Course


def course_of(decks: Iterable[Deck]) -> Course:
    """Return the terms and the words of *decks*; notes that are kept for exams stay out.

    Terms are what definitions define and the members of confusable groups. Other wordings of a
    term are words of the course, but no other terms: many stand beside several terms.
    """
    known = list(decks)
    return Course.of(
        (term for deck in known for term in _terms(deck)),
        (text for deck in known for note in deck.notes for text in _texts(note)),
    )


def _terms(deck: Deck) -> Iterator[str]:
    for group in deck.meta.confusable:
        yield from group
    for note in deck.notes:
        yield from (card.back for card in note.cards if card.facet is Facet.REVERSE)


def _texts(note: Note) -> Iterator[str]:
    yield from note.context
    yield note.remark
    for card in note.cards:
        yield from _said(card)


def _said(card: Card) -> Iterator[str]:
    yield from (card.front, card.back)
    for item in card.items:
        yield from (item.text, item.side)
