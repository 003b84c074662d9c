"""Retain: lecture notes in Markdown become flashcards, scheduled up to the exam date.

Importing this package, or the pure core below it (``app.decks``, ``app.srs``), loads no
Flask and no SQLAlchemy; ``create_app`` therefore imports its wiring when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Config


def create_app(config: Config | None = None) -> Flask:
    """Return the WSGI application, wired from *config* (default: the environment)."""
    from app.factory import build

    return build(config)
