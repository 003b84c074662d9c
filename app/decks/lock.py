"""Lock files: which uid each note and card has, for a server that does not know them yet.

A ``deck.lock`` stands beside the deck files that it speaks of. It is JSON, sorted, in ASCII,
and the same bytes for the same cards, so that it can be kept under version control:

    {"retain-lock": 1, "decks": {"01-basics.md": [{"note": uid, "id": explicit id or null,
      "kind": …, "exact": hash, "normal": hash, "cards": [{"card": uid, "facet": …, "key": …,
      "front": …, "back": …, "items": [[id, key] …]} …]} …]}}

The hashes and texts are what identity is decided by (docs/identity.md), so that a deck which
was edited after it was locked still finds its notes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.decks.diagnostics import CODES
from app.decks.identity.fingerprint import Fingerprint
from app.decks.identity.values import KnownCard, KnownNote
from app.decks.model import Diagnostic, Facet, Kind

NAME = "deck.lock"
VERSION = 1
_MARK = "retain-lock"

Items = tuple[tuple[str, str], ...]
"""(id, key) of each entry of a list, in order."""


@dataclass(frozen=True, slots=True)
class LockedCard:
    """A card as a lock file keeps it."""

    uid: UUID
    facet: Facet
    key: str
    front: str
    back: str
    items: Items = ()


@dataclass(frozen=True, slots=True)
class LockedNote:
    """A note as a lock file keeps it; *path* is the key of its deck."""

    uid: UUID
    path: str
    kind: Kind
    explicit_id: str | None
    fingerprint: Fingerprint
    cards: tuple[LockedCard, ...]

    def known(self, position: int) -> KnownNote:
        """Return the note as identity sees a known one."""
        return KnownNote(
            uid=self.uid,
            path=self.path,
            position=position,
            kind=self.kind,
            explicit_id=self.explicit_id,
            retired=False,
            revisions=(self.fingerprint,),
            cards=tuple(
                KnownCard(c.uid, c.facet, c.key, retired=False, front=c.front, back=c.back)
                for c in self.cards
            ),
        )


def write(notes: Iterable[LockedNote], folder: str) -> str:
    """Return the lock file of *folder* (a key, "" for the topmost) for its *notes*, in order."""
    decks: dict[str, list[dict[str, Any]]] = {}
    for note in notes:
        name = note.path.removeprefix(f"{folder}/") if folder else note.path
        decks.setdefault(name, []).append(_note(note))
    body = {_MARK: VERSION, "decks": decks}
    return json.dumps(body, indent=1, sort_keys=True) + "\n"


def read(text: str, path: str, folder: str) -> tuple[tuple[LockedNote, ...], list[Diagnostic]]:
    """Return what the lock file *text* of *folder* says; nothing, and why, if it is damaged.

    *path* names it in the diagnostic. A lock file is all or nothing: half of one could give a
    card the uid of another.
    """
    try:
        return tuple(_read(json.loads(text), folder)), []
    except json.JSONDecodeError as error:
        return (), [
            _damaged(path, error.lineno, error.colno, error.msg[:1].lower() + error.msg[1:])
        ]
    except _ShapeError as fault:
        return (), [_damaged(path, 1, 1, str(fault))]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return (), [_damaged(path, 1, 1, "an entry lacks something, or holds what it should not")]


def foreign(path: str, count: int) -> Diagnostic:
    """Return the fault of a lock whose uids belong to another course of the same server."""
    message = f"{count} of the locked notes belong to another course on this server"
    hint = "They get uids of their own here. Leave the lock file out of a copied course."
    return Diagnostic(path, 1, 1, "lock-foreign", CODES["lock-foreign"], message, hint)


class _ShapeError(Exception):
    """The file is JSON, and no lock file of this version."""


def _read(body: Any, folder: str) -> list[LockedNote]:
    if not isinstance(body, dict) or _MARK not in body:
        raise _ShapeError("this is no lock file of Retain")
    if body[_MARK] != VERSION:
        raise _ShapeError(
            f"its version is {body[_MARK]!r}, and this program reads version {VERSION}"
        )
    notes = [
        _locked(entry, f"{folder}/{name}" if folder else name)
        for name, entries in sorted(body["decks"].items())
        for entry in entries
    ]
    uids = [note.uid for note in notes] + [card.uid for note in notes for card in note.cards]
    if len(set(uids)) != len(uids):
        raise _ShapeError("two entries have the same uid")
    return notes


def _locked(entry: dict[str, Any], path: str) -> LockedNote:
    return LockedNote(
        uid=UUID(entry["note"]),
        path=path,
        kind=Kind(entry["kind"]),
        explicit_id=None if entry["id"] is None else _text(entry["id"]),
        fingerprint=Fingerprint(_text(entry["exact"]), _text(entry["normal"])),
        cards=tuple(
            LockedCard(
                uid=UUID(card["card"]),
                facet=Facet(card["facet"]),
                key=_text(card["key"]),
                front=_text(card["front"]),
                back=_text(card["back"]),
                items=tuple((str(UUID(uid)), _text(key)) for uid, key in card["items"]),
            )
            for card in entry["cards"]
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _note(note: LockedNote) -> dict[str, Any]:
    return {
        "note": str(note.uid),
        "id": note.explicit_id,
        "kind": note.kind.value,
        "exact": note.fingerprint.exact,
        "normal": note.fingerprint.normal,
        "cards": [
            {
                "card": str(card.uid),
                "facet": card.facet.value,
                "key": card.key,
                "front": card.front,
                "back": card.back,
                "items": _pairs(card.items),
            }
            for card in note.cards
        ],
    }


def _pairs(items: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[uid, key] for uid, key in items]


def _damaged(path: str, line: int, column: int, reason: str) -> Diagnostic:
    hint = (
        "Notes that are new here get new uids. Write it again with flask deck lock, or delete it."
    )
    message = f"the lock file is not used: {reason}"
    return Diagnostic(path, line, column, "lock-damaged", CODES["lock-damaged"], message, hint)
