"""Anki packages (.apkg, .colpkg), both formats, without Anki's own library.

Formats: schema 11 (``collection.anki2``, ``collection.anki21``) with JSON, and schema 18
(``collection.anki21b``) packed with zstd, with protobuf in it.
"""

from __future__ import annotations

from app.exports.material.apkg import protobuf
from app.exports.material.apkg.collection import opened
from app.exports.material.apkg.media import read_media
from app.exports.material.apkg.notes import read_notes
from app.exports.material.values import Entry, Material, Shape
from app.exports.readers.archives import open_archive
from app.exports.readers.reading import ReadError

MOST_COLLECTION = 64 * 2**20  # bytes
NEW, OLD = "collection.anki21b", ("collection.anki21", "collection.anki2")


def read_apkg(data: bytes, folder: str) -> Material:
    """Return what a package holds; raises ReadError. To be run where it can be killed."""
    archive = open_archive(data)
    is_new = NEW in archive.entries
    name = NEW if is_new else next((name for name in OLD if name in archive.entries), "")
    if not name:
        raise ReadError("The archive holds no Anki collection. Export it from Anki as .apkg.")
    packed = archive.zstd(name, MOST_COLLECTION) if is_new else archive.read(name, MOST_COLLECTION)
    media = read_media(archive, folder, is_new=is_new)
    with opened(packed) as connection:
        found = read_notes(connection, media)
    if not any(entry.makes_cards for entry in found.entries):
        raise ReadError("The package holds no note that can be taken over.")
    entries = _headed(found.entries)
    title = entries[0].back if entries[0].shape is Shape.HEADING else ""
    kept = entries[1:] if title else entries
    return Material(title, tuple(kept), tuple(found.losses), media.pictures, found.cards)


def _headed(entries: list[Entry]) -> list[Entry]:
    """Leave headings out under which nothing came."""
    return [
        entry
        for entry, below in zip(entries, [*entries[1:], None], strict=True)
        if entry.shape is not Shape.HEADING or (below and below.makes_cards)
    ]


__all__ = ["protobuf", "read_apkg"]
