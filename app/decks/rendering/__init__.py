"""Markdown fragments of a deck → sanitised HTML, and HTML → plain text.

`fragments` renders one fragment, `converters` sets Python-Markdown up, `html` has the
allow-list. The libraries are loaded when the first fragment is rendered, not here.
"""

from app.decks.rendering.fragments import (
    MAX_BYTES,
    RENDERER_VERSION,
    quick,
    refuse,
    render,
    verbatim,
)
from app.decks.rendering.html import plain_text

__all__ = ["MAX_BYTES", "RENDERER_VERSION", "plain_text", "quick", "refuse", "render", "verbatim"]
