"""After the last exam study rests, until the student asks to keep remembering.

While it rests no card of the course is due; going through a deck works as before. Another
exam that is announced ends the rest by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import AuditEvent, Enrolment, Offering, Role, User
from app.services import study_preferences
from app.services.classes.audit import Did
from app.services.exams_ahead import Exam, exam_over, exams_of
from app.srs.study_days import day_start

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rest:
    """The exam that is over and how it was prepared for: of its *cards* so many were *met*, in
    so many *answers*. *expected*: the share that was to be recalled on the day by the memory
    model, None after few answers or where cards were answered since.
    """

    exam: Exam
    cards: int
    met: int
    answers: int
    expected: float | None


def rests_after(
    session: Session, student: User, enrolment: Enrolment, now: datetime
) -> Exam | None:
    """Return the exam after which *student* lets the course rest, None while it is studied."""
    if enrolment.role is not Role.STUDENT:
        return None
    if study_preferences.keeps_remembering(student.preferences, enrolment.offering_id):
        return None
    return exam_over(session, enrolment, now)


def rests(session: Session, student: User, offering: Offering, now: datetime) -> bool:
    """Tell whether *student* lets the course rest, so that no card of it is due."""
    enrolment = session.get(Enrolment, (student.id, offering.id))
    return enrolment is not None and rests_after(session, student, enrolment, now) is not None


def rested_on(
    session: Session, student: User, enrolment: Enrolment, days: Iterable[date]
) -> set[date]:
    """Return those of the study *days* on which the course rested, by the end of the day.

    An exam counts from the day on which it was announced, and going on from the day after the
    student asked for it: what happens later takes no day of rest away.
    """
    if enrolment.role is not Role.STUDENT:
        return set()
    exams = exams_of(session, enrolment)
    if not exams:
        return set()
    announced = _announced(session, enrolment.offering_id)
    since = study_preferences.remembers_since(student.preferences, enrolment.offering_id)
    zone, rollover = ZoneInfo(student.zone), student.rollover_hour
    found = set()
    for day in days:
        begin, end = (day_start(each, zone, rollover) for each in (day, day + _DAY))
        last = _last_exam(exams, announced, end)
        over = last is not None and enrolment.enrolled_at < last < end
        if over and (since is None or begin <= since):
            found.add(day)
    return found


def _last_exam(
    exams: Iterable[Exam], announced: Mapping[str, datetime], known_by: datetime
) -> datetime | None:
    """Return when the last exam is of those that were known then."""
    times = (
        exam.at
        for exam in exams
        if str(exam.id) not in announced or announced[str(exam.id)] < known_by
    )
    return max(times, default=None)


def _announced(session: Session, offering_id: UUID) -> dict[str, datetime]:
    """Return when each exam was added, by its id as text; others were there from the start."""
    exam = AuditEvent.detail["exam"].as_string()
    query = (
        select(exam, func.min(AuditEvent.at))
        .where(AuditEvent.offering_id == offering_id, AuditEvent.action == Did.EXAM_ADDED)
        .group_by(exam)
    )
    return {added: at for added, at in session.execute(query) if added}


def rest_of(session: Session, student: User, enrolment: Enrolment, now: datetime) -> Rest | None:
    """Return the exam and what had been done for it, None while the course is studied."""
    exam = rests_after(session, student, enrolment, now)
    if exam is None:
        return None
    from app.services import exam_cards, readiness  # load numpy

    asked = exam_cards.exam_cards(session, enrolment.offering, student.id, exam, exam.at)
    since = bool((asked.cards.last_day > asked.exam_day).any())
    share = None if since else readiness.share(asked, readiness.recall_then(asked))
    return Rest(
        exam=exam,
        cards=len(asked.ids),
        met=int(asked.cards.seen.sum()),
        answers=asked.answered,
        expected=share.expected if share else None,
    )
