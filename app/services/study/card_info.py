"""One card as its student has met it: every answer so far, and how it will be remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Event, EventType, Offering, ServerEventType, User
from app.services import fsrs_sets
from app.services.events.states import memory_of, not_retracted
from app.services.study.cards import CardRow, load_cards
from app.services.study.rest import rests
from app.srs.memory import NEW, MemoryState, Parameters
from app.srs.states import retrievability_on
from app.srs.study_days import study_day

AHEAD = (0, 7, 30, 90)  # days from today
MOST_ANSWERS = 50  # the newest

_TOLD = (EventType.REVIEW, ServerEventType.QUIZ, ServerEventType.RESET)


@dataclass(frozen=True, slots=True)
class Met:
    """One entry of the history. *type*: review, quiz or reset; *rating*: 1 … 4 of a review."""

    at: datetime
    type: str
    mode: str | None
    rating: int | None
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class Expected:
    """The probability (0 … 1) that the card is recalled in so many *days*, left alone till then."""

    days: int
    recall: float


@dataclass(frozen=True, slots=True)
class CardInfo:
    """The card's place, memory and due date (None while its course rests), its answers (newest
    first) and the forecast.
    """

    deck: str
    memory: MemoryState
    due: datetime | None
    answers: tuple[Met, ...]
    forecast: tuple[Expected, ...]


def card_info(
    session: Session,
    student: User,
    offering: Offering,
    card: UUID,
    now: datetime,
    *,
    visible_at: datetime | None,
) -> CardInfo | None:
    """Return what is known of *card*, None where the student has no such card.

    *visible_at* is the instant at which a student looks; None for staff, who see every deck.
    """
    row = load_cards(session, student.id, offering, visible_at, only=[card]).get(card)
    if row is None:
        return None
    memory = memory_of(row.state) if row.state else NEW
    parameters = fsrs_sets.of_cards(session, student.id, [card])[card]
    return CardInfo(
        deck=row.deck.title,
        memory=memory,
        due=_due(session, student, offering, row, now),
        answers=_answers(session, student.id, row),
        forecast=_forecast(student, memory, parameters, now),
    )


def _due(
    session: Session, student: User, offering: Offering, row: CardRow, now: datetime
) -> datetime | None:
    resting = rests(session, student, offering, now)
    return None if resting or row.state is None else row.state.due


def _answers(session: Session, student_id: UUID, row: CardRow) -> tuple[Met, ...]:
    found = session.scalars(
        select(Event)
        .where(
            Event.student_id == student_id,
            Event.card_id == row.card.id,
            Event.type.in_([kind.value for kind in _TOLD]),
            not_retracted(),
        )
        .order_by(Event.answered_at.desc(), Event.seq.desc(), Event.id)
        .limit(MOST_ANSWERS)
    )
    return tuple(Met(e.answered_at, e.type, e.mode, e.rating, e.elapsed_ms) for e in found)


def _forecast(
    student: User, memory: MemoryState, parameters: Parameters, now: datetime
) -> tuple[Expected, ...]:
    if memory.stability is None:
        return ()
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    return tuple(
        Expected(days, retrievability_on(memory, today + timedelta(days=days), parameters))
        for days in AHEAD
    )
