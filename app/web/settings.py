"""The settings and the instant of the running request."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, g

from app.clock import utc_now
from app.config import Config


def config() -> Config:
    """Return the application's settings."""
    found: Config = current_app.extensions["config"]
    return found


def now() -> datetime:
    """Return the instant of this request: the same for everything that it does."""
    if "now" not in g:
        g.now = utc_now()
    instant: datetime = g.now
    return instant
