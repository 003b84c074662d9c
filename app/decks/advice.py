"""What could be better about a text: passages that could become cards, and its canonical layout.

Both try edits out by parsing again and again, so an editor asks for them in a process of their
own that can be ended; hence values that JSON can carry.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from app.decks.layout.formatting import formatted
from app.decks.suggestions import suggest


def advise(text: str, path: str) -> dict[str, Any]:
    """Return ``{"suggestions": [{line, kind, message, edit}…], "formatted": text}``.

    An edit is ``{action, line, text}`` as in `app.decks.suggestions.Edit`.
    """
    return {
        "suggestions": [dataclasses.asdict(one) for one in suggest(text, path)],
        "formatted": formatted(text),
    }
