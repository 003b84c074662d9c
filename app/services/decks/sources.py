"""The files of a PATH: their keys, their text, and which part of the course they speak for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from app.content import Unreadable, read_files
from app.decks import decode, lock
from app.decks.diagnostics import CODES
from app.decks.lock import LockedNote
from app.decks.model import Diagnostic

CONTENT = "content"
LARGEST_LOCK = 2**25  # characters; what is cut off there is damaged
LONGEST_KEY = 300  # characters, as in the table


@dataclass(frozen=True, slots=True)
class Source:
    """A deck file as read: *path* as it was given, *key* its path under *root*, the content."""

    key: str
    path: str
    text: str
    hash: str
    root: Path


@dataclass(frozen=True, slots=True)
class Part:
    """A PATH. *prefix* is its own key: a file's, a folder's, or ""."""

    prefix: str
    is_folder: bool

    def covers(self, key: str) -> bool:
        """Tell whether a deck of this *key* would have its file within the PATH."""
        if not self.is_folder:
            return key == self.prefix
        return not self.prefix or key.startswith(f"{self.prefix}/")


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of one PATH or several: the *parts* of a course that they speak for.

    *locks* are the notes that lock files beside them tell of.
    """

    files: tuple[Source, ...]
    parts: tuple[Part, ...]
    faults: tuple[Diagnostic, ...] = ()
    locks: tuple[LockedNote, ...] = ()

    def covers(self, key: str) -> bool:
        """Tell whether a deck of this *key* would have its file within a PATH."""
        return any(part.covers(key) for part in self.parts)


def text_hash(text: str) -> str:
    """Return the hash by which a deck's text is known."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_root(path: Path, content_dir: Path) -> Path:
    """Return the folder from which the keys of *path* count.

    It is *content_dir*, or a folder called ``content``, if *path* is one or lies in one (the
    nearest); else the folder given is taken as a content folder of its own, as is the folder
    of a single file. So ``content`` and ``content/chapter9`` give the same keys, wherever
    the checkout is.
    """
    path, content_dir = path.resolve(), content_dir.resolve()
    folder = path if path.is_dir() else path.parent
    for above in (folder, *folder.parents):
        if above == content_dir or above.name == CONTENT:
            return above
    return folder


def read_sources(path: Path, content_dir: Path) -> Sources:
    """Read every deck file of *path*, a file or a folder; what cannot be read is a fault."""
    root = content_root(path, content_dir)
    files: list[Source] = []
    faults: list[Diagnostic] = []
    folder_key = cache(lambda folder: _key(folder, root))
    for file in read_files([path]):
        if isinstance(file, Unreadable):
            faults.append(_fault(file))
            continue
        folder, name = os.path.split(file.path)
        # Only the folder is resolved: a file that is a link keeps its own name.
        key = PurePosixPath(folder_key(Path(folder)), name).as_posix()
        if len(key) > LONGEST_KEY:
            reason = f"its path is longer than {LONGEST_KEY} characters"
            faults.append(_fault(Unreadable(file.path, "unreadable", reason)))
            continue
        text, found = decode(file.data, file.path)
        files.append(Source(key, file.path, text, text_hash(text), root))
        faults.extend(found)
    prefix = _key(path, root)
    part = Part("" if prefix == "." else prefix, path.is_dir())
    locks, damaged = _read_locks(files, root)
    return Sources(tuple(files), (part,), (*faults, *damaged), locks)


def joined(several: Iterable[Sources]) -> Sources:
    """Return what *several* PATHs hold together; a file that lies in two counts once."""
    several = list(several)
    files = {file.key: file for sources in several for file in sources.files}
    return Sources(
        tuple(files[key] for key in sorted(files)),
        tuple(part for sources in several for part in sources.parts),
        tuple(dict.fromkeys(fault for sources in several for fault in sources.faults)),
        tuple(dict.fromkeys(note for sources in several for note in sources.locks)),
    )


def _read_locks(
    files: Iterable[Source], root: Path
) -> tuple[tuple[LockedNote, ...], list[Diagnostic]]:
    """Return what the lock files beside *files* say, and those that are damaged."""
    notes: list[LockedNote] = []
    faults: list[Diagnostic] = []
    for folder in sorted({Path(file.path).parent for file in files}):
        path = folder / lock.NAME
        if not path.is_file():
            continue
        key = _key(folder, root)
        try:
            text = path.read_text(encoding="utf-8")[:LARGEST_LOCK]
        except (OSError, UnicodeDecodeError):
            text = ""
        found, damaged = lock.read(text, path.as_posix(), "" if key == "." else key)
        notes += found
        faults += damaged
    return tuple(notes), faults


def _fault(file: Unreadable) -> Diagnostic:
    hint = "Mend the file, or take it out of the folder."
    return Diagnostic(file.path, 1, 1, file.code, CODES[file.code], file.reason, hint)


def _key(path: Path, root: Path) -> str:
    place = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return Path(os.path.relpath(place, root)).as_posix()
