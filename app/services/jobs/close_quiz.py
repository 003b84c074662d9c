"""The job ``close_quiz``: hands in what nobody came back to, and tells the cards of the class.

Marks that show only after closing must not show before by a card that is due early, so the
events of these attempts are written now. Marks that never show write none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Attempt, Offering, Quiz, User
from app.services.attempts import release, saving
from app.services.attempts.marking import write_events
from app.services.jobs.wanted import want

AT_ONCE = 10  # attempts in one transaction, so that nobody waits for long


def run(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """Settle some attempts at a quiz and want the rest; nothing for one that was reopened."""
    quiz = session.get(Quiz, UUID(payload["quiz"]))
    if quiz is None or quiz.closes_at is None or now < quiz.closes_at:
        return
    offering = session.get_one(Offering, quiz.offering_id)
    query = select(Attempt).where(Attempt.quiz_id == quiz.id)
    done = int(payload.get("done", 0))
    ordered = query.order_by(Attempt.started_at, Attempt.id).offset(done)
    found = session.scalars(ordered.limit(AT_ONCE)).all()
    for attempt in found:
        student = session.get_one(User, attempt.student_id)
        if attempt.submitted_at is None and saving.is_over(attempt, now):
            saving.submit(session, student, offering, attempt, now)
        if release.of(session, attempt, now).marks:
            write_events(session, student, offering, attempt, now)
    if len(found) == AT_ONCE:
        done += AT_ONCE
        key = f"close_quiz:{quiz.id}:{quiz.closes_at.isoformat()}:{done}"
        want(session, "close_quiz", key, now, payload | {"done": done})
