"""The way back: how far a student is behind in schedule mode, and when it is caught up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Enrolment, Note, User
from app.services import pace
from app.services.classes.visibility import instant_for, visible
from app.srs import backlog
from app.srs.backlog import Way
from app.srs.queue import SECONDS_PER_REVIEW
from app.srs.study_days import study_day


@dataclass(frozen=True, slots=True)
class Backlog:
    """*behind*: cards due before today; *ways*: when each of some minutes a day catches up."""

    behind: int
    ways: tuple[Way, ...]


def ways_back(
    session: Session, enrolment: Enrolment, now: datetime, minutes: Sequence[float] = ()
) -> Backlog:
    """Return the student's backlog in one offering, for the day's cap or for *minutes* a day.

    Who joined late is not behind for days before. The seconds of a review are the student's.
    """
    student = session.get_one(User, enrolment.user_id)
    zone = ZoneInfo(student.zone)
    today = study_day(now, zone, student.rollover_hour)
    joined = study_day(enrolment.enrolled_at, zone, student.rollover_hour)
    due = _due(session, student, enrolment, today, now)
    seconds = SECONDS_PER_REVIEW * pace.of_student(session, enrolment.offering, student.id)
    wanted = tuple(minutes) or (float(enrolment.minutes_cap),)
    return Backlog(
        behind=backlog.behind(due, today, joined),
        ways=tuple(backlog.ways_back(due, today, joined, wanted, seconds)),
    )


def _due(
    session: Session, student: User, enrolment: Enrolment, today: date, now: datetime
) -> Counter[date]:
    """Count the cards due on each study day; suspended and buried ones are not waiting."""
    zone, by_day = ZoneInfo(student.zone), Counter[date]()
    found = session.execute(
        select(CardState.due, func.count())
        .join(Card, Card.id == CardState.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            CardState.student_id == student.id,
            CardState.due.is_not(None),
            CardState.suspended.is_(False),
            CardState.buried_until.is_(None) | (CardState.buried_until <= today),
            Deck.course_id == enrolment.offering.course_id,
            Deck.retired_at.is_(None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
            visible(enrolment.offering_id, instant_for(enrolment.role, now)),
        )
        .group_by(CardState.due)
    )
    for due, cards in found:
        if due is not None:
            by_day[study_day(due, zone, student.rollover_hour)] += cards
    return by_day
