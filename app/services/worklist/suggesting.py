"""A student suggests another text for a card."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import NoteRevision, Offering, Settlement, Sort, Suggestion, User
from app.services.study.cards import load_cards
from app.services.worklist.places import places
from app.services.worklist.values import Place
from app.wording import say

LONGEST = 16_384  # characters, as much as a block of a deck may hold
LONGEST_REASON = 2000
MOST_OPEN = 20  # suggestions of one student in one course


class SuggestionError(ValueError):
    """The suggestion cannot be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Editable:
    """A card of the course with its note's text, which is revision *base*."""

    place: Place
    base: int
    source: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a student sent: *source*, made from revision *base* of the note, and why."""

    base: int
    source: str
    reason: str


def editable(
    session: Session,
    student: User,
    offering: Offering,
    card: uuid.UUID,
    *,
    visible_at: datetime | None,
) -> Editable | None:
    """Return what a suggestion for *card* starts from; None where the student has no such card.

    Private cards are their owner's to change, so nothing is suggested for them.
    """
    row = load_cards(session, student.id, offering, visible_at, only=[card]).get(card)
    if row is None or row.deck.owner_id is not None:
        return None
    revision = session.get_one(NoteRevision, (row.note.id, row.note.head))
    place = places(session, offering, [card])[card]
    return Editable(place, revision.number, revision.source.strip("\n"))


def suggest(
    session: Session,
    student: User,
    offering: Offering,
    found: Editable,
    wish: Wish,
    now: datetime,
) -> Suggestion:
    """Keep the *wish* for the card that was *found*; raises SuggestionError."""
    session.refresh(student, with_for_update=True)  # so that two tabs count together
    source = wish.source.replace("\r\n", "\n").strip("\n")
    _check(source, session.get(NoteRevision, (found.place.note, wish.base)))
    if _open(session, student.id, offering) >= MOST_OPEN:
        raise SuggestionError(
            say(
                "%(number)s of your suggestions wait for an answer. Send more when some are read.",
                number=MOST_OPEN,
            )
        )
    row = Suggestion(
        student_id=student.id,
        id=uuid.uuid4(),
        offering_id=offering.id,
        card_id=found.place.card,
        note_id=found.place.note,
        base=wish.base,
        source=source,
        reason=wish.reason.strip()[:LONGEST_REASON],
        made_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _check(source: str, origin: NoteRevision | None) -> None:
    if origin is None:
        raise SuggestionError(say("This text of the card is not known. Load the page again."))
    if not source.strip():
        raise SuggestionError(
            say("The text is empty. To have a card taken out, leave its text and say so below it.")
        )
    if source == origin.source.strip("\n"):
        raise SuggestionError(say("The text is as it was. Change what should be another."))
    if len(source) > LONGEST:
        raise SuggestionError(say("The text is longer than a card may be. Shorten it."))


def _open(session: Session, student_id: uuid.UUID, offering: Offering) -> int:
    made = session.scalars(
        select(Suggestion.id).where(
            Suggestion.student_id == student_id, Suggestion.offering_id == offering.id
        )
    ).all()
    settled = session.scalar(
        select(func.count(Settlement.subject.distinct())).where(
            Settlement.offering_id == offering.id,
            Settlement.sort == Sort.SUGGESTION.value,
            Settlement.subject.in_([str(one) for one in made]),
            Settlement.undone_at.is_(None),
        )
    )
    return len(made) - (settled or 0)
