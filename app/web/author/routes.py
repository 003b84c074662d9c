"""All pages of the feature; importing a module adds its routes."""

from __future__ import annotations

from app.web.author import conflict, decks, editor, live, merge, plan, publishing
from app.web.author.pages import blueprint

__all__ = ["blueprint", "conflict", "decks", "editor", "live", "merge", "plan", "publishing"]
