"""Splits lines into a tree of blocks, in linear time and without recursion.

The container rules are CommonMark's (0.31, appendix "A parsing strategy"): every line is
matched against the open containers, may open new ones, and what is left is text. On top
come tables (GFM), definition lists (PHP Markdown Extra) and our ``Q:``/``A:`` paragraphs.
Raw HTML is text here, except comments. Why not a Markdown library: docs/adr/0002.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.decks.blocks import starts
from app.decks.blocks.nodes import Node, NodeKind
from app.decks.blocks.openers import open_block
from app.decks.blocks.source import Place, expand_tabs
from app.decks.blocks.tree import Step, Tree
from app.decks.diagnostics import Report
from app.decks.marks.masks import COMMENT_CLOSE

MAX_BLOCK = 16 * 1024  # bytes of UTF-8
MAX_BLOCKS = 3_000  # in a file; ten thousand tiny ones would take seconds

_GOES_ON = frozenset(" \t>-*+:|0123456789")  # may start a line of the same block after a blank


def scan(lines: Sequence[str], first: int, report: Report) -> Node:
    """Return the document of *lines* from line *first* (1-based) on."""
    scanner = Scanner(lines, report)
    for number in range(first, len(lines) + 1):
        scanner.feed(number, lines[number - 1])
        if len(scanner.document.children) > MAX_BLOCKS:
            message = f"the file has more than {MAX_BLOCKS} blocks; the rest is left out"
            report.add("too-many-blocks", Place(number), message, "Split it into several files.")
            break
    return scanner.document


class Scanner(Tree):
    """Feeds lines into the tree."""

    def __init__(self, lines: Sequence[str], report: Report) -> None:
        super().__init__(lines, report)
        self.skipping = False  # inside a block that is too large
        self.sizes = [0]
        for line in lines:
            size = len(line) if line.isascii() else len(line.encode("utf-8", "replace"))
            self.sizes.append(self.sizes[-1] + size + 1)

    def feed(self, number: int, line: str) -> None:
        """Take the next line into the tree."""
        if self.leaf is None and len(self.open) == 1 and not line.strip(" \t"):
            self.last_blank = number
            return
        self.number, self.text, self.at = number, expand_tabs(line), 0
        self.end = len(self.text.rstrip(" "))
        if self.skipping and not self._stops_skipping():
            return
        self.matched = self._match()
        if self._continues_verbatim():
            return
        step = Step.INTO
        while step is Step.INTO and self.at < self.end:
            step = open_block(self)
        if step is not Step.DONE:
            if self.at >= self.end:
                self._take_blank()
            else:
                self._take_text()
        self._check_size()

    def _match(self) -> int:
        """Move the cursor through the open containers; return how many of them go on."""
        count = 1
        for node in self.open[1:]:
            indent = self.indent()
            if node.kind is NodeKind.QUOTE:
                if indent >= starts.CODE_INDENT or not self.text.startswith(">", self.at + indent):
                    break
                self.at += indent + 1
                self.at += self.text.startswith(" ", self.at)
            elif self.at + indent >= self.end:
                if not node.children:
                    break  # An item may start with one blank line at most.
            elif indent >= node.offset:
                self.at += node.offset
            else:
                break
            count += 1
        return count

    # Code and comments take lines as they are.

    def _continues_verbatim(self) -> bool:
        leaf = self.leaf
        if leaf is None or self.matched < len(self.open):
            return False
        if leaf.kind is NodeKind.COMMENT:
            self.add_piece(leaf, self.at)
            if COMMENT_CLOSE in self.text[self.at :]:
                self.leaf = None
            return True
        if leaf.kind is not NodeKind.CODE:
            return False
        if leaf.marker:
            self._take_fenced(leaf)
            return True
        blank = self.at >= self.end
        if blank or self.indent() >= starts.CODE_INDENT:
            self.add_piece(leaf, min(self.at + starts.CODE_INDENT, len(self.text)))
            self.last_blank = self.number if blank else self.last_blank
            return True
        return False

    def _take_fenced(self, leaf: Node) -> None:
        indent = self.indent()
        rest = self.text[self.at + indent : self.end]
        closes = len(rest) >= len(leaf.marker) and not rest.strip(leaf.marker[0])
        if closes and indent < starts.CODE_INDENT:
            leaf.end = self.number
            self.leaf = None
        else:
            self.add_piece(leaf, self.at + min(indent, self.fence_indent))

    # What is no block of its own.

    def _take_blank(self) -> None:
        self.close()
        inner = self.open[-1]
        opened_here = inner.line == self.number and inner is not self.document
        if inner.kind is not NodeKind.QUOTE and not opened_here:
            self.last_blank = self.number

    def _take_text(self) -> None:
        leaf, start = self.leaf, self.at + self.indent()
        if leaf is not None and leaf.kind is NodeKind.PARAGRAPH:
            if self.matched < len(self.open):
                self.last_lazy = self.number
        elif leaf is None or not self.leaf_is(NodeKind.TABLE):
            leaf = self.add_leaf(NodeKind.PARAGRAPH)
        self.add_piece(leaf, start)

    # The limits.

    def _check_size(self) -> None:
        """Give up a block that outgrew its limit, whose lines are then only passed over."""
        if not self.document.children or (self.leaf is None and len(self.open) == 1):
            return
        top = self.document.children[-1]
        if self.sizes[self.number] - self.sizes[top.line - 1] > MAX_BLOCK:
            top.fault = "block-too-large"
            top.children, top.pieces, top.end = [], top.pieces[:1], self.number
            self.open, self.leaf, self.skipping = [self.document], None, True

    def _stops_skipping(self) -> bool:
        apart = self.last_blank == self.number - 1 and self.text[0] not in _GOES_ON
        if apart or starts.heading(self.text, 0):
            self.skipping = False
            return True
        self.document.children[-1].end = self.number
        return False
