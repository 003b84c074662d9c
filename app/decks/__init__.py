"""Decks: Markdown lecture notes to cards. Pure: no files, no database, no clock.

The functions import their modules when they are called, so that ``import app.decks``
costs a web worker next to nothing.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.decks.model import Diagnostic, Parsed

__all__ = ["decode", "parse"]


def parse(text: str, path: str, files: Container[str] | None = None) -> Parsed:
    """Return the deck in *text* and every diagnostic of its file; never raises.

    *path* is relative to the content folder, with forward slashes; *files* are the paths of
    all files there, if pictures are to be looked for. What several files (or cards) have to
    do with each other is ``app.decks.check.check``'s business.
    """
    from app.decks.parsing import parse as parse_text

    return parse_text(text, path, files)


def decode(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a file's *data*, and what is wrong with its encoding; never raises."""
    from app.decks.encoding import decode as decode_data

    return decode_data(data, path)
