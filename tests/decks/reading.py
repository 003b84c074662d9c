"""Short ways to what a text parses to."""

from __future__ import annotations

from app.decks import parse
from app.decks.check import check
from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN, Card, Deck, Note

_SHOWN = str.maketrans({BLANK_OPEN: "[", BLANK_CLOSE: "]", MARK_OPEN: "<", MARK_CLOSE: ">"})


def deck_of(text: str) -> Deck:
    """Return the deck in *text*, which must be free of faults."""
    parsed = parse(text, "x.md")
    assert check([parsed]) == ()
    return parsed.deck


def notes_of(text: str) -> tuple[Note, ...]:
    return deck_of(text).notes


def only_note(text: str) -> Note:
    (note,) = notes_of(text)
    return note


def cards_of(text: str) -> list[Card]:
    return [card for note in notes_of(text) for card in note.cards]


def sides(text: str) -> list[tuple[str, str, str]]:
    """Return facet, front and back of every card, blanks as [hint] and marked spans as <text>."""
    return [(str(card.facet), shown(card.front), shown(card.back)) for card in cards_of(text)]


def shown(text: str) -> str:
    return text.translate(_SHOWN)


def faults(text: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of every diagnostic."""
    return [(d.code, d.line, d.column) for d in check([parse(text, "x.md")])]


def codes(text: str) -> list[str]:
    return [code for code, _, _ in faults(text)]
