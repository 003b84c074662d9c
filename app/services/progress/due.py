"""What is due today and on the days to come, counted without loading any card's content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Enrolment, Note, Offering, User
from app.services import fsrs_sets
from app.services.classes.visibility import instant_for, to_study
from app.services.study.day import Day
from app.srs.memory import MemoryState, Phase
from app.srs.queue import (
    SECONDS_PER_NEW,
    SECONDS_PER_REVIEW,
    Limits,
    QueueCard,
    build_queue,
    new_allowance,
)
from app.srs.study_days import study_day

FORECAST_DAYS = 14

_DAY = timedelta(days=1)
_STATE: tuple[Any, ...] = (
    CardState.stability,
    CardState.phase,
    CardState.study_day,
    CardState.due,
    CardState.suspended,
    CardState.buried_until,
)


@dataclass(frozen=True, slots=True)
class Today:
    """What is to be studied in the rest of the study day. *minutes*: what that is expected
    to take; *minutes_left*: of the student's cap.
    """

    new: int
    review: int
    minutes: float
    minutes_left: float

    @property
    def cards(self) -> int:
        """Return how many cards are to be shown."""
        return self.new + self.review


def scheduled_today(session: Session, enrolment: Enrolment, day: Day, now: datetime) -> Today:
    """Return the counts of the schedule's queue (`study.queue.schedule_queue`)."""
    cap = enrolment.minutes_cap
    left = max(0.0, cap - day.seconds / 60)
    new = new_allowance(len(day.introduced), left, cap_minutes=cap, first_run=day.first_run)
    seen_at = instant_for(enrolment.role, now)
    queue = build_queue(
        _cards(session, enrolment.user_id, enrolment.offering, seen_at),
        now,
        day.today,
        Limits(new_left=new, minutes_left=left),
        fsrs_sets.of_offering(session, enrolment.offering_id),
        day.notes,
    )
    review = queue.learning + queue.review
    seconds = review * SECONDS_PER_REVIEW + queue.new * SECONDS_PER_NEW
    return Today(queue.new, review, min(seconds / 60, left) if left else 0.0, left)


def by_day(
    session: Session, student: User, offering: Offering, visible_at: datetime | None
) -> dict[date, int]:
    """Return how many cards of a course are due on each study day, past ones too.

    Plans begin with a study day, so there are few different instants to place.
    """
    zone = ZoneInfo(student.zone)
    rows = session.execute(
        select(CardState.due, func.count())
        .join(Card, Card.id == CardState.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            CardState.student_id == student.id,
            CardState.suspended.is_(False),
            CardState.due.is_not(None),
            to_study(offering, student.id, visible_at),
        )
        .group_by(CardState.due)
    )
    days: Counter[date] = Counter()
    for due, count in rows:
        assert due is not None
        days[study_day(due, zone, student.rollover_hour)] += count
    return dict(sorted(days.items()))


def coming(due: dict[date, int], first: date, days: int = FORECAST_DAYS) -> list[tuple[date, int]]:
    """Return *days* days from *first* on, each with the cards that come due on it."""
    wanted = (first + number * _DAY for number in range(days))
    return [(day, due.get(day, 0)) for day in wanted]


def _cards(
    session: Session, student_id: UUID, offering: Offering, visible_at: datetime | None
) -> list[QueueCard]:
    """Return every live card as the queue needs it: plain columns, no content."""
    place, deck_place = Note.position * 1000 + Card.position, Deck.position
    rows = session.execute(
        select(Card.id, Card.note_id, Note.deck_id, deck_place, place, *_STATE)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .outerjoin(
            CardState, and_(CardState.card_id == Card.id, CardState.student_id == student_id)
        )
        .where(to_study(offering, student_id, visible_at))
    )
    return [
        QueueCard(
            card=card,
            note=note,
            deck=deck,
            deck_position=deck_position,
            position=position,
            state=MemoryState(stability=state[0], phase=Phase(state[1] or 0), study_day=state[2]),
            due=state[3],
            suspended=bool(state[4]),
            buried_until=state[5],
        )
        for card, note, deck, deck_position, position, *state in rows
    ]
