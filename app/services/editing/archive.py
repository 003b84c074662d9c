"""A folder of decks as a ZIP file: packed from the store, and read from anybody with limits.

Sizes are counted while unpacking, whatever the archive says of itself, and the names inside are
only names: nothing is ever written to a path.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.content import MAX_FILE, SUFFIX
from app.services.decks.sources import LONGEST_KEY
from app.services.media.kinds import MAX_PICTURE
from app.wording import say

MOST_BYTES = 24 * 2**20  # of the archive
MOST_UNPACKED = 64 * 2**20  # bytes
MOST_FILES = 500
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that ZIP knows: the same decks, the same file
# What the standard library raises over damaged archives; none of it is told apart.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
)


class ArchiveRefusedError(ValueError):
    """The archive is not taken; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds, by the paths inside; *left* are names that are neither."""

    decks: Mapping[str, bytes]
    pictures: Mapping[str, bytes]
    left: tuple[str, ...]


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP file of *files*, sorted by their paths."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unpack(data: bytes) -> Unpacked:
    """Return the decks and pictures in *data*; raises ArchiveRefusedError."""
    if len(data) > MOST_BYTES:
        raise ArchiveRefusedError(
            say("The archive is larger than %(most)d MB.", most=MOST_BYTES // 2**20)
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except ArchiveRefusedError:
        raise
    except _BROKEN as error:
        raise ArchiveRefusedError(
            say("The file cannot be read as a ZIP archive (%(why)s).", why=type(error).__name__)
        ) from error


def _read(archive: zipfile.ZipFile) -> Unpacked:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise ArchiveRefusedError(
            say("The archive holds more than %(most)d files.", most=MOST_FILES)
        )
    decks: dict[str, bytes] = {}
    pictures: dict[str, bytes] = {}
    left: list[str] = []
    room = MOST_UNPACKED
    for info in infos:
        path = _path(info.filename)
        if path is None or path.suffix.lower() not in {SUFFIX, *PICTURES}:
            left.append(info.filename[:LONGEST_KEY])
            continue
        is_deck = path.suffix.lower() == SUFFIX
        content = _content(archive, info, min(room, MAX_FILE if is_deck else MAX_PICTURE))
        room -= len(content)
        (decks if is_deck else pictures)[str(path)] = content
    return Unpacked(decks, pictures, tuple(left))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(info) as file:
        content = file.read(most + 1)
    if len(content) > most:
        name = PurePosixPath(info.filename).name[:60]
        raise ArchiveRefusedError(
            say("“%(name)s” is too large, or all files together are.", name=name)
        )
    return content


def _path(name: str) -> PurePosixPath | None:
    """Return the path that *name* is inside the folder; None for one that leads elsewhere."""
    path = PurePosixPath(name)
    parts = path.parts
    is_odd = (
        not parts
        or path.is_absolute()
        or len(name) > LONGEST_KEY
        or any(part.startswith((".", "~")) or part.strip() != part for part in parts)
        or parts[0] == "__MACOSX"
        or not name.isprintable()
        or any(sign in name for sign in '\\:%?#"<>|*')
    )
    return None if is_odd else path
