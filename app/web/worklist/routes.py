"""All pages of the feature; importing a module adds its routes."""

from __future__ import annotations

from app.web.worklist import accept, items, mine
from app.web.worklist.pages import blueprint

__all__ = ["accept", "blueprint", "items", "mine"]
