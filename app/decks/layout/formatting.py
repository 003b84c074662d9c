"""Canonical layout of a deck's text, which changes neither its cards nor its lines' numbers."""

from __future__ import annotations

import dataclasses

from app.decks.layout.rules import RULES
from app.decks.model import Deck, Note
from app.decks.parsing import outline_of, parse

WHITE = " \t\r\n"  # what Markdown takes for white space; Python takes U+001F for some, too
PASSES = 4
"""A rule may make work for one before it; two passes are usual, the last changes nothing."""

Meaning = tuple[Deck, list[tuple[str, int]]]


def formatted(text: str) -> str:
    """Return *text* in canonical layout; never raises, and applying it twice changes nothing.

    No line is added or removed but blank ones at the end, so that what points to lines (cards,
    diagnostics, ``git blame``) stays right. A rule that would change what the text says is not
    applied to it; a text over the file limit is returned as it is.
    """
    if not text.strip(WHITE):
        return ""
    meaning = _meaning(text)
    found, before = text, ""
    for _ in range(PASSES):
        before = found
        for rule in RULES:
            outline = outline_of(found, "")
            if outline is None:
                return text
            candidate = "\n".join(rule(outline)).rstrip("\n") + "\n"
            if candidate != found and _meaning(candidate) == meaning:
                found = candidate
        if found == before:
            break
    return found if found == before else text


def _meaning(text: str) -> Meaning:
    """Return all that a deck says, and what is reported at which line; not how it is written."""
    parsed = parse(text, "")
    deck = dataclasses.replace(
        parsed.deck,
        notes=tuple(map(_without_source, parsed.deck.notes)),
        exam_notes=tuple(map(_without_source, parsed.deck.exam_notes)),
    )
    return deck, [(found.code, found.line) for found in parsed.diagnostics]


def _without_source(note: Note) -> Note:
    return dataclasses.replace(note, source="")
