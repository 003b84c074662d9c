"""The WSGI application that servers and the ``flask`` command find: ``wsgi:app``."""

from __future__ import annotations

import gc

from app import create_app
from app.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    raise SystemExit(f"retain: {error}") from error

# What starting made stays for good. A full garbage collection would go through all of it, for
# about 80 ms in the midst of somebody's page; and after a fork it would copy what is shared.
gc.freeze()
