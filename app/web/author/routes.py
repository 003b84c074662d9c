"""All pages of the feature; importing a module adds its routes."""

from __future__ import annotations

from app.web.author import (
    cards,
    conflict,
    decks,
    editor,
    folder,
    live,
    merge,
    pictures,
    plan,
    publishing,
    revisions,
)
from app.web.author.pages import blueprint

__all__ = [
    "blueprint",
    "cards",
    "conflict",
    "decks",
    "editor",
    "folder",
    "live",
    "merge",
    "pictures",
    "plan",
    "publishing",
    "revisions",
]
