"""What makes two notes equal: hashes of their content, as written and in normal form.

Neither depends on where a note stands (file, line, position, headings, file-wide tags) or on
its explicit id. A hash is stored with each revision, so changing what goes into it, or the
wording that the parser composes for fronts, orphans what is stored: docs/adr/0004.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from json.encoder import encode_basestring_ascii as _text

from app.decks.model import Note
from app.decks.normal import normal_form


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two hashes of a note's content, 32 hexadecimal digits each.

    *exact* differs when anything differs that an author wrote into the note: texts, items,
    accepted answers, hint, group, remark. *normal* only follows the wording of its cards.
    """

    exact: str
    normal: str


def fingerprint(note: Note) -> Fingerprint:
    """Return both hashes of *note*."""
    return Fingerprint(exact_hash(note), normal_hash(note))


def exact_hash(note: Note) -> str:
    """Return the hash of everything that *note* says.

    It is the JSON of a list, written piece by piece: each apply hashes every note, and that
    takes a third of the time of `json.dumps`.
    """
    fields = f"{_text(note.kind)}, {_text(note.hint)}, {_text(note.group)}, {_text(note.remark)}"
    for card in note.cards:
        ordered = "true" if card.ordered else "false"
        accept = json.dumps(card.accept) if card.accept else "[]"
        items = json.dumps([(i.text, i.side) for i in card.items]) if card.items else "[]"
        texts = f"{_text(card.facet)}, {_text(card.front)}, {_text(card.back)}"
        fields += f", [{texts}, {ordered}, {accept}, {items}]"
    return _hash(f"[{fields}]")


def normal_hash(note: Note) -> str:
    """Return the hash of the normal forms of *note*'s texts; its attributes do not count."""
    forms: dict[str, str] = {}  # both sides of a card are often those of its sibling
    content: list[object] = [note.kind]
    for card in note.cards:
        texts = [card.front, card.back, *(text for i in card.items for text in (i.text, i.side))]
        forms.update((text, normal_form(text)) for text in texts if text not in forms)
        content.append((card.facet, [forms[text] for text in texts]))
    return _hash(json.dumps(content))


def _hash(content: str) -> str:
    # JSON keeps fields apart whatever they hold, and is the same under every Python.
    return blake2b(content.encode(), digest_size=16).hexdigest()
