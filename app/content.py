"""Finds and reads Markdown files on disk; the decks made of them are ``app.decks``' business."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
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


class Disk:
    """The files that there are, by their paths as the caller would write them."""

    def __contains__(self, path: object) -> bool:
        """Tell whether *path* names a file; one that cannot be looked at does not."""
        try:
            return Path(str(path)).is_file()
        except (OSError, ValueError):
            return False


def read_files(paths: Iterable[Path]) -> Iterator[ContentFile | Unreadable]:
    """Yield every Markdown file of *paths*, folders with all below them, each once, sorted.

    A file named itself is read whatever its ending. Hidden files and folders are passed
    over. What cannot be read is yielded as Unreadable; nothing raises.
    """
    for found in dict.fromkeys(file for path in paths for file in _find(path)):
        yield found if isinstance(found, Unreadable) else _read(found)


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
