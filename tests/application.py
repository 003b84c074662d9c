"""The application of a whole run of tests: built once, given each test's settings and database.

Building one and compiling its templates takes longer than most tests do. What a test changes
in the settings is gone at the next; one that changes the application itself (adds a route,
counts its requests) builds its own with ``app.create_app``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flask import Flask

from app import create_app
from app.config import Config
from app.factory import settle
from app.services.importing.reading import reader
from app.web.author.desk import adviser
from app.web.rendering import renderer
from app.web.sandboxes import previewer


@cache
def _built() -> Flask:
    """Return the application without a database; its sandboxes start when they are needed."""
    nowhere = Config("sqlite://", "a key for tests only", Path(), "http://localhost")
    flask = create_app(nowhere)
    with flask.app_context():
        for sandbox in (adviser, previewer, renderer):
            sandbox()
    flask.extensions["importer"] = reader()
    flask.test_client().get("/healthz")  # from its first request on, Flask refuses changes
    return flask


@contextmanager
def application(config: Config) -> Iterator[Flask]:
    """Give the application with these settings, until the block ends; blocks do not overlap."""
    flask = _built()
    kept = dict(flask.extensions)
    settle(flask, config)
    try:
        yield flask
    finally:
        flask.extensions["database"].engine.dispose()
        flask.extensions.clear()
        flask.extensions.update(kept)
