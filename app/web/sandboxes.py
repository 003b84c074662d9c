"""Processes that render what somebody wrote, one of each kind for a web worker."""

from __future__ import annotations

from flask import current_app

from app.sandbox import Sandbox
from app.services.rendering import TARGET

PREVIEW_SECONDS = 1.0


def previewer() -> Sandbox:
    """Return the process for texts that concern their writer alone.

    It is not the one that publishing a course's decks waits for.
    """
    found: Sandbox = current_app.extensions.setdefault(
        "previewer", Sandbox(TARGET, PREVIEW_SECONDS)
    )
    return found
