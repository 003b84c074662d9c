"""From our notes to Anki's: which of our cards share one, their fields, and their GUIDs."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from html import escape, unescape

from app.decks.model import Facet, Kind
from app.exports.decks.apkg.cloze import merged
from app.exports.decks.apkg.note_types import CARD, CLOZE, LIST, NoteType
from app.exports.decks.values import PICTURE, DeckPicture, Entry, ExportedCard, ExportedNote

_MATH = re.compile(r"<math\b([^>]*)>.*?</math>", re.DOTALL)
_TEX = re.compile(r'\balttext="([^"]*)"')
_PARTED = re.compile(r"\\(?=[(\[])")
DIRECTIONS = frozenset({Facet.FORWARD, Facet.REVERSE})
LISTS = frozenset({Facet.LIST, Facet.RECALL})
_WORD_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as Anki keeps it; *cards* are the numbers of its templates or deletions, from 0."""

    guid: str
    note_type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    changed: int
    cards: tuple[int, ...]


def anki_notes(note: ExportedNote, pictures: Mapping[str, DeckPicture]) -> Iterator[AnkiNote]:
    """Yield what *note* becomes: one note for its two directions or its cloze deletions.

    Every other card is a note of its own, so that each is edited and suspended by itself.
    """
    tags = tuple("_".join(tag.split()) for tag in note.tags)
    around = (note.context_html, anki_html(note.remark, pictures), escape(note.hint, quote=False))
    for made in _shapes(note, [_with_html(card, pictures) for card in note.cards]):
        guid = guid_of(note.identity, made.note_type, made.name)
        fields = (*made.fields, *around)
        yield AnkiNote(guid, made.note_type, fields, tags, note.changed, made.cards)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the cards of one of Anki's notes are; *name* tells it from others of our note."""

    note_type: NoteType
    name: str
    fields: tuple[str, ...]
    cards: tuple[int, ...] = (0,)


def _shapes(note: ExportedNote, cards: Sequence[ExportedCard]) -> Iterator[_Shape]:
    text = merged(cards) if note.kind is Kind.CLOZE else None
    if text is not None:
        numbers = sorted({card.number - 1 for card in cards})
        yield _Shape(CLOZE, "", (text,), tuple(numbers))
        return
    sides = {card.facet: card for card in cards if card.facet in DIRECTIONS}
    if sides:
        yield _two_sided(sides)
    for card in cards:
        name = f"{card.facet} {card.identity}"
        if card.facet in LISTS and card.entries:
            yield _Shape(LIST, name, (card.front, _listed(card)))
        elif card.facet not in DIRECTIONS:
            front = card.front + (_to_sort(card.entries) if card.facet is Facet.SORT else "")
            yield _Shape(CARD, name, (front, card.back, "", ""))


def _two_sided(sides: Mapping[Facet, ExportedCard]) -> _Shape:
    forward, reverse = sides.get(Facet.FORWARD), sides.get(Facet.REVERSE)
    fields = (
        *((forward.front, forward.back) if forward else ("", "")),
        *((reverse.front, reverse.back) if reverse else ("", "")),
    )
    return _Shape(CARD, "", fields, (0,) * bool(forward) + (1,) * bool(reverse))


def guid_of(identity: str, kind: NoteType, name: str) -> str:
    """Return Anki's GUID: the same as long as the note, its shape and the card are.

    The note type is in it, because Anki never updates a note to another type.
    """
    said = f"{identity}\x1f{kind.id}\x1f{name}".encode("utf-8", "replace")
    return b64encode(blake2b(said, digest_size=12, person=b"retain note").digest()).decode()


def anki_html(html: str, pictures: Mapping[str, DeckPicture]) -> str:
    """Return *html* with formulas for Anki's MathJax, and pictures by their names in the file."""
    if "<" not in html and "\\" not in html:
        return html
    if "\\" in html and "<math" not in html:
        html = _PARTED.sub(lambda _: f"\\{_WORD_JOINER}", html)
    if "<math" in html:
        html = _MATH.sub(_mathjax, html)
    if "<img" in html:
        html = PICTURE.sub(
            lambda found: (
                f"{found[1]}{pictures[found[2]].name}{found[3]}"
                if found[2] in pictures
                else found[0]
            ),
            html,
        )
    return html


def _mathjax(found: re.Match[str]) -> str:
    tex = _TEX.search(found[1])
    if tex is None:
        return found[0]
    begin, end = (r"\[", r"\]") if 'display="block"' in found[1] else (r"\(", r"\)")
    return f"{begin}{escape(unescape(tex[1]), quote=False)}{end}"


def _with_html(card: ExportedCard, pictures: Mapping[str, DeckPicture]) -> ExportedCard:
    front, back = anki_html(card.front, pictures), anki_html(card.back, pictures)
    entries = tuple(Entry(anki_html(e.html, pictures), e.side) for e in card.entries)
    if (front, back, entries) == (card.front, card.back, card.entries):
        return card
    return replace(card, front=front, back=back, entries=entries)


def _listed(card: ExportedCard) -> str:
    element = "ol" if card.ordered else "ul"
    entries = "".join(f"<li>{entry.html}</li>" for entry in card.entries)
    return f"<{element}>{entries}</{element}>"


def _to_sort(entries: Sequence[Entry]) -> str:
    """Return the entries of both sides, by the alphabet, which tells nothing of the sides."""
    listed = sorted({entry.html for entry in entries})
    return f"<ul>{''.join(f'<li>{html}</li>' for html in listed)}</ul>"
