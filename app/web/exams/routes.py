"""All pages of the feature; importing a module adds its routes."""

from __future__ import annotations

from app.web.exams import adding, bank, builder, files, item, papers, releasing, results
from app.web.exams.pages import blueprint

__all__ = [
    "adding",
    "bank",
    "blueprint",
    "builder",
    "files",
    "item",
    "papers",
    "releasing",
    "results",
]
