"""The pictures that deck files show, read from beside them and examined."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from app.content import Unreadable, read_beside
from app.decks.diagnostics import CODES
from app.decks.model import Diagnostic, Parsed, Picture
from app.services.media.kinds import MAX_PICTURE, PictureRefusedError, examine


@dataclass(frozen=True, slots=True)
class Loaded:
    """A picture to store: *digest* of its bytes as stored, *source* of those of its file."""

    key: str
    digest: str
    source: str
    kind: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of some decks by their keys, and what is wrong with others."""

    loaded: Mapping[str, Loaded]
    faults: tuple[Diagnostic, ...] = ()


def load_pictures(parsed: Sequence[Parsed], root: Path, uploads: Container[str] = ()) -> Pictures:
    """Read every picture that the decks show and there is; keys and paths count from *root*.

    One that cannot be shown is a diagnostic wherever it stands; *uploads* need no file.
    """
    loaded: dict[str, Loaded] = {}
    refused: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for one in parsed:
        for picture in one.pictures:
            if picture.key in uploads and file_hash(picture.key, one.deck.path, root) is None:
                continue
            if picture.key not in loaded and picture.key not in refused:
                try:
                    loaded[picture.key] = _load(picture.key, one.deck.path, root)
                except PictureRefusedError as error:
                    refused[picture.key] = str(error)
            if picture.key in refused:
                faults.append(_fault(one.deck.path, picture, refused[picture.key]))
    return Pictures(loaded, tuple(faults))


def file_hash(key: str, deck: str, root: Path) -> str | None:
    """Return the hash of the file of a picture; None if there is none to be read."""
    data = read_beside(root / key, (root / deck).parent, MAX_PICTURE + 1)
    return None if isinstance(data, Unreadable) else sha256(data).hexdigest()


def are_unchanged(pictures: Iterable[tuple[str, str]], deck: str, root: Path) -> bool:
    """Tell whether the files of these (key, hash) *pictures* of a deck are what they were."""
    return all(file_hash(key, deck, root) == source for key, source in pictures)


def _load(key: str, deck: str, root: Path) -> Loaded:
    data = read_beside(root / key, (root / deck).parent, MAX_PICTURE + 1)
    if isinstance(data, Unreadable):
        raise PictureRefusedError(data.reason)
    kind, stored = examine(data)
    return Loaded(key, sha256(stored).hexdigest(), sha256(data).hexdigest(), kind, stored)


def _fault(path: str, picture: Picture, reason: str) -> Diagnostic:
    message = f"the picture “{picture.address[:60]}” {reason}"
    hint = (
        f"Pictures are PNG, JPEG, GIF, WebP or plain SVG without scripts, at most "
        f"{MAX_PICTURE // 2**20} MB, in the folder of the deck."
    )
    return Diagnostic(
        path, picture.line, picture.column, "bad-image", CODES["bad-image"], message, hint,
        picture.address[:100],
    )  # fmt: skip
