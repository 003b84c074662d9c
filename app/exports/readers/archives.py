"""Archives that somebody sent: unpacked in memory, within limits, by names that are only names."""

from __future__ import annotations

import stat
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import zstandard

from app.exports.readers.reading import ReadError

MOST_ENTRIES = 5_000
MOST_UNPACKED = 128 * 2**20  # bytes, of all that is read
MOST_RATIO = 200  # times the packed size, from a megabyte on
_ENCRYPTED = 0x1
_MEGABYTE = 2**20
# All that the standard library raises where sizes, offsets or names in an archive are wrong.
_DAMAGED = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error, zlib.error)


@dataclass(slots=True)
class Archive:
    """A zip file; *left* is how many bytes may still be unpacked."""

    _zip: ZipFile
    entries: dict[str, ZipInfo]
    left: int = MOST_UNPACKED

    def read(self, name: str, most: int = MOST_UNPACKED) -> bytes:
        """Return an entry's bytes; raises ReadError if they are damaged or more than *most*."""
        most = min(most, self.left)
        try:
            with self._zip.open(self.entries[name]) as stream:
                data = stream.read(most + 1)
        except _DAMAGED as error:
            message = f"“{shown(name)}” in the archive is damaged. Export it once more."
            raise ReadError(message) from error
        self.left -= self._counted(name, data, most)
        return data

    def zstd(self, name: str, most: int) -> bytes:
        """Return an entry that is packed once more; raises ReadError."""
        most = min(most, self.left)
        packed = self.read(name, most)
        try:
            # A frame may ask for a window of gigabytes; no honest package does.
            unpacker = zstandard.ZstdDecompressor(max_window_size=2**27)
            with unpacker.stream_reader(BytesIO(packed)) as stream:
                data = _first(stream, most + 1)
        except zstandard.ZstdError as error:
            raise ReadError(f"“{shown(name)}” in the archive is damaged.") from error
        self.left -= self._counted(name, data, most)
        return data

    @staticmethod
    def _counted(name: str, data: bytes, most: int) -> int:
        if len(data) > most:
            size = f"{most / _MEGABYTE:.0f} MB"
            raise ReadError(f"“{shown(name)}” unpacks to more than {size}, the most that is read.")
        return len(data)


def open_archive(data: bytes) -> Archive:
    """Return the archive in *data*; raises ReadError for what is none, or an evil one."""
    try:
        archive = ZipFile(BytesIO(data))
    except _DAMAGED as error:
        raise ReadError("The archive is damaged, or it is none. Export it once more.") from error
    entries = archive.infolist()
    if not entries:
        raise ReadError("The archive is empty.")
    if len(entries) > MOST_ENTRIES:
        raise ReadError(f"The archive holds more than {MOST_ENTRIES:,} files.")
    for entry in entries:
        _refuse(entry)
    named = {entry.filename: entry for entry in entries}
    if len(named) != len(entries):
        raise ReadError("Two files in the archive have the same name.")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ReadError(f"The archive unpacks to more than {MOST_UNPACKED // _MEGABYTE} MB.")
    return Archive(archive, named)


def shown(name: str) -> str:
    """Return a name from inside as it may stand in a message."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:60]


def is_plain(name: str) -> bool:
    """Tell whether *name* would stay within a folder; it is never used as a path even so."""
    parts = name.replace("\\", "/").split("/")
    return not (name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0])


def _refuse(entry: ZipInfo) -> None:
    name = shown(entry.filename)
    if not is_plain(entry.filename):
        raise ReadError(f"“{name}” in the archive points out of it. Such an archive is not read.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ReadError(f"“{name}” in the archive is a link. Such an archive is not read.")
    if entry.flag_bits & _ENCRYPTED:
        raise ReadError("The archive is encrypted. Export it without a password.")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise ReadError(f"“{name}” in the archive is packed in a way that is not read here.")
    packed = max(entry.compress_size, 1)
    if entry.file_size > _MEGABYTE and entry.file_size / packed > MOST_RATIO:
        raise ReadError(f"“{name}” in the archive unpacks to {MOST_RATIO} times its size or more.")


def _first(stream: zstandard.ZstdDecompressionReader, most: int) -> bytes:
    """Return at most *most* bytes, unpacked piece by piece."""
    parts: list[bytes] = []
    count = 0
    while count < most and (part := stream.read(min(_MEGABYTE, most - count))):
        parts.append(part)
        count += len(part)
    return b"".join(parts)
