"""The block tree that the scanner builds: containers, and leaves with their pieces of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.decks.blocks.source import Piece, Place
from app.decks.marks.inline import Inline


class NodeKind(StrEnum):
    """What a node is; the first six hold other nodes."""

    DOCUMENT = "document"
    QUOTE = "quote"
    LIST = "list"
    ITEM = "item"
    DEFINITIONS = "definitions"  # one entry: terms, then definitions
    DEFINITION = "definition"
    TERM = "term"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CODE = "code"
    RULE = "rule"
    COMMENT = "comment"
    TABLE = "table"


@dataclass(slots=True)
class Node:
    """A block: where it stands (lines 1-based, inclusive) and what it holds.

    *level* is a heading's level or an ordered list's first number. *marker* is a list's
    bullet or delimiter, a code fence, or the ``Q``, ``A``, ``A=`` or ``A~`` of a paragraph.
    *offset* is how far a container's content is indented. *fault* is the diagnostic code
    of a block over a hard limit; such a block is left out of cards and reading.
    """

    kind: NodeKind
    line: int
    end: int
    children: list[Node] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    marker: str = ""
    offset: int = 0
    loose: bool = False
    fault: str = ""
    qualifier: str = ""  # of a term: what tells it from the same term elsewhere
    inline: Inline | None = None
    rows: list[list[Inline]] = field(default_factory=list)  # a table's cells, header first

    @property
    def ordered(self) -> bool:
        """Whether a list is numbered."""
        return self.marker in {".", ")"}

    @property
    def place(self) -> Place:
        """Where the node's own text starts, else its first line."""
        return (
            Place(self.pieces[0].line, self.pieces[0].column) if self.pieces else Place(self.line)
        )

    @property
    def words(self) -> Inline:
        """What it says itself; nothing for a block without words."""
        return self.inline or Inline(self.place)

    def walk(self) -> list[Node]:
        """Return the node and everything below it, in document order."""
        found = [self]
        for child in self.children:
            if child.children:
                found += child.walk()
            else:
                found.append(child)
        return found
