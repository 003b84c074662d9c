"""A deck's published text as passages to find: what the notes' page shows, and no more.

Passages come from the stored blocks of that page, so keys of practice questions and notes for
exams are not left out here: they never were in. Of cards only questions are added that say
more than their block, and none of practice questions.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, select, tuple_
from sqlalchemy.orm import Session

from app.decks.model import PRACTICE, Kind
from app.decks.normal import bare
from app.decks.rendering import plain_text
from app.models import Card, CardRevision, Deck, DeckRendering, Note
from app.services.reading import part_anchor
from app.services.search.words import terms

NOTE_ANCHOR = "note-"  # before the note's id, on the notes' page
_LEVEL = re.compile(r"<h([1-6])>")
# Most blocks are words, emphasis and lists: then taking the tags away gives what `plain_text` does.
_INTRICATE = re.compile(r"<(?:pre|img|math|table)")
_BLOCK = re.compile(r"</?(?:blockquote|br|d[dlt]|h[1-6r]|li|ol|p|ul)(?: [^>]*)?/?>")
_INLINE = re.compile(r"<[^>]*>")
# A cloze's question is its block with a hole; a practice question stands in its block whole.
_ASKED_IN_BLOCK = [kind.value for kind in (*PRACTICE, Kind.CLOZE)]


class PassageKind(StrEnum):
    """What a passage is: those of a block have the block's name; a note is a student's own."""

    DECK = "deck"
    HEADING = "heading"
    PROSE = "prose"
    DEFINITIONS = "definitions"
    QUESTION = "question"
    REMARK = "remark"
    NOTE = "note"


class Version(NamedTuple):
    """What the text of a deck depends on: its published revision, and who rendered it.

    *digest* tells apart what was indexed of it; None where nothing is.
    """

    deck: UUID
    head: int
    renderer: int
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the notes. *anchor* is its id on the notes' page ("": the page's top), *path*
    the headings above it, *asks* what its cards ask in other words than *text*.
    """

    deck: UUID
    kind: PassageKind
    anchor: str
    path: tuple[str, ...]
    text: str
    asks: str = ""
    cards: int = 0


def load(session: Session, versions: Collection[Version]) -> dict[UUID, tuple[Passage, ...]]:
    """Return the passages of decks at these versions, one of each, by deck."""
    asked = _questions(session, [version.deck for version in versions])
    titles = _titles(session, versions)
    rows = session.execute(
        select(DeckRendering.deck_id, DeckRendering.blocks).where(
            tuple_(DeckRendering.deck_id, DeckRendering.number, DeckRendering.renderer).in_(
                [(version.deck, version.head, version.renderer) for version in versions]
            )
        )
    )
    return {deck: _passages(deck, titles[deck], blocks, asked) for deck, blocks in rows}


def _titles(session: Session, versions: Collection[Version]) -> dict[UUID, str]:
    wanted = [version.deck for version in versions]
    rows = session.execute(select(Deck.id, Deck.title).where(Deck.id.in_(wanted)))
    return {row.id: row.title for row in rows}


def _questions(session: Session, decks: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    """Return what the live cards of each note ask, "" where the block says it."""
    rows = session.execute(
        select(Card.note_id, CardRevision.front, CardRevision.kind)
        .join(Note, Note.id == Card.note_id)
        .join(
            CardRevision,
            and_(CardRevision.card_id == Card.id, CardRevision.number == Card.head),
        )
        .where(Note.deck_id.in_(decks), Note.retired_at.is_(None), Card.retired_at.is_(None))
        .order_by(Card.note_id, Card.position)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for note, front, kind in rows:
        found[note].append("" if kind in _ASKED_IN_BLOCK else front)
    return found


def _passages(
    deck: UUID, title: str, blocks: Sequence[dict[str, Any]], asked: Mapping[UUID, list[str]]
) -> tuple[Passage, ...]:
    """Return the deck's name and its blocks with words; a note counts at its first block."""
    found = [Passage(deck, PassageKind.DECK, "", (), _nfc(title))]
    path: dict[int, str] = {}
    seen: set[UUID] = set()
    for number, block in enumerate(blocks):
        text = _plain(block["html"])
        if not text:
            continue
        notes = [note for note in map(UUID, block["notes"]) if note not in seen]
        seen.update(notes)
        fronts = [front for note in notes for front in asked.get(note, ())]
        kind = PassageKind(block["kind"])
        above = tuple(path[level] for level in sorted(path))
        if kind is PassageKind.HEADING:
            level = _level(block["html"])
            path = {each: words for each, words in path.items() if each < level}
            above = tuple(path.values())
            path[level] = text
        anchor = f"{NOTE_ANCHOR}{notes[0]}" if notes else part_anchor(number)
        asks = _more(fronts, text)
        found.append(Passage(deck, kind, anchor, above, text, asks, len(fronts)))
    return tuple(found)


def _level(html: str) -> int:
    match = _LEVEL.search(html)
    return int(match[1]) if match else 1


def _plain(html: str) -> str:
    """Return a block's words on one line: dots part its lines, dashes the cells of a row."""
    if not _INTRICATE.search(html):
        lines = unescape(_INLINE.sub("", _BLOCK.sub("\n", html.replace("\n", " ")))).split("\n")
        return _nfc(" \u00b7 ".join(" ".join(line.split()) for line in lines if line.strip()))
    lines = plain_text(html).replace("\t", " \u2013 ").split("\n")
    return _nfc(" \u00b7 ".join(line.strip() for line in lines))


def _more(fronts: Iterable[str], text: str) -> str:
    """Return those questions that have words which *text* lacks."""
    wanted = [front for front in dict.fromkeys(fronts) if front]
    if not wanted:
        return ""
    known = set(terms(text))
    plain = (_nfc(" ".join(bare(front).split())) for front in wanted)
    return " \u00b7 ".join(front for front in plain if not known.issuperset(terms(front)))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
