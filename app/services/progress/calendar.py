"""Answers by study day, and the streak, which forgives days on which nothing was due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from app.models import CardState, Event, User
from app.services.events.states import FOLDED_MODES
from app.services.progress.answers import answers_of
from app.srs import streak as days_in_a_row
from app.srs.study_days import day_start, study_day

LONGEST_PAUSE = 60  # days without an answer that a streak can last, however little was due

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

    A day on which no card was due neither counts nor ends the row.
    """
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    query = select(Event.study_day).where(answers_of(student.id)).distinct()
    studied = set(session.scalars(query))
    free = _free_days(session, student, studied, today)
    return days_in_a_row.streak(studied, today, free)


def _free_days(session: Session, student: User, studied: set[date], today: date) -> set[date]:
    """Return the days without an answer, back to the first that had cards due, that are free."""
    free: set[date] = set()
    first = min(studied, default=today)
    day = today - _DAY
    while day >= first and len(free) < LONGEST_PAUSE:
        if day not in studied:
            if _was_due(session, student, day):
                break
            free.add(day)
        day -= _DAY
    return free


def _was_due(session: Session, student: User, day: date) -> bool:
    """Tell whether a card waited on *day*, a day without answers: it is due since, or it was
    answered on a later day and had been due by the end of that one.
    """
    end = day_start(day + _DAY, ZoneInfo(student.zone), student.rollover_hour)
    waiting = exists().where(
        CardState.student_id == student.id,
        CardState.due < end,
        CardState.study_day < day,
        CardState.suspended.is_(False),
    )
    answered_late = exists().where(
        Event.student_id == student.id,
        Event.study_day > day,
        Event.planned_due < end,
        Event.mode.in_(FOLDED_MODES),
    )
    return bool(session.scalar(select(or_(waiting, answered_late))))
