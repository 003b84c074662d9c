"""Lock files and the store: what a course's lock says, and which new notes a lock knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.identity import Decision, Fingerprint, plan
from app.decks.lock import NAME, Items, LockedCard, LockedNote, foreign
from app.decks.model import Deck, Diagnostic, Facet, Kind
from app.models import Card, Note
from app.services.decks.known import NoteRows, load_notes

AT_ONCE = 5000  # uids in one query

Place = tuple[str, int]
"""Where a parsed note stands: the key of its deck, and its position."""


@dataclass(frozen=True, slots=True)
class LockedIds:
    """The uids of a note that is new here: its own, and per card its uid and its items'."""

    note: UUID
    cards: tuple[UUID | None, ...]
    items: tuple[Items, ...]


def locked_notes(session: Session, course_id: UUID) -> list[LockedNote]:
    """Return the live notes of the course, by deck and position, as a lock keeps them."""
    rows = load_notes(session, course_id).values()
    return [_locked(note) for note in rows if note.note.retired_at is None]


def from_locks(
    session: Session, locks: Sequence[LockedNote], decks: Iterable[Deck], new: Iterable[Decision]
) -> Mapping[Place, LockedIds]:
    """Return the uids that *locks* have for those of *decks*' notes that are *new* here.

    The same cascade decides as for known notes. A uid that this server has already is never
    given again: in this course its note is known, in another one the lock is foreign.
    """
    wanted = {(d.path, d.note.position) for d in new if d.uid is None}
    if not locks or not wanted:
        return {}
    taken = _taken(session, Note, [note.uid for note in locks])
    free = _usable(session, [note for note in locks if note.uid not in taken])
    left = [
        replace(deck, notes=tuple(n for n in deck.notes if (deck.path, n.position) in wanted))
        for deck in decks
    ]
    of_uid = {note.uid: note for note in free}
    known = [note.known(position) for position, note in enumerate(free)]
    found = plan(known, left, lambda _: True).decisions
    return {(d.path, d.note.position): _ids(d, of_uid[d.uid]) for d in found if d.uid}


def _usable(session: Session, notes: Sequence[LockedNote]) -> list[LockedNote]:
    """Return *notes*, each uid once, without those whose cards this server has already."""
    once = list({note.uid: note for note in notes}.values())
    cards = _taken(session, Card, [card.uid for note in once for card in note.cards])
    return [note for note in once if not any(card.uid in cards for card in note.cards)]


def foreign_locks(
    session: Session, locks: Sequence[LockedNote], own: Container[UUID]
) -> tuple[Diagnostic, ...]:
    """Return a fault for each lock file whose notes are not the course's *own* but another's."""
    taken = _taken(session, Note, [note.uid for note in locks if note.uid not in own])
    folders = Counter(str(PurePosixPath(n.path).parent / NAME) for n in locks if n.uid in taken)
    return tuple(foreign(path, count) for path, count in sorted(folders.items()))


def _taken(session: Session, kind: type[Note | Card], uids: Iterable[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    wanted = sorted(set(uids))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found.update(session.scalars(select(kind.id).where(kind.id.in_(some))))
    return found


def _ids(decision: Decision, locked: LockedNote) -> LockedIds:
    items = {card.uid: card.items for card in locked.cards}
    cards = tuple(card.uid for card in decision.cards)
    return LockedIds(locked.uid, cards, tuple(items[uid] if uid else () for uid in cards))


def _locked(rows: NoteRows) -> LockedNote:
    return LockedNote(
        uid=rows.note.id,
        path=rows.deck_key,
        kind=Kind(rows.note.kind),
        explicit_id=rows.note.explicit_id,
        fingerprint=Fingerprint(rows.revision.exact, rows.revision.normal),
        cards=tuple(
            LockedCard(
                uid=known.card.id,
                facet=Facet(known.card.facet),
                key=known.card.key,
                front=known.revision.front,
                back=known.revision.back,
                items=tuple((item["id"], item["key"]) for item in known.revision.items),
            )
            for known in rows.cards
            if known.card.retired_at is None
        ),
    )
