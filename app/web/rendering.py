"""The worker process that renders what a request brings, one for each web worker."""

from __future__ import annotations

from flask import current_app

from app.sandbox import Sandbox
from app.services.rendering import TARGET


def renderer() -> Sandbox:
    """Return the worker process of this web worker that renders; it starts on first use."""
    found: Sandbox = current_app.extensions.setdefault("renderer", Sandbox(TARGET))
    return found
