"""What a student has done of a study day: it decides what is left of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Event, EventType, User
from app.services.events.states import FOLDED_MODES, not_retracted
from app.srs.queue import counted_seconds
from app.srs.study_days import day_start, study_day

_DAY = timedelta(days=1)


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
    """Return what counts at *now* of the student's day: folded, un-retracted reviews.

    They are those answered since the day began where the account is. A traveller's browser may
    be in another zone, and so on another study day; the minutes are used up all the same.
    """
    zone, rollover = ZoneInfo(student.zone), student.rollover_hour
    today = study_day(now, zone, rollover)
    began, ends = (day_start(day, zone, rollover) for day in (today, today + _DAY))
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
        .where(
            folded,
            # Told for its index: zones are at most a day and an hour apart.
            Event.study_day.between(today - 2 * _DAY, today + 2 * _DAY),
            Event.answered_at >= began,
            Event.answered_at < ends,
        )
        .order_by(Event.answered_at, Event.device, Event.seq, Event.id)
    ).all()
    ratings: dict[UUID, list[int]] = defaultdict(list)
    for row in done:
        ratings[row.card_id].append(row.rating)
    earliest = session.scalar(select(func.min(Event.answered_at)).where(folded))
    return Day(
        today=today,
        seconds=sum(counted_seconds(row.elapsed_ms) for row in done),
        notes=frozenset(row.note_id for row in done),
        introduced=_introduced(session, student.id, ratings),
        ratings=dict(ratings),
        first_run=earliest is None or earliest >= began,
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
