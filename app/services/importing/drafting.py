"""What an import becomes: a draft of a new deck, its pictures beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exports import Loss
from app.exports.material import Entry, deck_markdown
from app.models import Deck, Note, NoteRevision
from app.services.decks.store import read_store
from app.services.editing.drafts import begin, free_key
from app.services.editing.pictures import Chosen, upload
from app.services.media.kinds import PictureRefusedError

FOLDER = "import-pictures"
"""Where texts say that their pictures are until they are taken in."""

_ANY_DECK = "import.md"


def known_hashes(session: Session, course_id: UUID) -> frozenset[str]:
    """Return the normal hashes of all notes that the course asks now."""
    found = session.scalars(
        select(NoteRevision.normal)
        .join(Note, (Note.id == NoteRevision.note_id) & (Note.head == NoteRevision.number))
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            Deck.course_id == course_id,
            Deck.owner_id.is_(None),
            Deck.retired_at.is_(None),
            Note.retired_at.is_(None),
        )
    )
    return frozenset(found)


def keep_pictures(
    session: Session,
    course_id: UUID,
    entries: Sequence[Entry],
    pictures: Mapping[str, bytes],
    author: UUID,
    now: datetime,
) -> tuple[tuple[Entry, ...], tuple[Loss, ...]]:
    """Take *pictures* in; return the entries that show them from there, and what was refused."""
    addresses: dict[str, str] = {}
    losses: list[Loss] = []
    for path, data in pictures.items():
        chosen = Chosen(path.rpartition("/")[2], data, "")
        try:
            addresses[path] = upload(session, course_id, _ANY_DECK, chosen, author, now).address
        except PictureRefusedError as error:
            losses.append(Loss("", f"the picture {chosen.name}, which {error}"))
    return tuple(_shown(entries, addresses)), tuple(losses)


def begin_draft(
    session: Session,
    course_id: UUID,
    title: str,
    entries: Iterable[Entry],
    author: UUID,
    now: datetime,
) -> UUID:
    """Begin a draft of a new deck with what is kept of *entries*; return the deck's id."""
    store = read_store(session, course_id)
    key = free_key(session, store, title)
    text = deck_markdown(title, entries)
    return begin(session, store, author, text, key, now).deck_id


def _shown(entries: Iterable[Entry], addresses: Mapping[str, str]) -> Iterable[Entry]:
    for entry in entries:
        front, back = entry.front, entry.back
        for path, address in addresses.items():
            front = front.replace(f"]({path})", f"]({address})")
            back = back.replace(f"]({path})", f"]({address})")
        yield replace(entry, front=front, back=back)
