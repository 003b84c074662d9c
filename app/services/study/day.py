"""What a student has done of a study day: it decides what is left of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Event, EventType, User
from app.services.events.states import FOLDED_MODES, not_retracted
from app.srs.queue import counted_seconds
from app.srs.study_days import study_day


@dataclass(frozen=True, slots=True)
class Day:
    """What the student has done of this study day, in this offering.

    *introduced*: cards that were new when the day began, for the first time or once more after a
    reset; *ratings*: of each card answered today, its ratings
    in order.
    """

    today: date
    seconds: float
    notes: frozenset[UUID]
    introduced: frozenset[UUID]
    ratings: Mapping[UUID, Sequence[int]]
    first_run: bool


def day_of(session: Session, student: User, offering_id: UUID, now: datetime) -> Day:
    """Return what counts at *now* of the student's day: folded, un-retracted reviews."""
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    folded = and_(
        Event.student_id == student.id,
        Event.offering_id == offering_id,
        Event.type == EventType.REVIEW.value,
        Event.mode.in_(FOLDED_MODES),
        not_retracted(),
    )
    done = session.execute(
        select(Event.card_id, Event.elapsed_ms, Event.rating, Card.note_id)
        .join(Card, Card.id == Event.card_id)
        .where(folded, Event.study_day == today)
        .order_by(Event.answered_at, Event.device, Event.seq, Event.id)
    ).all()
    ratings: dict[UUID, list[int]] = defaultdict(list)
    for row in done:
        ratings[row.card_id].append(row.rating)
    earliest = session.scalar(select(func.min(Event.study_day)).where(folded))
    return Day(
        today=today,
        seconds=sum(counted_seconds(row.elapsed_ms) for row in done),
        notes=frozenset(row.note_id for row in done),
        introduced=_introduced(session, student.id, ratings),
        ratings=dict(ratings),
        first_run=earliest is None or earliest >= today,
    )


def _introduced(
    session: Session, student_id: UUID, ratings: Mapping[UUID, Sequence[int]]
) -> frozenset[UUID]:
    """Return the cards whose memory holds nothing but the answers of today."""
    found = session.execute(
        select(CardState.card_id, CardState.repetitions).where(
            CardState.student_id == student_id, CardState.card_id.in_(list(ratings))
        )
    )
    return frozenset(row.card_id for row in found if row.repetitions <= len(ratings[row.card_id]))
