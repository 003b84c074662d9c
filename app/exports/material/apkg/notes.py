"""Anki's notes as entries, with their GUIDs: every card becomes one, or is named as lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.exports.material.apkg.collection import rows
from app.exports.material.apkg.media import Media
from app.exports.material.apkg.note_types import NoteType, Template, read_decks, read_types
from app.exports.material.marked import cloze
from app.exports.material.values import Entry, Shape
from app.exports.readers import html_markdown
from app.exports.registry import Loss

BASIC = 2  # cards, of which one asks for the other's front
SHOWN = 60
LONGEST_ID = 90
_CLOZE = re.compile(r"\{\{c(\d{1,3})::")
_SOUND = re.compile(r"\[sound:([^\]]*)\]|\[anki:(?:play|tts)[^\]]*\](?:[^\[]*\[/anki:tts\])?")
_LATEX = re.compile(r"\[(?:latex|\$|\$\$)\](.*?)\[/(?:latex|\$|\$\$)\]", re.DOTALL)
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Found:
    """What the notes of a collection come to. *cards* counts those in it."""

    media: Media
    entries: list[Entry] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    cards: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A row of the collection: its texts by field, and which of its cards there are."""

    guid: str
    texts: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    deck: str
    number: int

    @property
    def place(self) -> str:
        """How messages name it."""
        words = " ".join(_TAG.sub(" ", self.texts[0]).split())[:SHOWN] if self.texts else ""
        return f"note {self.number}" + (f" ({words})" if words else "")


def read_notes(connection: sqlite3.Connection, media: Media) -> Found:
    """Return the notes of a collection; raises ReadError."""
    types, found, deck = read_types(connection), Found(media), ""
    for note_type, note in _notes(connection):
        found.cards += len(note.cards)
        if note.deck != deck:
            deck = note.deck
            found.entries.append(Entry(Shape.HEADING, "", deck.replace("::", " / "), note.place))
        kind = types.get(note_type)
        if kind is None:
            _lose(found, note, "its note type is not in the package")
            continue
        _take(found, note, kind)
    found.losses += media.losses
    return found


def _notes(connection: sqlite3.Connection) -> Iterable[tuple[int, Note]]:
    decks = read_decks(connection)
    cards: dict[int, list[tuple[int, int]]] = {}
    for note, order, deck in rows(connection, "select nid, ord, did from cards"):
        cards.setdefault(note, []).append((order, deck))
    listed = []
    for key, guid, kind, tags, texts in rows(
        connection, "select id, guid, mid, tags, flds from notes"
    ):
        own = sorted(cards.get(key, ()))
        deck = decks.get(own[0][1], "") if own else ""
        listed.append((deck, key, str(guid), kind, str(tags), str(texts), own))
    for number, (deck, _, guid, kind, tags, texts, own) in enumerate(sorted(listed), 1):
        orders = tuple(order for order, _ in own)
        made = Note(guid, tuple(texts.split("\x1f")), tuple(tags.split()), orders, deck, number)
        yield kind, made


def _take(found: Found, note: Note, kind: NoteType) -> None:
    sounds = [match[1] or "speech" for text in note.texts for match in _SOUND.finditer(text)]
    for name in dict.fromkeys(sounds):
        found.losses.append(Loss(note.place, f"the sound {name[:SHOWN]}, which decks cannot have"))
    if kind.is_cloze:
        _take_cloze(found, note)
    elif _is_reversed(kind, note):
        template = kind.templates[0]
        _keep(found, note, _sides(found, note, template), note.cards)
    else:
        for order in note.cards:
            if order >= len(kind.templates):
                _lose(found, note, "a card of it has no template", 1)
                continue
            _keep(found, note, _sides(found, note, kind.templates[order]), (order,))


def _is_reversed(kind: NoteType, note: Note) -> bool:
    """Tell whether the note has two cards, of which each asks for the other's front."""
    if note.cards != (0, 1) or len(kind.templates) < BASIC:
        return False
    one, other = kind.templates[:BASIC]
    return (
        bool(one.front)
        and one.front == other.back[: len(one.front)]
        and one.back[:1] == other.front
    )


def _sides(found: Found, note: Note, template: Template) -> tuple[str, str]:
    texts = {at: _markdown(found, note, at) for at in (*template.front, *template.back)}
    front = [texts[at] for at in template.front if texts[at]]
    back = [texts[at] for at in template.back if texts[at]]
    if not back and len(front) > 1:  # the front uncovers its answer, one by one or as a hint
        main = min(at for at in template.front if texts[at])
        front, back = [texts[main]], [text for text in front if text != texts[main]]
    # A field that repeats another says nothing more: decks ask for neither twice.
    return "\n".join(dict.fromkeys(front)), "\n".join(dict.fromkeys(back))


def _markdown(found: Found, note: Note, at: int) -> str:
    text = note.texts[at] if at < len(note.texts) else ""
    text = _LATEX.sub(lambda match: f"\\({match[1]}\\)", _SOUND.sub("", text))
    blocks = html_markdown.blocks(text, found.media.source(note.place))
    return "\n\n".join(blocks)


def _keep(found: Found, note: Note, sides: tuple[str, str], orders: Sequence[int]) -> None:
    front, back = sides
    if not (front and back):
        _lose(found, note, "one side of it has no text", len(orders))
        return
    both = len(orders) == BASIC
    simple = both and "\n" not in front
    shape = Shape.TERM if simple else Shape.QUESTION
    identity = _id(note.guid, "" if orders[0] == 0 else f"{orders[0] + 1}")
    found.entries.append(
        Entry(shape, front, back, note.place, id=identity, tags=_tags(note), why=())
    )
    if both and not simple:
        second = _id(note.guid, "2")
        found.entries.append(
            Entry(Shape.QUESTION, back, front, note.place, id=second, tags=_tags(note))
        )


def _take_cloze(found: Found, note: Note) -> None:
    at = next((n for n, text in enumerate(note.texts) if _CLOZE.search(text)), None)
    if at is None:
        _lose(found, note, "a cloze without a deletion")
        return
    made = cloze(_markdown(found, note, at), lambda text: text.strip())
    others = [_markdown(found, note, n) for n in range(len(note.texts)) if n != at]
    if any(others):
        remark = " ".join(" ".join(other.split()) for other in others if other)
        made = f"{made}\n\n> **Remark:** {remark}"
    if "\n" in made.partition("\n\n> ")[0]:
        found.losses.append(Loss(note.place, "paragraphs of a cloze, which become one text"))
        text, sign, remark = made.partition("\n\n> ")
        made = f"{' '.join(text.split())}{sign}{remark}"
    entry = Entry(Shape.CLOZE, "", made, note.place, id=_id(note.guid), tags=_tags(note))
    found.entries.append(entry)


def _lose(found: Found, note: Note, why: str, count: int | None = None) -> None:
    lost = len(note.cards) if count is None else count
    found.losses.extend(Loss(note.place, why, left_out=True) for _ in range(max(lost, 1)))


def _tags(note: Note) -> tuple[str, ...]:
    return note.tags


def _id(guid: str, card: str = "") -> str:
    """Return a GUID as an id that decks can have: what they cannot is written as its code."""
    ending = f".{card}" if card else ""
    safe = "".join(sign if _PLAIN_ID.fullmatch(f"a{sign}") else f".{ord(sign):x}." for sign in guid)
    return f"anki:{safe}{ending}" if 0 < len(safe) <= LONGEST_ID else ""
