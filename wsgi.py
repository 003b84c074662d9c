"""The WSGI application that servers and the ``flask`` command find: ``wsgi:app``."""

from __future__ import annotations

from app import create_app
from app.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    raise SystemExit(f"retain: {error}") from error
