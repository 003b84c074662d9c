"""Finds and reads Markdown files on disk; the decks made of them are ``app.decks``' business."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_FILE = 512 * 1024  # bytes
SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file that was read: its path as the caller would write it, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gave no file: *code* is ``unreadable`` or ``file-too-large``."""

    path: str
    code: str
    reason: str


class Beside:
    """The files below a folder, by their paths from there, and what is *also* taken for one."""

    def __init__(self, root: Path, also: Container[str] = ()) -> None:
        self._root = root
        self._also = also

    def __contains__(self, path: object) -> bool:
        """Tell whether *path* names a file; one that cannot be looked at does not."""
        if path in self._also:
            return True
        try:
            return (self._root / str(path)).is_file()
        except (OSError, ValueError):
            return False


def read_files(paths: Iterable[Path]) -> Iterator[ContentFile | Unreadable]:
    """Yield every Markdown file of *paths*, folders with all below them, each once, sorted.

    A file named itself is read whatever its ending. Hidden files and folders are passed
    over. What cannot be read is yielded as Unreadable; nothing raises.
    """
    for found in dict.fromkeys(file for path in paths for file in _find(path)):
        yield found if isinstance(found, Unreadable) else _read(found)


def read_beside(path: Path, folder: Path, limit: int) -> bytes | Unreadable:
    """Return at most *limit* bytes of the file at *path*, which has to lie in or below *folder*.

    Links are followed first, so that none leads out of the folder.
    """
    try:
        place = path.resolve(strict=True)
        if not place.is_relative_to(folder.resolve(strict=True)):
            return Unreadable(path.as_posix(), "unreadable", "is a link that leads elsewhere")
        if not place.is_file():
            return Unreadable(path.as_posix(), "unreadable", "is no file")
        with place.open("rb") as file:
            return file.read(limit)
    except (OSError, ValueError, RuntimeError):  # no such file, NUL in its name, links in a circle
        return Unreadable(path.as_posix(), "unreadable", "cannot be read")


def _find(path: Path) -> Iterator[Path | Unreadable]:
    if not path.is_dir():
        yield path
        return
    faults: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIX) and not name.startswith("."):
                yield Path(folder, name)
    for fault in faults:
        yield _fault(Path(fault.filename), fault)


def _read(path: Path) -> ContentFile | Unreadable:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as fault:
        return _fault(path, fault)
    if len(data) > MAX_FILE:
        reason = f"the file is larger than {MAX_FILE // 1024} kB"
        return Unreadable(path.as_posix(), "file-too-large", reason)
    return ContentFile(path.as_posix(), data)


def _fault(path: Path, fault: OSError) -> Unreadable:
    return Unreadable(path.as_posix(), "unreadable", (fault.strerror or str(fault)).lower())
