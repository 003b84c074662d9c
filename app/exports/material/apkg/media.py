"""The pictures of an Anki package: their names are looked up, never used as paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.exports.material.apkg import protobuf
from app.exports.material.apkg.note_types import as_object
from app.exports.readers.archives import Archive, shown
from app.exports.readers.reading import ReadError, picture_name, placed_picture
from app.exports.registry import Loss

MOST_LIST = 4 * 2**20  # bytes
MOST_PICTURE = 8 * 2**20
_ENTRIES, _NAME, _LEGACY_NAME = 1, 1, 255


@dataclass(slots=True)
class Media:
    """Names of files with the entries of the archive that hold them, and what was taken."""

    archive: Archive
    folder: str
    is_new: bool
    entries: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def source(self, place: str) -> Callable[[str], str]:
        """Return what finds the pictures that a note at *place* shows."""
        return lambda name: self._path(name, place)

    def _path(self, name: str, place: str) -> str:
        if name not in self.paths:
            self.paths[name] = self._take(name, place)
        return self.paths[name]

    def _take(self, name: str, place: str) -> str:
        plain, entry = picture_name(name), self.entries.get(name, "")
        if not plain or entry not in self.archive.entries:
            what = f"the picture {shown(name)}, which is not in the package or of another kind"
            self.losses.append(Loss(place, what))
            return ""
        return placed_picture(self.pictures, self.folder, plain, self._bytes(entry))

    def _bytes(self, entry: str) -> bytes:
        if self.is_new:
            return self.archive.zstd(entry, MOST_PICTURE)
        return self.archive.read(entry, MOST_PICTURE)


def read_media(archive: Archive, folder: str, *, is_new: bool) -> Media:
    """Return the package's list of files; raises ReadError if it is damaged."""
    found = Media(archive, folder, is_new)
    if "media" not in archive.entries:
        return found
    if is_new:
        found.entries = _listed(archive.zstd("media", MOST_LIST))
    else:
        names = as_object(archive.read("media", MOST_LIST).decode("utf-8", "replace") or "{}")
        found.entries = {str(name): key for key, name in names.items()}
    return found


def _listed(data: bytes) -> dict[str, str]:
    names: dict[str, str] = {}
    entries = (value for number, value in protobuf.fields(data) if number == _ENTRIES)
    for at, entry in enumerate(entries):
        if not isinstance(entry, bytes):
            raise ReadError(protobuf.DAMAGED)
        held_in = protobuf.number(entry, _LEGACY_NAME) or at
        names[protobuf.text(entry, _NAME)] = f"{held_in}"
    return names
