"""The package: a collection in SQLite, the pictures beside it, and the list of their names."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b, sha1
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.exports.archive import FIRST_DAY, READABLE
from app.exports.decks.apkg.notes import AnkiNote, anki_notes
from app.exports.decks.apkg.schema import INDEXES, TABLES, collection_row
from app.exports.decks.values import Collection, DeckPicture

BETWEEN_FIELDS = "\x1f"
_TAG = re.compile(r"<[^>]*>")
_FIRST_ID = 1_577_836_800_000  # 2020-01-01 in milliseconds, which Anki takes ids for
_IDS = 2**37  # some four years of milliseconds


def package(collection: Collection) -> bytes:
    """Return the bytes of the .apkg file, the same for the same collection."""
    used = {picture.name: picture for picture in collection.pictures.values()}
    pictures = sorted(used.items())
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        _put(archive, "collection.anki2", _database(collection), ZIP_DEFLATED)
        names = {str(number): name for number, (name, _) in enumerate(pictures)}
        _put(archive, "media", json.dumps(names).encode(), ZIP_STORED)
        for number, (_, picture) in enumerate(pictures):
            _put(archive, str(number), picture.data, _packing(picture))
    return out.getvalue()


def _put(archive: ZipFile, name: str, data: bytes, packing: int) -> None:
    entry = ZipInfo(name, FIRST_DAY)
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = READABLE
    archive.writestr(entry, data, packing, 1)  # the fastest level: most of the size is gone


def _packing(picture: DeckPicture) -> int:
    return ZIP_DEFLATED if picture.kind == "image/svg+xml" else ZIP_STORED


def _database(collection: Collection) -> bytes:
    """Return the SQLite file; it is made in memory, for the core writes no files."""
    decks: dict[int, str] = {}
    notes: list[tuple[object, ...]] = []
    cards: list[tuple[object, ...]] = []
    taken: set[int] = set()
    for position, ((deck_id, name), note) in enumerate(_found(collection), 1):
        decks[deck_id] = name
        note_id = _id(note.guid)
        while note_id in taken:
            note_id += 1
        taken.add(note_id)
        notes.append(_note_row(note_id, note))
        cards += _card_rows(note_id, note, deck_id, position)
    changed = max((note.changed for _, note in collection.notes()), default=0)
    with closing(sqlite3.Connection(":memory:", isolation_level=None)) as made:
        made.executescript(TABLES)
        made.execute("begin")
        row = collection_row(decks, changed)
        made.execute("insert into col values (?,?,?,?,?,?,?,?,?,?,?,?,?)", row)
        made.executemany("insert into notes values (?,?,?,?,-1,?,?,?,?,0,'')", notes)
        made.executemany("insert into cards values (?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')", cards)
        made.execute("commit")
        made.executescript(INDEXES)
        return made.serialize()


def _found(collection: Collection) -> Iterator[tuple[tuple[int, str], AnkiNote]]:
    """Yield every note with the id and the name of its deck."""
    for deck in collection.decks:
        place = (
            _id(f"deck {collection.identity} {deck.identity}"),
            f"{_part(collection.title)}::{_part(deck.title)}",
        )
        for note in deck.notes:
            for made in anki_notes(note, collection.pictures):
                yield place, made


def _note_row(note_id: int, note: AnkiNote) -> tuple[object, ...]:
    first = _stripped(note.fields[0])
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    checksum = int.from_bytes(sha1(first.encode(), usedforsecurity=False).digest()[:4], "big")
    fields = BETWEEN_FIELDS.join(note.fields)
    return (note_id, note.guid, note.note_type.id, note.changed, tags, fields, first, checksum)


def _card_rows(
    note_id: int, note: AnkiNote, deck_id: int, position: int
) -> Iterator[tuple[int, ...]]:
    for number in note.cards:
        card_id = note_id + _IDS * (1 + number)  # no note has an id there, nor another's card
        yield (card_id, note_id, deck_id, number, note.changed, position)


def _stripped(html: str) -> str:
    """Return *html* without tags, as Anki sorts and compares it."""
    return unescape(_TAG.sub("", html)) if "<" in html or "&" in html else html


def _part(title: str) -> str:
    """Return one level of a deck's name: two colons would begin another."""
    return " ".join(re.sub("::+", ": ", title).split()) or "Retain"


def _id(name: str) -> int:
    """Return a number that is always the same for *name*, in the range of Anki's own."""
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=8, person=b"retain id").digest()
    return _FIRST_ID + int.from_bytes(digest, "big") % _IDS
