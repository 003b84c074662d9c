"""All pages of the feature; importing a module adds its routes."""

from __future__ import annotations

from app.web.quizzes import corrections, results, setting, starting, taking
from app.web.quizzes.pages import blueprint

__all__ = ["blueprint", "corrections", "results", "setting", "starting", "taking"]
