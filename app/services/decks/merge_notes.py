"""Two notes declared the same: one goes on with the reviews of both, the other is retired.

No event is rewritten: each card of the one that goes remembers as which card it goes on, and
the fold reads both. Its text is taken out of the published deck first (`without_text`), since
a deck that says the same twice would ask it twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.decks.identity.merged import counterparts
from app.models import Deck, Event, Note, NoteRevision, User
from app.services.decks.decide import known_note
from app.services.decks.drafts import Prepared
from app.services.decks.known import NoteRows, load_notes
from app.services.decks.publishing import publication
from app.services.decks.store import Store
from app.services.decks.write_notes import retire
from app.services.events.merged import merged_into, with_survivors
from app.services.events.states import refold
from app.wording import say

MOST_FOUND = 40


class MergeError(ValueError):
    """The two cannot be merged; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A note to choose: where it stands, and its source."""

    id: UUID
    deck: str
    line: int
    source: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two notes, and the fronts of the cards of *gone*: with and without a counterpart."""

    kept: NoteRows
    gone: NoteRows
    going_on: tuple[tuple[str, str], ...]
    ending: tuple[str, ...]


def search(session: Session, course_id: UUID, text: str) -> list[Found]:
    """Return notes of the course that hold *text*, live ones first, at most MOST_FOUND."""
    wanted = text.strip().lower()
    if not wanted:
        return []
    rows = session.execute(
        select(Note, Deck.key, NoteRevision)
        .join(Deck, Deck.id == Note.deck_id)
        .join(NoteRevision, (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.head))
        .where(
            Deck.course_id == course_id,
            Deck.owner_id.is_(None),
            Note.merged_into.is_(None),
            # SQLite's lower() only knows ASCII; what is typed exactly is found as well.
            or_(
                func.lower(NoteRevision.source).contains(wanted, autoescape=True),
                NoteRevision.source.contains(text.strip(), autoescape=True),
            ),
        )
        .order_by(Note.retired_at.is_not(None), Deck.key, Note.position, Note.id)
        .limit(MOST_FOUND)
    )
    return [
        Found(note.id, key, revision.line, revision.source, note.retired_at is not None)
        for note, key, revision in rows
    ]


def pairing(session: Session, course_id: UUID, kept_id: UUID, gone_id: UUID) -> Pairing:
    """Return what merging *gone_id* into *kept_id* would do; raises MergeError."""
    notes = load_notes(session, course_id)
    kept, gone = notes.get(kept_id), notes.get(gone_id)
    if kept is None or gone is None:
        raise MergeError(say("This course has no such card. Search again."))
    if kept_id == gone_id:
        raise MergeError(say("Choose two different cards."))
    if gone.note.merged_into or kept.note.merged_into:
        raise MergeError(say("One of these was merged already. Search again."))
    if kept.note.retired_at is not None:
        raise MergeError(say("The card that goes on is retired. Choose the other way round."))
    found = counterparts(known_note(kept, {}).cards, known_note(gone, {}).cards)
    fronts = {rows.card.id: rows.revision.front for rows in (*kept.cards, *gone.cards)}
    return Pairing(
        kept,
        gone,
        going_on=tuple((fronts[old], fronts[new]) for old, new in found.items()),
        ending=tuple(fronts[r.card.id] for r in gone.cards if r.card.id not in found),
    )


def without_text(store: Store, gone: NoteRows, author: UUID) -> Prepared | None:
    """Return what taking the text of *gone* out of its deck takes; None if it is retired.

    Raises MergeError where its lines cannot be taken out by themselves.
    """
    if gone.note.retired_at is not None:
        return None
    stored = next(deck for deck in store.decks if deck.id == gone.note.deck_id)
    lines = stored.markdown.split("\n")
    start, end = gone.revision.line - 1, gone.revision.end_line
    if "\n".join(lines[start:end]).strip() != gone.revision.source.strip():
        raise MergeError(_BY_HAND)
    prepared = publication(store, stored.id, "\n".join([*lines[:start], *lines[end:]]), author)
    if prepared.has_errors:
        raise MergeError(_BY_HAND)
    return prepared


def merge_notes(
    session: Session, course_id: UUID, kept_id: UUID, gone_id: UUID, now: datetime
) -> None:
    """Let *kept_id* go on with the reviews of *gone_id*; raises MergeError.

    Of two notes with the very same text it does not matter which is which: if taking one text
    out has retired the one that was to go on, the other goes on.
    """
    notes = load_notes(session, course_id)
    kept, gone = notes.get(kept_id), notes.get(gone_id)
    if kept and gone and kept.note.retired_at and not gone.note.retired_at:
        kept_id, gone_id = gone_id, kept_id
    found = pairing(session, course_id, kept_id, gone_id)
    cards = {rows.card.id: rows.card for rows in found.gone.cards}
    into = counterparts(known_note(found.kept, {}).cards, known_note(found.gone, {}).cards)
    retire([found.gone.note, *cards.values()], now)
    found.gone.note.merged_into = kept_id
    for old, new in into.items():
        cards[old].merged_into = new
    session.flush()
    _refold(session, cards, now)


def _refold(session: Session, cards: Iterable[UUID], now: datetime) -> None:
    """Fold anew for everybody with an answer to one of *cards*, or to what came to them."""
    survivors = with_survivors(session, set(cards))
    merged = merged_into(session, survivors)
    family = {*survivors, *(card for sources in merged.values() for card in sources)}
    students = session.scalars(
        select(Event.student_id).where(Event.card_id.in_(list(family))).distinct()
    ).all()
    for student_id in sorted(students):
        student = session.get_one(User, student_id, with_for_update=True)
        answered = session.scalars(
            select(Event.card_id)
            .where(Event.student_id == student_id, Event.card_id.in_(list(family)))
            .distinct()
        )
        met = {card for card in answered if card is not None}
        refold(session, student, with_survivors(session, met), balanced_at=now)


_BY_HAND = say(
    "The text of the card that goes cannot be taken out by itself. Take it out of the deck, so "
    "that only the other is left, publish that, and then merge the retired card into the other."
)
