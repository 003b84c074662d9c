"""Decks in the formats of other tools, one module each behind one registry.

A new format is one module here and its name in the list below. As with questions, every format
declares what it cannot carry. Notes kept for exams never get this far.
"""

from __future__ import annotations

from app.exports.decks import apkg, page, tables  # noqa: F401 - importing registers a format
from app.exports.decks.registry import FORMATS, DeckFormat

__all__ = ["FORMATS", "DeckFormat"]
