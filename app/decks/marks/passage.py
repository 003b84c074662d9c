"""Pieces of lines as one text, in which every offset knows its line and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from app.decks.blocks.source import Piece, Place
from app.decks.marks.masks import Masks, mask

Span = tuple[int, int]


class Passage:
    """The text of a block (its pieces joined by newlines), its masks and its places."""

    __slots__ = ("_pieces", "_starts", "masks", "text")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._starts: list[int] = []
        at = 0
        for piece in pieces:
            self._starts.append(at)
            at += len(piece.text) + 1
        self.text = "\n".join(piece.text for piece in pieces)
        self.masks: Masks = mask(self.text)

    def place(self, offset: int) -> Place:
        """Return where the character at *offset* stands in the file."""
        index = bisect_right(self._starts, offset) - 1
        piece = self._pieces[index]
        return Place(piece.line, piece.column + offset - self._starts[index])

    def without(self, start: int, end: int, cuts: Sequence[Span]) -> str:
        """Return the text from *start* to *end* without the *cuts* that lie inside."""
        kept: list[str] = []
        at = start
        for left, right in cuts:
            if start <= left and right <= end:
                kept.append(self.text[at:left])
                at = right
        kept.append(self.text[at:end])
        return "".join(kept)
