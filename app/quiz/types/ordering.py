"""Entries to be brought into order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, ids_of
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class Ordering:
    """*entries*: (id, text) in the right order; ids count from "1"."""

    type: ClassVar[str] = "ordering"
    entries: tuple[tuple[str, str], ...]


def read(card: Card) -> Ordering:
    """Return the entries of *card*."""
    return Ordering(tuple((str(n), item.text) for n, item in enumerate(card.items, 1)))


def mark(body: Ordering, response: Response, _course: Course) -> Outcome:
    """Mark a list of ids: credit is the share of entries that stand in their place."""
    if response is None:
        return UNANSWERED
    ids = ids_of(response, {number for number, _ in body.entries})
    placed = dict(enumerate(ids))
    parts = tuple(Part(n, placed.get(at) == n) for at, (n, _) in enumerate(body.entries))
    return Outcome(sum(bool(part.right) for part in parts) / len(parts), parts)


add(
    QuestionType(
        "ordering",
        "Ordering",
        frozenset({Kind.ORDERING}),
        read,
        mark,
        lambda body: tuple(text for _, text in body.entries),
    )
)
