"""All pages of the feature; importing a module adds its routes."""

from __future__ import annotations

from app.web.my_cards import cards, notes, text
from app.web.my_cards.pages import blueprint

__all__ = ["blueprint", "cards", "notes", "text"]
