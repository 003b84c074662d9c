"""The exams of a student, ahead and over: the offering's dates, an own one for the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Enrolment
from app.services.classes import exam_dates

# Exam mode was measured for exams up to eight weeks ahead (bench/simulation/grid.py). Farther
# off it would hold back new cards that are better begun at once, so until then studying is
# by the plain schedule, unless somebody asks for exam mode.
NEAR = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam as one student sits it. *weights* by deck; none at all: every deck but optional ones.

    *id* is None for an own date in an offering that has announced none.
    """

    title: str
    at: datetime
    weights: Mapping[UUID, float] = field(default_factory=dict)
    id: UUID | None = None


def exams_of(session: Session, enrolment: Enrolment) -> list[Exam]:
    """Return all exams of an enrolment, the earliest first, past ones too.

    An own date (`Enrolment.exam_at`) stands in place of the offering's last exam.
    """
    exams = [
        Exam(exam.title, exam.at, exam_dates.weights_of(exam), exam.id)
        for exam in exam_dates.in_order(session, enrolment.offering)
    ]
    if enrolment.exam_at is not None:
        last = exams.pop() if exams else Exam(exam_dates.USUAL_TITLE, enrolment.exam_at)
        exams.append(replace(last, at=enrolment.exam_at))
    return sorted(exams, key=lambda exam: (exam.at, exam.title))


def exams_ahead(session: Session, enrolment: Enrolment, now: datetime) -> list[Exam]:
    """Return the exams that lie after *now*, the next one first."""
    return [exam for exam in exams_of(session, enrolment) if exam.at > now]


def next_exam(session: Session, enrolment: Enrolment, now: datetime) -> Exam | None:
    """Return the exam that exam mode studies for, None when none is ahead."""
    return next(iter(exams_ahead(session, enrolment, now)), None)


def exam_over(session: Session, enrolment: Enrolment, now: datetime) -> Exam | None:
    """Return the last exam once it is over and no other is ahead; None for who joined after it."""
    exams = exams_of(session, enrolment)
    last = exams[-1] if exams else None
    return last if last is not None and enrolment.enrolled_at < last.at <= now else None


def is_near(exam: Exam, now: datetime) -> bool:
    """Tell whether studying is for this exam by itself, without being asked for it."""
    return exam.at - now <= NEAR
