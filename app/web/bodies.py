"""How large a request may be: 1 MB, but for the views that say `takes` more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request

View = Callable[..., Any]
LIMIT = "body_limit"


def install(app: Flask) -> None:
    """Set the limit of every request before anything reads its form."""
    app.before_request(_limit)


def takes(most: int) -> Callable[[View], View]:
    """Mark a view that takes requests of up to *most* bytes; put it below the access marker."""

    def mark(view: View) -> View:
        setattr(view, LIMIT, most)
        return view

    return mark


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    most: int | None = getattr(view, LIMIT, None)
    if most is not None:
        request.max_content_length = most
        # Flask counts what form fields take by themselves, too.
        request.max_form_memory_size = most
