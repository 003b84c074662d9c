"""Decks: Markdown lecture notes to cards. Pure: no files, no database, no clock."""

from __future__ import annotations

from app.decks.check import check
from app.decks.encoding import decode
from app.decks.parsing import parse

__all__ = ["check", "decode", "parse"]
