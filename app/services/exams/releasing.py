"""Releasing an exam: from then on it stays as it is, and students may read it if that is said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Exam, ExamItem, Offering
from app.policy import Actor
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.exams.building import ExamError
from app.wording import say


def release(
    session: Session, actor: Actor, offering: Offering, exam: Exam, now: datetime, *, shown: bool
) -> None:
    """Release the exam, or say anew whether students see it. Raises ExamError.

    Students do not get to see an item that another exam is still going to ask.
    """
    if exam.drawn_at is None:
        raise ExamError(say("Draw the exam first: there is nothing yet that could be released."))
    if shown:
        _check_unasked(session, exam)
    exam.released_at = exam.released_at or now
    exam.shown = shown
    session.flush()
    detail = {"exam": str(exam.id), "shown": shown}
    audit.note(session, actor, offering, Did.EXAM_RELEASED, exam.title, detail, now)


def readable(session: Session, offering: Offering) -> list[Exam]:
    """Return the exams that students of the offering may read, the latest first."""
    return list(
        session.scalars(
            select(Exam)
            .where(
                Exam.offering_id == offering.id, Exam.released_at.is_not(None), Exam.shown.is_(True)
            )
            .order_by(Exam.day.desc(), Exam.id)
        )
    )


def find_readable(session: Session, offering: Offering, exam_id: UUID) -> Exam | None:
    """Return the exam if students of the offering may read it."""
    return next((exam for exam in readable(session, offering) if exam.id == exam_id), None)


def _check_unasked(session: Session, exam: Exam) -> None:
    own = select(ExamItem.question_id).where(ExamItem.exam_id == exam.id)
    other = session.scalar(
        select(Exam)
        .join(ExamItem, ExamItem.exam_id == Exam.id)
        .where(ExamItem.question_id.in_(own), Exam.id != exam.id, Exam.released_at.is_(None))
        .limit(1)
    )
    if other is not None:
        raise ExamError(
            say(
                "The exam “%(title)s” of %(day)s asks some of the same items and is not released. "
                "Release that one first, draw it anew without them, or release this one without "
                "showing it to students.",
                title=other.title,
                day=other.day.isoformat(),
            )
        )
