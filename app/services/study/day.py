"""What a student has done of a study day: it decides what is left of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Card, Event, EventType, User
from app.services.events.states import FOLDED_MODES, not_retracted
from app.srs.queue import counted_seconds
from app.srs.study_days import study_day


@dataclass(frozen=True, slots=True)
class Day:
    """What the student has done of this study day, in this offering.

    *introduced*: cards first shown today; *ratings*: of each card answered today, its ratings
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
    reviews = (
        select(Event.card_id, Event.elapsed_ms, Event.study_day, Event.rating, Card.note_id)
        .join(Card, Card.id == Event.card_id)
        .where(
            Event.student_id == student.id,
            Event.offering_id == offering_id,
            Event.type == EventType.REVIEW.value,
            Event.mode.in_(FOLDED_MODES),
            not_retracted(),
        )
    )
    fold_order = (Event.answered_at, Event.device, Event.seq, Event.id)
    done = session.execute(reviews.where(Event.study_day == today).order_by(*fold_order)).all()
    ratings: dict[UUID, list[int]] = defaultdict(list)
    for row in done:
        ratings[row.card_id].append(row.rating)
    folded = reviews.subquery()
    firsts = (
        select(folded.c.card_id, func.min(folded.c.study_day).label("day"))
        .group_by(folded.c.card_id)
        .subquery()
    )
    introduced = session.scalars(select(firsts.c.card_id).where(firsts.c.day == today))
    earliest = session.scalar(select(func.min(firsts.c.day)))
    return Day(
        today=today,
        seconds=sum(counted_seconds(row.elapsed_ms) for row in done),
        notes=frozenset(row.note_id for row in done),
        introduced=frozenset(introduced),
        ratings=dict(ratings),
        first_run=earliest is None or earliest >= today,
    )
