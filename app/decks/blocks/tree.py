"""The block tree while it is being built: open containers, the open leaf, and the cursor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.source import Piece
from app.decks.diagnostics import Report

MAX_DEPTH = 12

_SPACES = re.compile(" *")


class Step(Enum):
    """What became of a line when a block was tried: nothing, all of it, or its first part."""

    TEXT = 0
    DONE = 1
    INTO = 2


class Tree:
    """The state between two lines, and inside one: where the cursor stands.

    *open* are the open containers from the document inwards, *matched* how many of them
    the line goes on in, *leaf* the open paragraph, table, code or comment. *last_blank* is
    the last line that was blank inside its containers, *last_lazy* the last one that a
    paragraph took although it stood outside the paragraph's container.
    """

    def __init__(self, lines: Sequence[str], report: Report) -> None:
        self.document = Node(NodeKind.DOCUMENT, 1, len(lines))
        self.report = report
        self.open: list[Node] = [self.document]
        self.matched = 1
        self.leaf: Node | None = None
        self.fence_indent = 0
        self.last_blank = 0
        self.last_lazy = 0
        self.number = 0
        self.text = ""
        self.at = 0
        self.end = 0  # of the text without trailing spaces

    def indent(self) -> int:
        """Return the number of spaces at the cursor."""
        match = _SPACES.match(self.text, self.at)
        return match.end() - self.at if match else 0

    def leaf_is(self, kind: NodeKind) -> bool:
        """Whether the open leaf is of *kind* and the line stands in its container."""
        leaf = self.leaf
        return leaf is not None and leaf.kind is kind and self.matched == len(self.open)

    def close(self) -> None:
        """Close the leaf and the containers that the line does not go on in."""
        del self.open[self.matched :]
        self.leaf = None

    def add(self, kind: NodeKind) -> Node:
        """Add a block of *kind*; a blank line before it makes the list around it loose."""
        self.close()
        parent = self.open[-1]
        node = Node(kind, self.number, self.number)
        apart = self.last_blank == self.number - 1
        if parent.kind is NodeKind.ITEM and parent.children and apart:
            self.open[-2].children[-1].loose = True
        parent.children.append(node)
        return node

    def add_leaf(self, kind: NodeKind) -> Node:
        """Add a block that takes the lines to come."""
        self.leaf = self.add(kind)
        return self.leaf

    def add_piece(self, leaf: Node, start: int) -> None:
        """Give *leaf* the line from *start* on."""
        leaf.pieces.append(Piece(self.number, start + 1, self.text[start:]))
        leaf.end = self.number

    def enter(self, container: Node) -> Step:
        """Open *container*, which the rest of the line belongs to."""
        self.open.append(container)
        self.matched = len(self.open)
        return Step.INTO

    def too_deep(self) -> bool:
        """Whether one more container would be too deep; then the whole block is at fault."""
        if self.matched <= MAX_DEPTH:
            return False
        self.document.children[-1].fault = "block-too-deep"
        return True
