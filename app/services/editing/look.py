"""What a text would become: its cards as students see them, and what is wrong at which line.

Parsing and checking are linear and happen here; rendering happens in the sandbox, and only of
the cards near the line where its author is, so that a preview of a long deck stays quick.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.decks import parse
from app.decks.check import check
from app.decks.model import Card, Diagnostic, Note, Parsed
from app.sandbox import Killed, Sandbox
from app.services.decks.drafts import addresses
from app.services.rendering import RenderedCard, render_deck

NEAR = 12  # notes around the caret that a live preview shows
ALL = 150  # notes that a whole page shows at most

ADVICE = "app.decks.advice:advise"
"""What the sandbox given to ``advice`` runs."""


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note with its cards as students see them; *use* tells those kept for exams."""

    note: Note
    cards: tuple[tuple[Card, RenderedCard], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A text looked at: *shown* are its notes from number *first* (0-based) of *total*."""

    diagnostics: tuple[Diagnostic, ...]
    shown: tuple[ShownNote, ...]
    first: int
    total: int

    @property
    def errors(self) -> int:
        """How many diagnostics keep the text from being published."""
        return sum(one.severity == "error" for one in self.diagnostics)


def look(
    text: str,
    key: str,
    pictures: Mapping[str, str],
    sandbox: Sandbox,
    line: int | None = None,
) -> Look:
    """Return what *text* becomes as the deck *key*: all faults, and the cards near *line*.

    *pictures* are the digests of those that the deck may show, by their keys. Without a line
    the first notes are shown. *sandbox* runs ``app.services.rendering.TARGET``.
    """
    parsed = parse(text, key, pictures)
    notes = sorted((*parsed.deck.notes, *parsed.deck.exam_notes), key=lambda note: note.line)
    first, last = _window([note.line for note in notes], line)
    near = notes[first:last]
    deck = replace(parsed.deck, notes=tuple(near), blocks=(), exam_notes=())
    html = render_deck(deck, sandbox, addresses(parsed, pictures))
    return Look(
        diagnostics=tuple(sorted({*check([parsed]), *html.refusals})),
        shown=tuple(
            ShownNote(note, tuple(zip(note.cards, cards, strict=True)))
            for note, cards in zip(near, html.cards, strict=True)
        ),
        first=first,
        total=len(notes),
    )


def faults(
    text: str, key: str, pictures: Container[str] | None
) -> tuple[Parsed, Sequence[Diagnostic]]:
    """Return *text* parsed, and all that is wrong with it; nothing is rendered.

    *pictures* are those that it may show (None: no picture is missed).
    """
    parsed = parse(text, key, pictures)
    return parsed, check([parsed])


def advice(text: str, key: str, sandbox: Sandbox) -> dict[str, Any]:
    """Return ``{"suggestions", "formatted"}`` for *text*; empty if that takes too long."""
    try:
        found: dict[str, Any] = sandbox.run({"text": text, "path": key})
    except Killed:
        return {"suggestions": [], "formatted": text}
    return found


def _window(lines: Sequence[int], line: int | None) -> tuple[int, int]:
    """Return which of the notes that start at *lines* are shown: first, and one after the last."""
    if line is None:
        return 0, min(len(lines), ALL)
    here = sum(start <= line for start in lines) - 1  # the note that the line belongs to
    first = max(0, min(here - NEAR // 2, len(lines) - NEAR))
    return first, min(len(lines), first + NEAR)
