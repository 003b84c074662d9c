"""Answers by study day, and the streak, which forgives days on which nothing was due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Enrolment, Event, Note, User
from app.services import enrolments
from app.services.classes.visibility import instant_for, to_study
from app.services.events.states import FOLDED_MODES
from app.services.progress.answers import answers_of
from app.services.study.rest import rested_on
from app.srs import streak as days_in_a_row
from app.srs.study_days import day_start, study_day

# Days without an answer that a streak can last while a course is studied, however little is due;
# days on which every course rests are not among them.
LONGEST_PAUSE = 60

_DAY = timedelta(days=1)


def answers_by_day(session: Session, student_id: UUID, offering_id: UUID) -> dict[date, int]:
    """Return how many answers each study day has in one course, the days in order."""
    query = (
        select(Event.study_day, func.count())
        .where(answers_of(student_id, offering_id))
        .group_by(Event.study_day)
        .order_by(Event.study_day)
    )
    return dict(session.execute(query).all())


def streak(session: Session, student: User, now: datetime) -> int:
    """Return on how many study days in a row the student has answered, in any course.

    A day on which no card was due neither counts nor ends the row; nothing is due in a course
    that rests after its last exam.
    """
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    query = select(Event.study_day).where(answers_of(student.id)).distinct()
    studied = set(session.scalars(query))
    free = _free_days(session, student, studied, today)
    return days_in_a_row.streak(studied, today, free)


def _free_days(session: Session, student: User, studied: set[date], today: date) -> set[date]:
    """Return the days without an answer, back to the first that had cards due, that are free."""
    first = min(studied, default=today)
    pauses = [
        today - number * _DAY
        for number in range(1, 1 + (today - first).days)
        if today - number * _DAY not in studied
    ]
    zone, rollover = ZoneInfo(student.zone), student.rollover_hour
    courses = [
        (
            each,
            study_day(each.enrolled_at, zone, rollover),
            rested_on(session, student, each, pauses),
        )
        for each in enrolments.of_user(session, student.id)
    ]
    free: set[date] = set()
    waited = 0
    for day in pauses:
        awake = [each for each, joined, rests in courses if joined <= day and day not in rests]
        if awake and (waited == LONGEST_PAUSE or _was_due(session, student, awake, day)):
            break
        waited += bool(awake)
        free.add(day)
    return free


def _was_due(session: Session, student: User, courses: Sequence[Enrolment], day: date) -> bool:
    """Tell whether a card of *courses* waited on *day*, a day without answers: it is due since,
    or it was answered on a later day and had been due by the end of that one.
    """
    end = day_start(day + _DAY, ZoneInfo(student.zone), student.rollover_hour)
    asked = (to_study(each.offering, student.id, instant_for(each.role, end)) for each in courses)
    waiting = (
        select(CardState.card_id)
        .join(Card, Card.id == CardState.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            CardState.student_id == student.id,
            CardState.due < end,
            CardState.study_day < day,
            CardState.suspended.is_(False),
            or_(CardState.buried_until.is_(None), CardState.buried_until <= day),
            or_(*asked),
        )
        .exists()
    )
    answered_late = exists().where(
        Event.student_id == student.id,
        Event.offering_id.in_([each.offering_id for each in courses]),
        Event.study_day > day,
        Event.planned_due < end,
        Event.mode.in_(FOLDED_MODES),
    )
    return bool(session.scalar(select(or_(waiting, answered_late))))
