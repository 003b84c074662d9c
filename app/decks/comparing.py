"""Two texts side by side: which words of each the other does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

LONGEST = 3000  # words and spaces of both; more take too long to compare within a page

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text; *changed* if the other text has something else in its place."""

    text: str
    changed: bool


def compare(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, in order, with what differs marked; nothing is left out."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) + len(after) > LONGEST:
        return (Piece(old, changed=False),), (Piece(new, changed=False),)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        tuple(_pieces((before[i:j], tag != "equal") for tag, i, j, _, _ in blocks)),
        tuple(_pieces((after[i:j], tag != "equal") for tag, _, _, i, j in blocks)),
    )


def _pieces(parts: Iterator[tuple[list[str], bool]]) -> Iterator[Piece]:
    for words, changed in parts:
        if words:
            yield Piece("".join(words), changed)
