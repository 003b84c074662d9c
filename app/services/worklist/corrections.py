"""Corrected answers: who learned the one before is told once, with the card or on the course page.

Told is who has since answered the card as it is now, or has said so on the page. Both follow
from what is stored anyway, so that nobody is told twice on two devices.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.models import (
    Card,
    CardRevision,
    Correction,
    CorrectionSeen,
    Deck,
    Event,
    EventType,
    Note,
    Offering,
    Rendering,
    Settlement,
)
from app.quiz.marking.folding import folded
from app.services.events.states import not_retracted
from app.services.worklist.places import answer_of, places
from app.services.worklist.reports import reported
from app.services.worklist.values import Place


@dataclass(frozen=True, slots=True)
class Corrected:
    """A card whose answer is another than the student learned; both as sanitised HTML."""

    card: UUID
    number: int
    question: str
    before: str
    answer: str
    made_at: datetime


def heads(session: Session, note: UUID) -> dict[UUID, int]:
    """Return the published revision of each live card of a note, to compare with later."""
    rows = session.execute(
        select(Card.id, Card.head).where(Card.note_id == note, Card.retired_at.is_(None))
    )
    return {row.id: row.head for row in rows}


def note_corrections(session: Session, before: dict[UUID, int], now: datetime) -> int:
    """Note every card whose answer is another than in its revision *before*; returns how many."""
    made = 0
    for card, number in sorted(before.items()):
        row = session.get(Card, card, populate_existing=True)
        if row is not None and row.retired_at is None:
            made += _note(session, row, number, now)
    session.flush()
    return made


def note_change(session: Session, offering: Offering, settled: Settlement, now: datetime) -> None:
    """Note that the answer of a resolved card has changed since it was reported, if it has."""
    versions = [
        event.version
        for event in session.scalars(reported(offering.id).where(Event.card_id == settled.card_id))
        if event.version is not None and event.received_at <= settled.through
    ]
    card = session.get_one(Card, settled.card_id)
    if versions and _note(session, card, max(versions), now):
        session.flush()


def _note(session: Session, card: Card, before: int, now: datetime) -> bool:
    old = session.get(CardRevision, (card.id, before))
    new = session.get(CardRevision, (card.id, card.head))
    if old is None or new is None or before >= card.head:
        return False
    if folded(answer_of(old)) == folded(answer_of(new)):
        return False
    if session.get(Correction, (card.id, card.head)) is not None:
        return False
    session.add(Correction(card_id=card.id, number=card.head, before=before, made_at=now))
    return True


def untold(
    session: Session, student_id: UUID, offering: Offering, cards: Collection[UUID] | None = None
) -> list[Corrected]:
    """Return the corrections that the student is still to be told of, the newest first.

    With *cards*, of these only. Of several corrections of a card only the last is told.
    """
    query = (
        select(Correction)
        .join(Card, Card.id == Correction.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            Deck.course_id == offering.course_id,
            ~exists().where(
                CorrectionSeen.student_id == student_id,
                CorrectionSeen.card_id == Correction.card_id,
                CorrectionSeen.number >= Correction.number,
            ),
        )
        .order_by(Correction.made_at, Correction.number)
    )
    if cards is not None:
        query = query.where(Correction.card_id.in_(list(cards)))
    last = {row.card_id: row for row in session.scalars(query)}
    if not last:
        return []
    answered = _answered(session, student_id, last)
    new = {c: row for c, row in last.items() if c in answered and answered[c] < row.number}
    here = places(session, offering, new)
    return [_told(session, row, here[card]) for card, row in reversed(new.items()) if card in here]


def _answered(session: Session, student_id: UUID, cards: Collection[UUID]) -> dict[UUID, int]:
    """Return the newest revision of each of *cards* that the student has answered."""
    rows = session.execute(
        select(Event.card_id, func.max(Event.version).label("version"))
        .where(
            Event.student_id == student_id,
            Event.card_id.in_(list(cards)),
            Event.type == EventType.REVIEW.value,
            Event.version.is_not(None),
            not_retracted(),
        )
        .group_by(Event.card_id)
    )
    return {card: version for card, version in rows if card is not None and version is not None}


def mark_told(session: Session, student_id: UUID, offering: Offering, now: datetime) -> int:
    """Note that the student has read of all their corrections; returns how many there were."""
    found = untold(session, student_id, offering)
    for one in found:
        session.add(
            CorrectionSeen(student_id=student_id, card_id=one.card, number=one.number, seen_at=now)
        )
    session.flush()
    return len(found)


def _told(session: Session, row: Correction, place: Place) -> Corrected:
    return Corrected(
        card=row.card_id,
        number=row.number,
        question=place.question,
        before=_answer(session, row.card_id, row.before),
        answer=_answer(session, row.card_id, place.version),
        made_at=row.made_at,
    )


def _answer(session: Session, card: UUID, number: int) -> str:
    """Return the answer of a revision as it was rendered last, or else in plain words."""
    rendered = session.scalars(
        select(Rendering.back)
        .where(Rendering.card_id == card, Rendering.number == number)
        .order_by(Rendering.renderer.desc())
        .limit(1)
    ).first()
    return rendered or escape(answer_of(session.get_one(CardRevision, (card, number))))
