"""What attempts came to: the answers and markings that count, scores and credits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Attempt, AttemptItem, Marking, Offering, Response
from app.services.attempts import release

TREND_QUIZZES = 5
LEAST_TREND = 2


@dataclass(frozen=True, slots=True)
class Score:
    """*points* of *most*; *open_* counts the answers that the student still has to judge."""

    points: float
    most: float
    open_: int = 0

    @property
    def share(self) -> float:
        """The share of the points, in [0, 1]."""
        return self.points / self.most if self.most else 0.0


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt as the history lists it; *score* is None while it runs or does not show."""

    attempt: Attempt
    questions: int
    score: Score | None

    @property
    def running(self) -> bool:
        """Whether it is not handed in yet."""
        return self.attempt.submitted_at is None


@dataclass(frozen=True, slots=True)
class Trend:
    """The share of the points in the last *quizzes*, and in as many before them."""

    quizzes: int
    now: float
    before: float


def trend(past: Sequence[Past]) -> Trend | None:
    """Compare the newest quizzes of *past* (newest first) with those before; None for too few."""
    scores = [one.score for one in past if one.score is not None and not one.score.open_]
    number = min(TREND_QUIZZES, len(scores) // 2)
    if number < LEAST_TREND:
        return None
    return Trend(number, _share(scores[:number]), _share(scores[number : 2 * number]))


def _share(scores: Sequence[Score]) -> float:
    most = sum(one.most for one in scores)
    return sum(one.points for one in scores) / most if most else 0.0


def own(session: Session, student_id: UUID, offering: Offering, attempt_id: UUID) -> Attempt | None:
    """Return the student's attempt of this id in the offering, if there is one."""
    attempt = session.get(Attempt, (student_id, attempt_id))
    return attempt if attempt is not None and attempt.offering_id == offering.id else None


def items(session: Session, attempt: Attempt) -> list[AttemptItem]:
    """Return the questions of an attempt in order."""
    query = select(AttemptItem).where(
        AttemptItem.student_id == attempt.student_id, AttemptItem.attempt_id == attempt.id
    )
    return list(session.scalars(query.order_by(AttemptItem.position)))


def responses(session: Session, attempt: Attempt, through: int | None = None) -> list[Response]:
    """Return what was saved, by number (with *through*: up to that number)."""
    query = select(Response).where(
        Response.student_id == attempt.student_id, Response.attempt_id == attempt.id
    )
    if through is not None:
        query = query.where(Response.number <= through)
    return list(session.scalars(query.order_by(Response.number)))


def answers(saved: Sequence[Response]) -> dict[int, Any]:
    """Return the answer that counts by position: of several the one with the highest number."""
    return {one.position: one.answer for one in saved}


def markings(session: Session, attempt: Attempt) -> dict[int, Marking]:
    """Return the marking that counts by position: the last one."""
    query = select(Marking).where(
        Marking.student_id == attempt.student_id, Marking.attempt_id == attempt.id
    )
    return {one.position: one for one in session.scalars(query.order_by(Marking.number))}


def score(asked: Sequence[AttemptItem], marked: dict[int, Marking]) -> Score:
    """Return the points of an attempt; what nobody has judged yet counts nothing so far."""
    worth = [(one.points, marked.get(one.position)) for one in asked]
    return Score(
        points=sum(points * (m.credit or 0.0) for points, m in worth if m is not None),
        most=sum(points for points, _ in worth),
        open_=sum(m is not None and m.credit is None for _, m in worth),
    )


def history(session: Session, student_id: UUID, offering: Offering, now: datetime) -> list[Past]:
    """Return the student's attempts in the offering, the newest first."""
    hidden = release.hidden(session, student_id, now)
    query = select(Attempt).where(
        Attempt.student_id == student_id, Attempt.offering_id == offering.id
    )
    return [
        _past(session, attempt, hidden)
        for attempt in session.scalars(query.order_by(Attempt.started_at.desc(), Attempt.id))
    ]


def _past(session: Session, attempt: Attempt, hidden: Collection[UUID]) -> Past:
    asked = items(session, attempt)
    done = attempt.submitted_at is not None and attempt.id not in hidden
    return Past(attempt, len(asked), score(asked, markings(session, attempt)) if done else None)


def last_credits(
    session: Session, student_id: UUID, wanted: Collection[str], now: datetime
) -> dict[str, float]:
    """Return the credit that each of these items got when the student last answered it.

    What does not show yet is left out.
    """
    hidden = release.hidden(session, student_id, now)
    last = (
        select(Marking.attempt_id, Marking.position, func.max(Marking.number).label("number"))
        .where(Marking.student_id == student_id)
        .group_by(Marking.attempt_id, Marking.position)
        .subquery()
    )
    rows = session.execute(
        select(AttemptItem.item, Marking.credit)
        .join(
            Marking,
            (Marking.student_id == AttemptItem.student_id)
            & (Marking.attempt_id == AttemptItem.attempt_id)
            & (Marking.position == AttemptItem.position),
        )
        .join(
            last,
            (last.c.attempt_id == Marking.attempt_id)
            & (last.c.position == Marking.position)
            & (last.c.number == Marking.number),
        )
        .where(
            AttemptItem.student_id == student_id,
            AttemptItem.attempt_id.not_in(hidden),
            Marking.credit.is_not(None),
        )
        .order_by(Marking.marked_at)
    )
    return {item: credit for item, credit in rows if credit is not None and item in wanted}


def time_is_up(attempt: Attempt, now: datetime) -> bool:
    """Tell whether the deadline has passed by the server's clock, whether submitted or not."""
    return attempt.deadline is not None and now >= attempt.deadline
