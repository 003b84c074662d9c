"""What no text that reaches us may hold, wherever it stands: addresses, queries and forms."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, abort, request
from flask_babel import gettext as _

UNDECODABLE = "\ufffd"  # what Werkzeug puts in place of bytes that are no UTF-8


def install(app: Flask) -> None:
    """Check every request before its view runs."""
    app.before_request(check)


def check() -> None:
    """Refuse (400) NUL characters, lone surrogates and broken UTF-8: databases do, too."""
    if any(not is_storable(text) for text in _texts()):
        abort(400, _("The text holds characters that cannot be stored. Remove them and try again."))


def is_storable(text: str) -> bool:
    """Tell whether *text* can be kept, and given back, unchanged."""
    return not any(char in ("\0", UNDECODABLE) or "\ud800" <= char <= "\udfff" for char in text)


def _texts() -> Iterator[str]:
    yield request.path
    for values in (request.args, request.form):
        for name, value in values.items(multi=True):
            yield name
            yield value
