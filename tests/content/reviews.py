"""The readers' sheets in ``docs/course-review``: which row belongs to which card.

A sheet has one heading and one table per deck file. A row starts with its card's key, which
survives a rewording of the answer: the note's explicit id, or else the first words of
its question; the facet; and what tells cards of one facet apart.
"""

from __future__ import annotations

import re
from pathlib import Path

from app.decks.model import Card, Facet, Note
from tests.content.course import parsed

SHEETS = Path(__file__).parents[2] / "docs" / "course-review"
WORDS = 16  # of a question: enough to tell the questions of one file apart
KEY_LENGTH = 70  # characters of a card's own key that a row shows

_HEADING = re.compile(r"## `(?P<path>[^`]+)`")
_ROW = re.compile(r"\| (?P<key>.+?) \| (?P<verdict>[^|]+) \| (?P<reason>[^|]*) ?\|")
_HEAD = re.compile(r"\| (?:card\b|-)")

Row = tuple[str, str, str]  # key, verdict, reason


def card_key(note: Note, card: Card) -> str:
    """How a sheet names *card* of *note*; one line without a bar or markup."""
    name = note.explicit_id or f"“{_question(note)}”"
    own = card.key.replace(" | ", " / ").replace("|", "/")
    if len(own) > KEY_LENGTH:
        own = own[:KEY_LENGTH].rsplit(" ", 1)[0] + " …"
    return " · ".join(part for part in (name, card.facet.value, own) if part)


def card_keys() -> dict[str, list[str]]:
    """The keys of all cards, by their deck file's path in the content folder."""
    return {
        path: [card_key(note, card) for note in one.deck.notes for card in note.cards]
        for path, one in parsed().items()
    }


def rows(sheet: str) -> dict[str, list[Row]]:
    """The rows of a sheet's text, by deck file; a line that is no row is prose."""
    found: dict[str, list[Row]] = {}
    path = ""
    for line in sheet.splitlines():
        if heading := _HEADING.match(line):
            path = heading["path"]
        elif (row := _ROW.fullmatch(line)) and not _HEAD.match(line):
            cells = (row["key"], row["verdict"], row["reason"])
            found.setdefault(path, []).append((cells[0], cells[1].strip(), cells[2].strip()))
    return found


def _question(note: Note) -> str:
    """What a note without an id asks: a table's heading, else its question's first words."""
    first = note.cards[0]
    asked = note.headings[-1] if first.facet is Facet.CELL else first.front.split("\n", 1)[0]
    words = re.sub(r"[*|]", "", asked).split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
