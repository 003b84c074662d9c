"""Taking a set quiz: whether a student may begin, and the attempt with its questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Attempt, AttemptItem, Offering, Quiz, QuizItem, QuizMode, User
from app.services.attempts.bodies import from_json
from app.services.attempts.choosing import order_of, rng_of
from app.services.attempts.start import NothingToAskError
from app.services.quiz import drawing, setting
from app.wording import say


class NotOpenError(ValueError):
    """The quiz cannot be begun; the message says why."""


@dataclass(frozen=True, slots=True)
class Open:
    """A quiz as a student's list shows it. *left*: attempts left, None for any number.

    *running* is the attempt to go on with.
    """

    quiz: Quiz
    questions: int
    left: int | None
    running: UUID | None

    @property
    def may_begin(self) -> bool:
        """Whether attempts are left."""
        return self.left is None or self.left > 0


def announced(session: Session, offering: Offering) -> list[Quiz]:
    """Return the quizzes that the class sees, those that close first before the others."""
    query = select(Quiz).where(Quiz.offering_id == offering.id, Quiz.published_at.is_not(None))
    return list(
        session.scalars(query.order_by(Quiz.closes_at.is_(None), Quiz.closes_at, Quiz.created_at))
    )


def look(session: Session, student_id: UUID, quiz: Quiz, now: datetime) -> Open:
    """Return where a student stands with a quiz."""
    tried = select(Attempt).where(Attempt.student_id == student_id, Attempt.quiz_id == quiz.id)
    mine = session.scalars(tried).all()
    running = [a.id for a in mine if a.submitted_at is None and not _late(a, now)]
    left = None if quiz.most_attempts is None else max(0, quiz.most_attempts - len(mine))
    return Open(quiz, drawing.count(session, quiz), left, running[0] if running else None)


def _late(attempt: Attempt, now: datetime) -> bool:
    return attempt.deadline is not None and attempt.deadline < now


def begin(
    session: Session, student: User, offering: Offering, quiz: Quiz, wanted: UUID, now: datetime
) -> Attempt:
    """Begin an attempt, or return the one that was begun as *wanted* or still runs.

    Raises NotOpenError, and NothingToAskError for a quiz whose questions are gone.
    """
    session.refresh(student, with_for_update=True)  # a double click waits here for the first
    session.refresh(quiz, with_for_update={"read": True})  # nobody changes its rules meanwhile
    known = session.get(Attempt, (student.id, wanted))
    if known is not None:
        return known
    stands = look(session, student.id, quiz, now)
    if stands.running is not None:
        return session.get_one(Attempt, (student.id, stands.running))
    _check(quiz, stands, now)
    attempt = Attempt(
        student_id=student.id,
        id=wanted,
        offering_id=offering.id,
        quiz_id=quiz.id,
        mode=QuizMode.SET.value,
        title=quiz.title,
        seed=wanted.hex,
        started_at=now,
        deadline=setting.deadline(session, quiz, student.id, now),
        submitted_at=None,
    )
    session.add(attempt)
    session.flush()
    session.add_all(_items(session, quiz, attempt))
    session.flush()
    return attempt


def _check(quiz: Quiz, stands: Open, now: datetime) -> None:
    if quiz.published_at is None:
        raise NotOpenError(say("This quiz is not announced yet."))
    if quiz.opens_at is not None and now < quiz.opens_at:
        raise NotOpenError(say("This quiz is not open yet."))
    if quiz.closes_at is not None and now >= quiz.closes_at:
        raise NotOpenError(say("This quiz is closed."))
    if not stands.may_begin:
        raise NotOpenError(say("You have no attempt left at this quiz."))
    if not stands.questions:
        raise NothingToAskError(say("This quiz has no questions. Ask your instructor."))


def _items(session: Session, quiz: Quiz, attempt: Attempt) -> list[AttemptItem]:
    """Return the quiz's questions in an order of the attempt's own, their options too."""
    asked = drawing.items(session, quiz)
    rng_of(attempt.seed, "questions").shuffle(asked)
    return [_item(attempt, place, one) for place, one in enumerate(asked, 1)]


def _item(attempt: Attempt, place: int, kept: QuizItem) -> AttemptItem:
    body = from_json(kept.type, kept.snapshot["body"])
    order = order_of(body, rng_of(attempt.seed, kept.item))
    return AttemptItem(
        student_id=attempt.student_id,
        attempt_id=attempt.id,
        position=place,
        item=kept.item,
        type=kept.type,
        points=kept.points,
        deck_id=kept.deck_id,
        deck_revision=kept.deck_revision,
        card_id=kept.card_id,
        version=kept.version,
        snapshot=kept.snapshot | {"order": order},
    )


def taken(session: Session, quiz: Quiz) -> int:
    """Return how many attempts were handed in."""
    query = select(func.count()).select_from(Attempt)
    return (
        session.scalar(query.where(Attempt.quiz_id == quiz.id, Attempt.submitted_at.is_not(None)))
        or 0
    )
