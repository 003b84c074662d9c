"""Small Anki packages of our own, in both formats, sound and evil."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import zstandard

BASIC, REVERSED, CLOZE = 1, 2, 3
FIELDS = {BASIC: ["Front", "Back"], REVERSED: ["Front", "Back"], CLOZE: ["Text", "Extra"]}
TEMPLATES = {
    BASIC: [("{{Front}}", "{{FrontSide}}<hr>{{Back}}")],
    REVERSED: [("{{Front}}", "{{FrontSide}}{{Back}}"), ("{{Back}}", "{{FrontSide}}{{Front}}")],
    CLOZE: [("{{cloze:Text}}", "{{cloze:Text}}{{Extra}}")],
}
Row = tuple[str, int, str, int]  # GUID, note type, fields, number of cards
ROWS: Sequence[Row] = (
    ("q)W{e", BASIC, "What is in the <b>pot</b>?\x1fTea<br>and water", 1),
    ("abc1", REVERSED, "caddy\x1fa box with a lid", 2),
    ("abc2", CLOZE, "{{c1::Tea}} grows in {{c2::Assam::where}}\x1fIndia", 2),
    ("abc3", BASIC, "No answer\x1f", 1),
    ("abc4", BASIC, 'Look <img src="pot.png"> [sound:x.mp3]\x1fA pot', 1),
)
_COMMON = (
    "create table notes (id integer primary key, guid text, mid integer, tags text, flds text);"
    "create table cards (id integer primary key, nid integer, did integer, ord integer);"
)


def collection(rows: Sequence[Row] = ROWS, *, is_new: bool = False, more: str = "") -> bytes:
    """Return a collection as SQLite writes it; *more* is SQL that somebody added."""
    connection = sqlite3.connect(":memory:")
    connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
    connection.executescript(_COMMON)
    (_new if is_new else _old)(connection)
    for number, (guid, kind, fields, cards) in enumerate(rows, 1):
        row = (number, guid, kind, " tea ", fields)
        connection.execute("insert into notes values (?, ?, ?, ?, ?)", row)
        for order in range(cards):
            card = (10 * number + order, number, 7, order)
            connection.execute("insert into cards values (?, ?, ?, ?)", card)
    connection.executescript(more)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def package(
    rows: Sequence[Row] = ROWS,
    *,
    is_new: bool = False,
    more: str = "",
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a package with these notes, and *files* by their names in the collection."""
    files = files or {}
    held = {f"{number}": data for number, data in enumerate(files.values())}
    made = collection(rows, is_new=is_new, more=more)
    if not is_new:
        names = json.dumps({f"{number}": name for number, name in enumerate(files)})
        return archive({"collection.anki2": made, "media": names.encode(), **held})
    pack = zstandard.ZstdCompressor().compress
    listed = b"".join(_field(1, _field(1, name.encode())) for name in files)
    return archive(
        {
            "meta": b"\x08\x03",
            "collection.anki21b": pack(made),
            "collection.anki2": collection(()),
            "media": pack(listed),
            **{name: pack(data) for name, data in held.items()},
        }
    )


def archive(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


def _old(connection: sqlite3.Connection) -> None:
    models = {
        str(kind): {
            "name": f"Type {kind}",
            "type": int(kind == CLOZE),
            "flds": [{"name": name, "ord": at} for at, name in enumerate(names)],
            "tmpls": [
                {"ord": at, "qfmt": front, "afmt": back}
                for at, (front, back) in enumerate(TEMPLATES[kind])
            ],
        }
        for kind, names in FIELDS.items()
    }
    connection.execute("create table col (models text, decks text)")
    decks = {"7": {"name": "Tea::Pots"}}
    connection.execute("insert into col values (?, ?)", (json.dumps(models), json.dumps(decks)))


def _new(connection: sqlite3.Connection) -> None:
    connection.executescript(
        "create table col (models text, decks text);"
        "create table decks (id integer primary key, name text collate unicase);"
        "create table notetypes (id integer primary key, name text collate unicase, config blob);"
        "create table fields (ntid integer, ord integer, name text collate unicase, config blob,"
        " primary key (ntid, ord)) without rowid;"
        "create table templates (ntid integer, ord integer, name text collate unicase,"
        " config blob, primary key (ntid, ord)) without rowid;"
    )
    connection.execute("insert into decks values (7, ?)", ("Tea\x1fPots",))
    for kind, names in FIELDS.items():
        config = b"\x08\x01" if kind == CLOZE else b""
        connection.execute("insert into notetypes values (?, ?, ?)", (kind, f"T{kind}", config))
        for at, name in enumerate(names):
            connection.execute("insert into fields values (?, ?, ?, ?)", (kind, at, name, b""))
        for at, (front, back) in enumerate(TEMPLATES[kind]):
            config = _field(1, front.encode()) + _field(2, back.encode())
            row = (kind, at, f"Card {at}", config)
            connection.execute("insert into templates values (?, ?, ?, ?)", row)


def _field(number: int, data: bytes) -> bytes:
    """Return a field of bytes, shorter than 16 kB, in Protocol Buffers' wire format."""
    length = len(data)
    size = bytes([length]) if length < 0x80 else bytes([length & 0x7F | 0x80, length >> 7])
    return bytes([number << 3 | 2]) + size + data
