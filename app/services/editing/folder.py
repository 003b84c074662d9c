"""All decks of a course at once: out as published, in as drafts that are published one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.decks import decode
from app.models import DeckDraft, Media, PictureUpload
from app.services.decks.store import Store
from app.services.editing import drafts
from app.services.editing.archive import Unpacked
from app.services.editing.pictures import Kept, keep
from app.services.media.kinds import PictureRefusedError, examine
from app.wording import say


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the files of an archive: *drafts* by deck, *left* with the reason."""

    drafts: tuple[tuple[UUID, str], ...]
    unchanged: tuple[str, ...]
    pictures: int
    left: tuple[tuple[str, str], ...]


def published_files(session: Session, store: Store) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every published deck, and of the pictures that they show."""
    seen: set[str] = set()
    for deck in store.decks:
        if deck.retired:
            continue
        yield deck.key, deck.markdown.encode("utf-8", "replace")
        for picture in deck.pictures:
            if picture.key not in seen:
                seen.add(picture.key)
                media = session.get(Media, picture.digest, options=[undefer(Media.data)])
                if media is not None:
                    yield picture.key, media.data


def take_in(
    session: Session, store: Store, author: UUID, unpacked: Unpacked, now: datetime
) -> TakenIn:
    """Make a draft of each deck that differs from what is published; nothing is published.

    A draft that *author* has already is left as it is, and so is a picture whose name shows
    another one: both are told.
    """
    left: list[tuple[str, str]] = [(name, say("no deck and no picture")) for name in unpacked.left]
    kept = _pictures(session, store, author, unpacked, now, left)
    made: list[tuple[UUID, str]] = []
    unchanged: list[str] = []
    for key, data in sorted(unpacked.decks.items()):
        text, faults = decode(data, key)
        fatal = [fault for fault in faults if fault.severity == "error"]
        if fatal:
            left.append((key, fatal[0].message))
            continue
        fate = _deck(session, store, author, key, text, now)
        if isinstance(fate, str):
            left.append((key, fate))
        elif fate is None:
            unchanged.append(key)
        else:
            made.append((fate, key))
    return TakenIn(tuple(made), tuple(unchanged), kept, tuple(left))


def _deck(
    session: Session, store: Store, author: UUID, key: str, text: str, now: datetime
) -> UUID | str | None:
    """Return the deck that has a draft now, None if nothing differs, or why it was left."""
    stored = next((deck for deck in store.decks if deck.key == key and not deck.retired), None)
    if stored is None:
        taken = select(DeckDraft.deck_id).where(
            DeckDraft.course_id == store.course_id, DeckDraft.key == key
        )
        if session.scalars(taken).first() is not None:
            return say("a new deck with this file name is being written already")
        return drafts.begin(session, store, author, text, key, now).deck_id
    here = drafts.working(session, store, author, stored.id)
    if here is None or here.text == text:
        return None
    if here.is_draft:
        return say("you have a draft of this deck; publish it or throw it away first")
    drafts.save(session, store.course_id, author, here, text, now)
    return stored.id


def _pictures(
    session: Session,
    store: Store,
    author: UUID,
    unpacked: Unpacked,
    now: datetime,
    left: list[tuple[str, str]],
) -> int:
    """Keep the pictures of the archive; returns how many there are of it now."""
    shown = {one.key: one.digest for deck in store.decks for one in deck.pictures}
    uploads = select(PictureUpload).where(PictureUpload.course_id == store.course_id)
    shown |= {row.key: row.digest for row in session.scalars(uploads)}
    kept = 0
    for key, data in sorted(unpacked.pictures.items()):
        try:
            picture = Kept(*examine(data))
            if key not in shown:
                keep(session, store.course_id, key, picture, author, now)
        except PictureRefusedError as error:
            left.append((key, str(error)))
            continue
        if shown.get(key, picture.digest) == picture.digest:
            kept += 1
        else:
            left.append((key, say("has the name of another picture; give it a new one")))
    return kept
