"""All pages of the feature; importing a module adds its routes."""

from __future__ import annotations

from app.web.classes import codes, decks, details, exams, overview, people, terms
from app.web.classes.pages import blueprint

__all__ = ["blueprint", "codes", "decks", "details", "exams", "overview", "people", "terms"]
