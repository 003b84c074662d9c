"""Words as they can stand in a deck without being taken for a mark of its format."""

from __future__ import annotations

import re

from app.decks.writing.entry import UnwritableError
from app.wording import say

# What opens a block at the start of a line: the sign that a backslash makes plain.
_START = re.compile(
    r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?P<mark>[QA])(?=[:=~])"
    r"|[#>|]|[-+*](?=\s|$)|[-_*](?=[ ]*[-_*][ ]*[-_*])|`{3}|~{3}|:(?=\s|$)|=+$"
)
_CLOZE = re.compile(r"(?<!\\)==")
_COMMENT = re.compile(r"<!--")
_GROUP = re.compile(r"(\{\s*(?:(?=#)|[A-Za-z][\w-]*\s*(?==)|pin\s*(?=\})))")  # up to its sign
_PIPE = re.compile(r"(?<!\\)\|")
_NOT_IN_VALUES = re.compile(r'["{}<>;\\|]|--')


def line(text: str) -> str:
    """Return *text* as one line of words."""
    return _start(inner(text))


def inner(text: str) -> str:
    """Return *text* in one line, for a place where other words stand before it."""
    joined = " ".join(text.split())
    joined = _CLOZE.sub(r"\\==", joined)
    joined = _COMMENT.sub(r"<\\!--", joined)
    return _GROUP.sub(r"\1\\", joined)


def cell(text: str) -> str:
    """Return *text* for a cell of a table, or for a wording between bars."""
    return _PIPE.sub(r"\\|", inner(text))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of *text*, each a line; blank lines part them."""
    return [line(part) for part in re.split(r"\n[ \t]*\n", text.strip()) if part.strip()]


def value(text: str) -> str:
    """Return *text* for an attribute's quotes; raises UnwritableError if it cannot be there."""
    joined = " ".join(text.split())
    if found := _NOT_IN_VALUES.search(joined):
        raise UnwritableError(
            say(
                "“%(sign)s” cannot stand in “%(text)s”. Say it without.", sign=found[0], text=joined
            )
        )
    return joined


def _start(text: str) -> str:
    match = _START.match(text)
    if match is None:
        return text
    kept = match["number"] or match["mark"] or ""  # letters and digits cannot be escaped
    run = len(text) - len(text.lstrip(text[0])) if not kept else 1
    signs = "".join(f"\\{sign}" for sign in text[len(kept) : len(kept) + run])
    return f"{kept}{signs}{text[len(kept) + run :]}"
