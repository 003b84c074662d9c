"""How the lines look that open a block (CommonMark 0.31, sections 4 and 5)."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADING = re.compile(r"(#{1,6})(?:[ ]+|$)")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_RULE = re.compile(r"(?:\*[ ]*){3,}$|(?:-[ ]*){3,}$|(?:_[ ]*){3,}$")
_SETEXT = re.compile(r"(?:=+|-+)[ ]*$")
_BULLET = re.compile(r"[-+*](?=[ ]|$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ ]|$)")
_DEFINITION = re.compile(r":[ ]+(?=\S)")
_QUESTION = re.compile(r"(?:(Q|A):|(A[=~]))(?:[ ]+|$)")

ANSWERS = frozenset({"A", "A=", "A~"})
QUESTIONS = ANSWERS | {"Q"}

CODE_INDENT = 4
MAX_PADDING = 4


class Marker(NamedTuple):
    """A list marker: its bullet or delimiter, its number, and how wide marker and gap are."""

    sign: str
    number: int
    width: int
    empty: bool


def heading(text: str, at: int) -> tuple[int, int, int] | None:
    """Return the level of the ATX heading at *at*, and where its words start and end."""
    match = _HEADING.match(text, at)
    if match is None:
        return None
    start = match.end()
    end = len(text.rstrip(" "))
    opening = len(text[:end].rstrip("#"))
    if opening <= start or text[opening - 1] == " ":
        end = max(start, len(text[:opening].rstrip(" ")))  # closing hashes are no words
    return len(match[1]), start, max(start, end)


def fence(text: str, at: int) -> str | None:
    """Return the fence (its run of backticks or tildes) that opens code at *at*."""
    match = _FENCE.match(text, at)
    return (match[1] or match[3]) if match else None


def is_rule(text: str, at: int) -> bool:
    """Whether a thematic break stands at *at*."""
    return _RULE.match(text, at) is not None


def setext_level(text: str, at: int) -> int:
    """Return 1 or 2 for the underline of a heading at *at*, else 0."""
    if _SETEXT.match(text, at) is None:
        return 0
    return 1 if text[at] == "=" else 2


def list_marker(text: str, at: int) -> Marker | None:
    """Return the list marker at *at*."""
    bullet = _BULLET.match(text, at)
    number = None if bullet else _NUMBER.match(text, at)
    match = bullet or number
    if match is None:
        return None
    width = len(match[0])
    rest = text[match.end() :]
    gap = len(rest) - len(rest.lstrip(" "))
    empty = gap == len(rest)
    if empty or gap > MAX_PADDING:
        gap = 1  # What follows is indented code, or nothing.
    if number:
        return Marker(number[2], int(number[1]), width + gap, empty)
    return Marker(match[0], 0, width + gap, empty)


def definition_width(text: str, at: int) -> int:
    """Return how wide the ``:`` of a definition and its gap are at *at*, else 0."""
    match = _DEFINITION.match(text, at)
    return len(match[0]) if match else 0


def question_mark(text: str, at: int) -> tuple[str, int] | None:
    """Return ``Q``, ``A``, ``A=`` or ``A~`` and where the words after it start."""
    match = _QUESTION.match(text, at)
    return (match[1] or match[2], match.end()) if match else None
