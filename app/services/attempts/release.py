"""What of a result its student may see, and when. Every page, list and file asks here.

An attempt of one's own choice shows everything as soon as it is handed in. A set quiz has rules
for marks, for keys and for feedback: at once, when it is closed for everybody, or never. While
the student takes the quiz again, the keys of the tries before stay hidden: the questions are
the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Attempt, Quiz, Shown

# An answer that was on its way when time ran out still counts.
GRACE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Release:
    """What shows: the points of each question, answers beside keys, remarks and explanations."""

    marks: bool
    keys: bool
    feedback: bool


EVERYTHING = Release(marks=True, keys=True, feedback=True)
NOTHING = Release(marks=False, keys=False, feedback=False)


def of(session: Session, attempt: Attempt, now: datetime) -> Release:
    """Return what the student of *attempt* may see of it now."""
    if attempt.submitted_at is None:
        return NOTHING
    if attempt.quiz_id is None:
        return EVERYTHING
    quiz = session.get_one(Quiz, attempt.quiz_id)
    closed = is_closed(session, quiz, now)
    shown = {name: _shows(rule, closed=closed) for name, rule in _rules(quiz).items()}
    again = not closed and _takes_again(session, attempt, now)
    marks = shown["marks"]
    keys = marks and shown["keys"] and not again
    return Release(marks, keys, feedback=keys and shown["feedback"])


def is_closed(session: Session, quiz: Quiz, now: datetime) -> bool:
    """Tell whether nobody can answer any more, those with extra time included."""
    if quiz.closes_at is None or now <= quiz.closes_at:
        return False
    running = select(Attempt.id).where(
        Attempt.quiz_id == quiz.id,
        Attempt.submitted_at.is_(None),
        Attempt.deadline.is_(None) | (Attempt.deadline >= now - GRACE),
    )
    return session.scalar(running.limit(1)) is None


def hidden(session: Session, student_id: UUID, now: datetime) -> set[UUID]:
    """Return the student's attempts whose marks do not show, or not yet."""
    tried = session.scalars(
        select(Attempt).where(
            Attempt.student_id == student_id,
            Attempt.quiz_id.is_not(None),
            Attempt.submitted_at.is_not(None),
        )
    ).all()
    return {one.id for one in tried if not of(session, one, now).marks}


def with_hidden_keys(session: Session, student_id: UUID, now: datetime) -> set[UUID]:
    """Return the student's attempts whose keys do not show, or not yet."""
    tried = session.scalars(
        select(Attempt).where(Attempt.student_id == student_id, Attempt.quiz_id.is_not(None))
    ).all()
    return {one.id for one in tried if not of(session, one, now).keys}


def _rules(quiz: Quiz) -> dict[str, Shown]:
    return {
        "marks": Shown(quiz.marks_shown),
        "keys": Shown(quiz.keys_shown),
        "feedback": Shown(quiz.feedback_shown),
    }


def _shows(rule: Shown, *, closed: bool) -> bool:
    return rule is Shown.AT_ONCE or (rule is Shown.CLOSED and closed)


def _takes_again(session: Session, attempt: Attempt, now: datetime) -> bool:
    """Tell whether the student is at another try of the same quiz."""
    running = select(Attempt.id).where(
        Attempt.student_id == attempt.student_id,
        Attempt.quiz_id == attempt.quiz_id,
        Attempt.submitted_at.is_(None),
        Attempt.deadline.is_(None) | (Attempt.deadline >= now - GRACE),
    )
    return session.scalar(running.limit(1)) is not None
