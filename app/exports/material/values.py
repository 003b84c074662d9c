"""What is read from foreign material: entries in their order, each with where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.exports.registry import Loss


class Shape(StrEnum):
    """What an entry becomes in a deck. TEXT makes no card; BLOCK is a deck's text already."""

    TERM = "term"
    QUESTION = "question"
    LIST = "list"
    STEPS = "steps"
    TABLE = "table"
    CLOZE = "cloze"
    TEXT = "text"
    HEADING = "heading"
    BLOCK = "block"


TWO_SIDED = frozenset({Shape.TERM, Shape.QUESTION, Shape.LIST, Shape.STEPS, Shape.TABLE})
"""Shapes with a front and a back; the others have all their text on the back."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of the material. *front* and *back* are Markdown; lists have an entry a line.

    *where* names its place ("line 5", "row 2"), *first* and *last* are lines or rows from 1, both
    0 where there are none. *why* says what the author should know; *kept* is what is proposed.
    """

    shape: Shape
    front: str
    back: str
    where: str = ""
    first: int = 0
    last: int = 0
    kept: bool = True
    why: tuple[str, ...] = ()
    id: str = ""
    tags: tuple[str, ...] = ()

    @property
    def makes_cards(self) -> bool:
        """Whether it becomes a card, if it is kept."""
        return self.shape not in {Shape.TEXT, Shape.HEADING}


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that was read. *cards* counts those of the source, if it has a count.

    *pictures* are files by the path that the texts name them with, relative to the deck.
    """

    title: str
    entries: tuple[Entry, ...]
    losses: tuple[Loss, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    cards: int = 0
