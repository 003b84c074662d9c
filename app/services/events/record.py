"""Taking answers in: what is stored, as what, and which states follow.

An event is a fact: only what is foreign to the student is rejected here (what is malformed
never gets here), and nothing is refused for being late. The rules on clocks are those of
the data model: more than five minutes ahead, or before the enrolment, is stored at receipt
time with the original instant kept in ``detail``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Enrolment, Event, EventType, Note, Offering, User
from app.services import fsrs_sets
from app.services.events.merged import with_survivors
from app.services.events.rows import Receipt, row
from app.services.events.states import refold
from app.services.events.types import NewEvent, Result, Status

AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a student meets a card: the enrolment that makes the card theirs."""

    offering_id: UUID
    enrolled_at: datetime
    left_at: datetime | None


def record(
    session: Session, student: User, batch: Sequence[NewEvent], now: datetime
) -> list[Result]:
    """Store the *batch*, re-fold the cards it touches, and tell the fate of each event.

    The student's row is locked first, so that two batches of one student never interleave
    (SQLite has locked the whole database by then). The same events in any order, however
    often, lead to the same log and the same memory states.
    """
    session.refresh(student, with_for_update=True)  # the study day may have changed meanwhile
    known = _known(session, student.id, (event.id for event in batch))
    places = _places(session, student.id, {e.card for e in batch if e.card is not None})
    dues = _planned_dues(session, student.id, places)
    results: list[Result] = []
    fresh: list[NewEvent] = []
    for event in batch:
        reason = None if event.id in known else _foreign(event, places)
        if event.id in known:
            results.append(Result(event.id, Status.DUPLICATE))
        elif reason is not None:
            results.append(Result(event.id, Status.REJECTED, reason))
        else:
            known.add(event.id)
            fresh.append(event)
            results.append(Result(event.id, Status.STORED))
    if fresh:
        rows = [_row(event, student, _place(event, places), now, dues) for event in fresh]
        session.execute(insert(Event), rows)
        touched = with_survivors(session, _touched(session, student.id, fresh))
        refold(session, student, touched, balanced_at=now, keep_plans=True)
        _follow(session, student.id, fresh, places)
    return results


def _follow(
    session: Session, student_id: UUID, fresh: Sequence[NewEvent], places: dict[UUID, _Place]
) -> None:
    """Move what the class models know of the student; only where there is one is numpy loaded."""
    batch = [event.id for event in fresh]
    for offering_id in sorted({places[e.card].offering_id for e in fresh if e.card}):
        if fsrs_sets.has_class_model(session, offering_id):
            from app.services.class_following import take_in

            take_in(session, student_id, offering_id, batch)


def _known(session: Session, student_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    stored = select(Event.id).where(Event.student_id == student_id, Event.id.in_(list(ids)))
    return set(session.scalars(stored))


def _places(session: Session, student_id: UUID, cards: set[UUID]) -> dict[UUID, _Place]:
    """Map each of *cards* that is the student's to the latest enrolment that makes it so."""
    if not cards:
        return {}
    rows = session.execute(
        select(Card.id, Enrolment.offering_id, Enrolment.enrolled_at, Enrolment.left_at)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(Offering, Offering.course_id == Deck.course_id)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(
            Card.id.in_(cards),
            Enrolment.user_id == student_id,
            (Deck.owner_id.is_(None)) | (Deck.owner_id == student_id),
        )
        # The last row of a card wins: an enrolment that still runs, then the newest.
        .order_by(Enrolment.left_at.is_(None), Enrolment.enrolled_at)
    )
    return {card: _Place(offering, since, left) for card, offering, since, left in rows}


def _planned_dues(session: Session, student_id: UUID, cards: Iterable[UUID]) -> dict[UUID, Any]:
    rows = session.execute(
        select(CardState.card_id, CardState.due).where(
            CardState.student_id == student_id, CardState.card_id.in_(list(cards))
        )
    )
    return {row.card_id: row.due for row in rows}


def _foreign(event: NewEvent, places: dict[UUID, _Place]) -> str | None:
    """Say why the event cannot be this student's, None when it can."""
    if event.card is None:
        return None
    place = places.get(event.card)
    if place is None:
        return f"Card {event.card} is in none of your courses."
    if place.left_at is not None and event.answered_at > place.left_at:
        return "You had left this course before you answered."
    return None


def _place(event: NewEvent, places: dict[UUID, _Place]) -> _Place | None:
    return places[event.card] if event.card is not None else None


def _row(
    event: NewEvent, student: User, place: _Place | None, now: datetime, dues: dict[UUID, Any]
) -> dict[str, Any]:
    reviewed = event.type is EventType.REVIEW and event.card is not None
    receipt = Receipt(
        offering_id=place.offering_id if place else None,
        received_at=now,
        planned_due=dues.get(event.card) if reviewed and event.card else None,
    )
    return row(_with_plausible_time(event, place, now), student, receipt)


def _with_plausible_time(event: NewEvent, place: _Place | None, now: datetime) -> NewEvent:
    """Return *event*, at receipt time where its clock cannot be right (the original is kept)."""
    early = place is not None and event.answered_at < place.enrolled_at
    if not early and event.answered_at <= now + AHEAD:
        return event
    detail = {**event.detail, "client_answered_at": event.answered_at.isoformat()}
    return replace(event, answered_at=now, detail=detail)


def _touched(session: Session, student_id: UUID, events: Sequence[NewEvent]) -> set[UUID]:
    """Return the cards whose fold the *events* may change, those of retracted events too."""
    cards = {event.card for event in events if event.card is not None}
    targets = [event.target for event in events if event.target is not None]
    if targets:
        cards.update(
            card
            for card in session.scalars(
                select(Event.card_id).where(Event.student_id == student_id, Event.id.in_(targets))
            )
            if card is not None
        )
    return cards
