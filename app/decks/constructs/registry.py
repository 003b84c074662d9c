"""The registries that the modules of this package enter themselves into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.decks.blocks.nodes import Node
from app.decks.model import BlockKind, Card, Note
from app.decks.sections.scope import Scope


@dataclass(frozen=True, slots=True)
class Claim:
    """The blocks that an explicit construct takes: how many, and what becomes of them."""

    taken: int
    notes: tuple[Note, ...]
    kind: BlockKind
    markdown: str


@dataclass(frozen=True, slots=True)
class Switch:
    """What ``<!-- cards: name -->`` makes of one block: notes, or nothing.

    *arguments* are the names it takes beside the attributes, *meaning* is one line for
    the documentation and for hints.
    """

    read: Callable[[Scope, Node], Sequence[Note]]
    arguments: frozenset[str]
    meaning: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as found: *blocks* from ``Q:`` up to its answer, and those of the answer.

    *answer* is empty where options, a table or a list to be ordered are the answer; these
    are the last of *blocks* then. *ordered* says whether ``<!-- order -->`` stands with them.
    """

    blocks: Sequence[Node]
    answer: Sequence[Node]
    ordered: bool

    @property
    def last(self) -> Node:
        """The last block before the answer."""
        return self.blocks[-1]

    @property
    def marker(self) -> str:
        """What the answer starts with: ``A``, ``A=``, ``A~``, or nothing."""
        return self.answer[0].marker if self.answer else ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a type of question makes of one: its *card* (None if the answer is at fault).

    *shown* is the question for the reading page.
    """

    card: Card | None
    shown: str


def practice(card: Card) -> Answered:
    """Return a sound question that is asked in quizzes: the reading page keeps its key back."""
    return Answered(card, f"**Q:** {card.front}")


AnswerReader = Callable[[Scope, Asked], Answered | None]
BlockReader = Callable[[Scope, Sequence[Node], int], Claim | None]
ProseReader = Callable[[Scope, Node], list[Note]]

BLOCKS: dict[str, BlockReader] = {}
SWITCHES: dict[str, Switch] = {}
PROSE: dict[str, ProseReader] = {}
ANSWERS: dict[str, AnswerReader] = {}
"""Types of questions, tried in this order; each takes the questions that it knows by their form."""
