"""What a set quiz came to in class: the marks together, and how each question measured.

Only students' attempts that were handed in are looked at. Of several the best counts for a
student; questions are judged by everybody's first, before anybody has seen them. Marks of one
student are in what ``rows`` returns alone, and that is for quizzes that count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Attempt, AttemptItem, Enrolment, Marking, Quiz, Role, User
from app.quiz import analysis
from app.quiz.analysis import QuizFigures
from app.services.attempts.results import Score, score
from app.wording import say

TENTHS = 10
# Below these nobody's marks can be told from what the class did, unless the quiz counts.
FEWEST_STUDENTS = 3
FEWEST_SPREAD = 10


Key = tuple[UUID, UUID]  # student, attempt


class NotCountingError(ValueError):
    """Marks of single students were asked for of a quiz that does not count."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt that was handed in, with its questions and the markings that count."""

    attempt: Attempt
    items: tuple[AttemptItem, ...]
    marked: dict[int, Marking]

    @property
    def score(self) -> Score:
        """What it came to."""
        return score(self.items, self.marked)

    def points(self) -> dict[str, float]:
        """Return the points of each question by its id."""
        return {
            item.item: item.points * (self.marked[item.position].credit or 0.0)
            for item in self.items
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A student's line in a quiz that counts: the attempt that counts, and how many there were."""

    name: str
    email: str
    attempts: int
    best: Tried | None
    running: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """The class together: *n* students of *students* have handed in; *running* have not.

    *tenths* counts students by share of the points, the lowest first; None, like *mean* and
    *median* (shares), where there are too few to show.
    """

    n: int
    students: int
    running: int
    mean: float | None
    median: float | None
    tenths: tuple[int, ...] | None


def tried(session: Session, quiz: Quiz) -> list[Tried]:
    """Return the attempts of students that were handed in, in the order in which they began."""
    attempts = session.scalars(
        _of_students(quiz)
        .where(Attempt.submitted_at.is_not(None))
        .order_by(Attempt.started_at, Attempt.id)
    ).all()
    items: dict[Key, list[AttemptItem]] = {_key(one): [] for one in attempts}
    marks: dict[Key, dict[int, Marking]] = {_key(one): {} for one in attempts}
    wanted = select(Attempt.id).where(Attempt.quiz_id == quiz.id)
    found = select(AttemptItem).where(AttemptItem.attempt_id.in_(wanted))
    for item in session.scalars(found.order_by(AttemptItem.position)):
        items.get((item.student_id, item.attempt_id), []).append(item)
    marked = select(Marking).where(Marking.attempt_id.in_(wanted)).order_by(Marking.number)
    for marking in session.scalars(marked):
        marks.get((marking.student_id, marking.attempt_id), {})[marking.position] = marking
    return [Tried(one, tuple(items[_key(one)]), marks[_key(one)]) for one in attempts]


def _key(attempt: Attempt) -> Key:
    return attempt.student_id, attempt.id


def best_of(found: Sequence[Tried]) -> dict[UUID, Tried]:
    """Return the attempt that counts by student: the best, of equal ones the first."""
    best: dict[UUID, Tried] = {}
    for one in found:
        known = best.get(one.attempt.student_id)
        if known is None or one.score.share > known.score.share:
            best[one.attempt.student_id] = one
    return best


def first_of(found: Sequence[Tried]) -> list[Tried]:
    """Return the first attempt of each student."""
    first: dict[UUID, Tried] = {}
    for one in found:
        first.setdefault(one.attempt.student_id, one)
    return list(first.values())


def summary(session: Session, quiz: Quiz, found: Sequence[Tried]) -> Summary:
    """Return what the class came to together; *found* are its attempts."""
    shares = sorted(one.score.share for one in best_of(found).values())
    shown = quiz.counts or len(shares) >= FEWEST_STUDENTS
    spread = quiz.counts or len(shares) >= FEWEST_SPREAD
    running = session.scalars(_of_students(quiz).where(Attempt.submitted_at.is_(None))).all()
    return Summary(
        n=len(shares),
        students=len(_students(session, quiz)),
        running=len(running),
        mean=sum(shares) / len(shares) if shares and shown else None,
        median=_median(shares) if shares and shown else None,
        tenths=_tenths(shares) if shares and spread else None,
    )


def rows(session: Session, quiz: Quiz, found: Sequence[Tried]) -> list[Row]:
    """Return a line for each student of the class, by name. Raises NotCountingError."""
    if not quiz.counts:
        raise NotCountingError(
            say("This quiz does not count: marks of single students stay theirs.")
        )
    best = best_of(found)
    running = {
        one.student_id
        for one in session.scalars(_of_students(quiz).where(Attempt.submitted_at.is_(None)))
    }
    number = dict.fromkeys(best, 0)
    for one in found:
        number[one.attempt.student_id] += 1
    return [
        Row(
            user.name,
            user.email,
            number.get(user.id, 0),
            best.get(user.id),
            user.id in running,
        )
        for user in _students(session, quiz, {*best, *running})
    ]


def measured(found: Sequence[Tried]) -> QuizFigures:
    """Return how the questions measured, from everybody's first attempt."""
    first = first_of(found)
    asked = {item.item: item.points for one in first for item in one.items}
    given = [one.points() for one in first]
    return analysis.analyse({item: [row[item] for row in given] for item in asked}, asked)


def handed_in(one: Tried) -> datetime:
    """Return when an attempt of ``tried`` was handed in."""
    at = one.attempt.submitted_at
    assert at is not None
    return at


def _of_students(quiz: Quiz) -> Select[Attempt]:
    return (
        select(Attempt)
        .join(
            Enrolment,
            (Enrolment.user_id == Attempt.student_id)
            & (Enrolment.offering_id == Attempt.offering_id),
        )
        .where(Attempt.quiz_id == quiz.id, Enrolment.role == Role.STUDENT)
    )


def _students(session: Session, quiz: Quiz, also: set[UUID] | None = None) -> list[User]:
    """Return the students who take part now, and those who did and are in *also*."""
    query = (
        select(User)
        .join(Enrolment, Enrolment.user_id == User.id)
        .where(
            Enrolment.offering_id == quiz.offering_id,
            Enrolment.role == Role.STUDENT,
            Enrolment.left_at.is_(None) | User.id.in_(also or set()),
        )
        .order_by(User.name, User.id)
    )
    return list(session.scalars(query))


def _median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _tenths(shares: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * TENTHS
    for share in shares:
        counts[min(int(share * TENTHS), TENTHS - 1)] += 1
    return tuple(counts)
