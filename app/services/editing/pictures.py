"""Pictures that come through the browser: kept by their bytes' hash, named beside the deck.

No file is written. A deck shows an uploaded picture by its key, as it shows one from a file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Course, Media, PictureUpload
from app.services.decks.store import Store, StoredDeck
from app.services.media.files import Loaded
from app.services.media.kinds import SVG, PictureRefusedError, examine
from app.services.media.store import keep_media
from app.wording import say

QUOTA = 64 * 2**20  # bytes a course, of what came through the browser
FOLDER = "img"
LONGEST_NAME = 60
FROM_BROWSER = ""
"""The hash of the file of a picture that has no file."""

_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    SVG: "svg",
}
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NOT_IN_ALT = re.compile(r"[\s\[\]\\`*_<>]+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A picture as somebody sent it: the *name* of its file is only a wish."""

    name: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture that was examined: its type, and the bytes to store."""

    kind: str
    data: bytes

    @property
    def digest(self) -> str:
        """What it goes by."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A picture that was taken in: what a deck writes to show it, and the whole line for it."""

    address: str
    markdown: str


def upload(
    session: Session,
    course_id: UUID,
    deck_key: str,
    chosen: Chosen,
    author: UUID,
    now: datetime,
) -> Uploaded:
    """Take in a picture for the deck *deck_key*. Raises PictureRefusedError.

    The same bytes again get the same address.
    """
    picture = Kept(*examine(chosen.data))
    folder = PurePosixPath(deck_key).parent / FOLDER
    rows = session.scalars(select(PictureUpload).where(PictureUpload.course_id == course_id)).all()
    known = next(
        (r.key for r in rows if r.digest == picture.digest and _is_in(r.key, folder)), None
    )
    if known is None:
        known = _free_key({row.key for row in rows}, folder, chosen.name, _ENDINGS[picture.kind])
        keep(session, course_id, known, picture, author, now)
    address = f"{FOLDER}/{PurePosixPath(known).name}"
    return Uploaded(address, f"![{alt_text(chosen.alt)}]({address})")


def keep(
    session: Session, course_id: UUID, key: str, picture: Kept, author: UUID, now: datetime
) -> None:
    """Keep an examined picture under *key*; raises PictureRefusedError if there is no room."""
    # One upload of a course at a time: the quota is its.
    session.execute(select(Course.id).where(Course.id == course_id).with_for_update(key_share=True))
    if used(session, course_id) + len(picture.data) > QUOTA:
        raise PictureRefusedError(
            say("does not fit: this course's pictures may take %(most)d MB", most=QUOTA // 2**20)
        )
    loaded = Loaded(key, picture.digest, FROM_BROWSER, picture.kind, picture.data)
    keep_media(session, loaded, now)
    session.add(
        PictureUpload(
            course_id=course_id, key=key, digest=loaded.digest, author_id=author, created_at=now
        )
    )
    session.flush()


def used(session: Session, course_id: UUID) -> int:
    """Return how many bytes the uploaded pictures of a course take."""
    digests = select(PictureUpload.digest).where(PictureUpload.course_id == course_id)
    return session.scalar(select(func.sum(Media.size)).where(Media.digest.in_(digests))) or 0


def alt_text(text: str) -> str:
    """Return *text* as it can stand in the brackets of a picture."""
    return _NOT_IN_ALT.sub(" ", text).strip()


def known_pictures(session: Session, course_id: UUID, stored: StoredDeck | None) -> dict[str, str]:
    """Return the digests of the pictures that a text for the deck may show, by their keys."""
    rows = session.execute(
        select(PictureUpload.key, PictureUpload.digest).where(PictureUpload.course_id == course_id)
    )
    found = {row.key: row.digest for row in rows}
    # What the deck shows goes first: that is what its students see under this name.
    return found | {one.key: one.digest for one in (stored.pictures if stored else ())}


def loadable(session: Session, store: Store, stored: StoredDeck | None) -> dict[str, Loaded]:
    """Return the same pictures as they are stored with a deck; their bytes are there already."""
    files = {(one.key, one.digest): one.source for one in (stored.pictures if stored else ())}
    return {
        key: Loaded(key, digest, files.get((key, digest), FROM_BROWSER), "", b"")
        for key, digest in known_pictures(session, store.course_id, stored).items()
    }


def _is_in(key: str, folder: PurePosixPath) -> bool:
    return PurePosixPath(key).parent == folder


def _free_key(taken: set[str], folder: PurePosixPath, name: str, ending: str) -> str:
    plain = unicodedata.normalize("NFKD", PurePosixPath(name).stem).encode("ascii", "ignore")
    stem = _NOT_IN_NAMES.sub("-", plain.decode().lower())[:LONGEST_NAME].strip("-") or "picture"
    numbers = range(1, len(taken) + 2)
    names = (f"{stem}{f'-{n}' if n > 1 else ''}.{ending}" for n in numbers)
    return next(key for key in (str(folder / one) for one in names) if key not in taken)
