"""The registries that the modules of this package enter themselves into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.decks.blocks.nodes import Node
from app.decks.model import BlockKind, Note
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
    """What ``<!-- cards: name -->`` makes of one block; None if it makes nothing of it.

    *arguments* are the names it takes beside the attributes, *meaning* is one line for
    the documentation and for hints.
    """

    read: Callable[[Scope, Node], Note | None]
    arguments: frozenset[str]
    meaning: str


BlockReader = Callable[[Scope, Sequence[Node], int], Claim | None]
ProseReader = Callable[[Scope, Node], list[Note]]

BLOCKS: dict[str, BlockReader] = {}
SWITCHES: dict[str, Switch] = {}
PROSE: dict[str, ProseReader] = {}
