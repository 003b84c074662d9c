"""A list to be typed from memory, an entry a line, in any order or in its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Facet, Kind
from app.quiz.marking.lists import Entry, mark_list
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, texts_of
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries, and whether their order counts."""

    type: ClassVar[str] = "list"
    entries: tuple[Entry, ...]
    ordered: bool = False


def read(card: Card) -> Listing | None:
    """Return the entries of a card that asks for all of them."""
    if card.facet is not Facet.LIST:
        return None
    return Listing(tuple(Entry(item.text, item.accept) for item in card.items), card.ordered)


def mark(body: Listing, response: Response, course: Course) -> Outcome:
    """Mark the typed lines; a part for each line that says something, its id the entry's or ""."""
    if response is None:
        return UNANSWERED
    outcome = mark_list(texts_of(response), body.entries, course, ordered=body.ordered)
    parts = tuple(
        Part("" if entry is None else str(entry + 1), marked.counts, marked)
        for marked, entry in zip(outcome.lines, outcome.entry_of, strict=True)
    )
    return Outcome(outcome.credit, parts)


add(
    QuestionType(
        "list",
        "List",
        frozenset({Kind.LIST, Kind.STEPS}),
        read,
        mark,
        lambda body: tuple(entry.text for entry in body.entries),
    )
)
