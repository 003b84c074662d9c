"""Sentences of the layers below the web: English as they stand, and still translatable.

A ``Saying`` is the English text, so that commands, logs and tests take it as it is. It
remembers its message and its values, and the web looks the message up in the reader's
catalogue (`app.web.languages.worded`).
"""

from __future__ import annotations


class Saying(str):
    """An English sentence with the *message* that catalogues know and the *values* filled in."""

    message: str
    values: dict[str, object]


def say(message: str, **values: object) -> Saying:
    """Return *message* with ``%(name)s`` filled in; a value may be a saying itself."""
    saying = Saying(message % values if values else message)
    saying.message = message
    saying.values = values
    return saying
