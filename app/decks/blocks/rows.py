"""Rows of tables, as GitHub Flavored Markdown splits them (GFM 0.29, section 4.10)."""

from __future__ import annotations

import re

from app.decks.blocks.source import Piece

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")


def is_delimiter_row(text: str) -> bool:
    """Whether *text* is the row of dashes under a table's header."""
    stripped = text.strip()
    if not stripped or stripped[0] not in "|:-" or stripped[:2] == "- ":
        return False
    return _DELIMITER.fullmatch(stripped) is not None


def has_pipe(text: str) -> bool:
    """Whether *text* has a pipe that separates cells."""
    return _PIPE.search(text) is not None


def split_row(piece: Piece) -> list[Piece]:
    """Return the cells of a row, each at its own column, with ``\\|`` read as a pipe."""
    text = piece.text
    end = len(text.rstrip())
    at = len(text) - len(text.lstrip())
    if text[at : at + 1] == "|":
        at += 1
    cells: list[Piece] = []
    for match in _PIPE.finditer(text, at, end):
        cells.append(_cell(piece, at, match.start()))
        at = match.end()
    if at < end or not cells:
        cells.append(_cell(piece, at, end))
    return cells


def _cell(piece: Piece, start: int, end: int) -> Piece:
    raw = piece.text[start:end]
    text = raw.strip()
    column = piece.column + start + len(raw) - len(raw.lstrip())
    return Piece(piece.line, column, text.replace("\\|", "|"))
