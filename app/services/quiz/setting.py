"""Setting a quiz for a class: made, changed, announced, deleted.

Until somebody has begun, everything may change, and every change draws the questions anew by
the same seed. From then on only its name, its dates, what shows when, and "counts" off: nobody
answers under other rules than those that stood on the start page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.models import Attempt, Offering, Quiz, Shown
from app.policy import Actor
from app.services.attempts.start import extra_time
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.jobs.wanted import want
from app.services.quiz import drawing
from app.services.quiz.drawing import Source
from app.wording import say

TITLE_LENGTH = 200
MOST_ATTEMPTS = 20
MOST_POINTS = 100.0
# The most that "extra time" can be (app.services.classes.roster), so that nobody answers later.
MOST_EXTRA = 3
SETTLED = timedelta(minutes=1)
_ORDER = (Shown.AT_ONCE, Shown.CLOSED, Shown.NEVER)


class QuizError(ValueError):
    """A quiz cannot be set like this; the message says why, *field* names what to change."""

    def __init__(self, message: str, field: str = "title") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Terms:
    """What staff decide of a quiz; the fields are those of the table."""

    title: str
    source: Source
    questions: int
    points: float | None = None
    minutes: int | None = None
    most_attempts: int | None = 1
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    marks: Shown = Shown.AT_ONCE
    keys: Shown = Shown.AT_ONCE
    feedback: Shown = Shown.AT_ONCE
    counts: bool = False


def of_offering(session: Session, offering: Offering) -> list[Quiz]:
    """Return the quizzes of an offering, the newest first."""
    query = select(Quiz).where(Quiz.offering_id == offering.id)
    return list(session.scalars(query.order_by(Quiz.created_at.desc(), Quiz.id)))


def find(session: Session, offering: Offering, quiz_id: UUID) -> Quiz | None:
    """Return the quiz of this id in the offering, if there is one."""
    quiz = session.get(Quiz, quiz_id)
    return quiz if quiz is not None and quiz.offering_id == offering.id else None


def attempts(session: Session, quiz: Quiz) -> int:
    """Return how many attempts were begun, by whomever."""
    query = select(func.count()).select_from(Attempt).where(Attempt.quiz_id == quiz.id)
    return session.scalar(query) or 0


def create(session: Session, actor: Actor, offering: Offering, terms: Terms, now: datetime) -> Quiz:
    """Make a quiz that students do not see yet; its questions are still to be drawn.

    Raises QuizError.
    """
    _check(terms)
    quiz = Quiz(id=uuid4(), offering_id=offering.id, seed=uuid4().hex, created_at=now)
    _set_all(quiz, terms)
    session.add(quiz)
    session.flush()
    audit.note(session, actor, offering, Did.QUIZ_MADE, quiz.title, {"quiz": str(quiz.id)}, now)
    return quiz


def change(
    session: Session, actor: Actor, offering: Offering, quiz: Quiz, terms: Terms, now: datetime
) -> bool:
    """Change a quiz; returns whether its questions are to be drawn anew. Raises QuizError."""
    session.refresh(quiz, with_for_update=True)  # nobody begins meanwhile
    _check(terms)
    begun = attempts(session, quiz) > 0
    if begun:
        _change_begun(session, quiz, terms, now)
    else:
        _set_all(quiz, terms)
    session.flush()
    if quiz.published_at is not None:
        _want_release(session, quiz, now)
    detail = {"quiz": str(quiz.id), "counts": quiz.counts}
    audit.note(session, actor, offering, Did.QUIZ_CHANGED, quiz.title, detail, now)
    return not begun


def publish(session: Session, actor: Actor, offering: Offering, quiz: Quiz, now: datetime) -> None:
    """Announce a quiz to the class, with whether it counts. Raises QuizError without questions."""
    session.refresh(quiz, with_for_update=True)
    if quiz.published_at is not None:
        return
    if not drawing.count(session, quiz):
        raise QuizError(say("There is no question of what you chose. Choose more decks or types."))
    if quiz.closes_at is not None and quiz.closes_at <= now:
        raise QuizError(say("The quiz would be closed already. Give it a later closing date."))
    quiz.published_at = now
    session.flush()
    _want_release(session, quiz, now)
    detail = {"quiz": str(quiz.id), "counts": quiz.counts}
    audit.note(session, actor, offering, Did.QUIZ_ANNOUNCED, quiz.title, detail, now)


def remove(session: Session, actor: Actor, offering: Offering, quiz: Quiz, now: datetime) -> None:
    """Delete a quiz that nobody has begun; raises QuizError otherwise."""
    session.refresh(quiz, with_for_update=True)
    if attempts(session, quiz):
        raise QuizError(say("Somebody has begun it, so it stays. Close it instead."))
    session.execute(delete(Quiz).where(Quiz.id == quiz.id))
    audit.note(session, actor, offering, Did.QUIZ_DELETED, quiz.title, {}, now)


def deadline(session: Session, quiz: Quiz, student_id: UUID, began: datetime) -> datetime | None:
    """Return when time is up for who began then: by the limit, and at the latest when it closes.

    Extra time comes on top of both.
    """
    extra = extra_time(session, student_id, quiz.offering_id, quiz.minutes or 0)
    ends = [] if quiz.minutes is None else [began + timedelta(minutes=quiz.minutes)]
    ends += [] if quiz.closes_at is None else [quiz.closes_at]
    return min(ends) + extra if ends else None


def _check(terms: Terms) -> None:
    if terms.opens_at and terms.closes_at and terms.closes_at <= terms.opens_at:
        raise QuizError(say("It would close before it opens."), "closes_day")
    rules = (terms.marks, terms.keys, terms.feedback)
    if Shown.CLOSED in rules and terms.closes_at is None:
        raise QuizError(say("Something shows after closing: give it a closing date."), "closes_day")
    marks, keys, feedback = (_ORDER.index(rule) for rule in rules)
    if keys < marks:
        raise QuizError(say("Keys say what the marks are: show them no earlier."), "keys")
    if feedback < keys:
        raise QuizError(say("Feedback says what the key is: show it no earlier."), "feedback")


def _set_all(quiz: Quiz, terms: Terms) -> None:
    quiz.source = drawing.to_json(terms.source)
    quiz.questions, quiz.points, quiz.minutes = terms.questions, terms.points, terms.minutes
    quiz.opens_at, quiz.counts = terms.opens_at, terms.counts
    _set_changeable(quiz, terms)


def _set_changeable(quiz: Quiz, terms: Terms) -> None:
    quiz.title, quiz.closes_at = terms.title, terms.closes_at
    quiz.most_attempts = terms.most_attempts
    quiz.marks_shown, quiz.keys_shown = terms.marks.value, terms.keys.value
    quiz.feedback_shown = terms.feedback.value


def _change_begun(session: Session, quiz: Quiz, terms: Terms, now: datetime) -> None:
    if terms.counts and not quiz.counts:
        raise QuizError(
            say("Somebody has begun it when it did not count, so it cannot count any more."),
            "counts",
        )
    reopened = quiz.closes_at is not None and quiz.closes_at <= now
    if reopened and terms.closes_at != quiz.closes_at and Shown.NEVER.value != quiz.keys_shown:
        raise QuizError(say("It is closed and its keys have shown: it stays closed."), "closes_day")
    quiz.counts = terms.counts
    _set_changeable(quiz, terms)
    running = select(Attempt).where(Attempt.quiz_id == quiz.id, Attempt.submitted_at.is_(None))
    for attempt in session.scalars(running.with_for_update()).all():
        attempt.deadline = deadline(session, quiz, attempt.student_id, attempt.started_at)


def _want_release(session: Session, quiz: Quiz, now: datetime) -> None:
    """Want the job that hands in what is left and tells the cards, once nobody can answer."""
    if quiz.closes_at is None:
        return
    due = quiz.closes_at + timedelta(minutes=(quiz.minutes or 0) * MOST_EXTRA) + SETTLED
    key = f"close_quiz:{quiz.id}:{quiz.closes_at.isoformat()}"
    want(session, "close_quiz", key, now, {"quiz": str(quiz.id)}, max(due, now))
