"""The files of a PATH: their keys, their text, and which part of the course they speak for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.content import Unreadable, read_files
from app.decks import decode
from app.decks.diagnostics import CODES
from app.decks.model import Diagnostic

CONTENT = "content"
LONGEST_KEY = 300  # characters, as in the table


@dataclass(frozen=True, slots=True)
class Source:
    """A deck file as read: *key* is its path under the content folder, *path* as it was given."""

    key: str
    path: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a PATH. *prefix* is the PATH's own key: a file's, a folder's, or "".

    Keys count from *root*, the content folder.
    """

    files: tuple[Source, ...]
    prefix: str
    is_folder: bool
    root: Path
    faults: tuple[Diagnostic, ...] = ()

    def covers(self, key: str) -> bool:
        """Tell whether a deck of this *key* would have its file within the PATH."""
        if not self.is_folder:
            return key == self.prefix
        return not self.prefix or key.startswith(f"{self.prefix}/")


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
    for file in read_files([path]):
        if isinstance(file, Unreadable):
            faults.append(_fault(file))
            continue
        key = _key(Path(file.path), root)
        if len(key) > LONGEST_KEY:
            reason = f"its path is longer than {LONGEST_KEY} characters"
            faults.append(_fault(Unreadable(file.path, "unreadable", reason)))
            continue
        text, found = decode(file.data, file.path)
        files.append(Source(key, file.path, text, text_hash(text)))
        faults.extend(found)
    prefix = _key(path, root)
    prefix = "" if prefix == "." else prefix
    return Sources(tuple(files), prefix, path.is_dir(), root, tuple(faults))


def _fault(file: Unreadable) -> Diagnostic:
    hint = "Mend the file, or take it out of the folder."
    return Diagnostic(file.path, 1, 1, file.code, CODES[file.code], file.reason, hint)


def _key(path: Path, root: Path) -> str:
    # Only the folder is resolved: a file that is a link keeps its own name.
    place = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return Path(os.path.relpath(place, root)).as_posix()
