"""Marking an attempt, the student's own judgement, and what both mean for the cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models import Attempt, AttemptItem, MarkedBy, Marking, Offering, User
from app.quiz.types import TYPES
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, ResponseError
from app.services.attempts import pool, quiz_events, results
from app.services.attempts.bodies import from_json
from app.services.attempts.given import is_empty, response
from app.wording import say

# Written by hand, so that the key's verdict may be mistaken.
JUDGED = frozenset({"essay", "short_answer", "cloze", "list", "numeric"})


class JudgementError(ValueError):
    """An answer cannot be judged by the student; the message says why."""


def mark_attempt(
    session: Session, student: User, offering: Offering, attempt: Attempt, now: datetime
) -> None:
    """Mark every question by its key and write the events; for an attempt just handed in."""
    given = results.answers(results.responses(session, attempt))
    course = pool.course(session, offering)
    markings: list[tuple[AttemptItem, Marking]] = []
    for item in results.items(session, attempt):
        body = from_json(item.type, item.snapshot["body"])
        try:
            said = response(item, given.get(item.position))
            outcome = TYPES[item.type].mark(body, said, course)
        except ResponseError:  # saved before it was checked, or by hand: it says nothing
            outcome = UNANSWERED
        markings.append((item, _marking(item, 1, outcome, MarkedBy.KEY, now)))
    session.add_all(marking for _, marking in markings)
    session.flush()
    told = [(i, m) for i, m in markings if not is_empty(given.get(i.position))]
    quiz_events.write(session, student, offering, told, now)


def judge(
    session: Session,
    student: User,
    offering: Offering,
    item: AttemptItem,
    *,
    right: bool,
    now: datetime,
) -> None:
    """Put the student's judgement above the key's: an essay, or "I was right".

    The marking before it stays in the log. Raises JudgementError for an attempt that runs,
    an answer that was not given, and a type whose key leaves nothing to judge.
    """
    session.refresh(student, with_for_update=True)
    attempt = session.get_one(Attempt, (item.student_id, item.attempt_id))
    before = results.markings(session, attempt).get(item.position)
    if before is None:
        raise JudgementError(say("Hand the quiz in first; then you can judge your answers."))
    given = results.answers(results.responses(session, attempt)).get(item.position)
    if not may_judge(item) or is_empty(given):
        raise JudgementError(say("There is nothing to judge in this answer."))
    if before.credit == float(right):
        return
    marking = _marking(item, before.number + 1, Outcome(float(right)), MarkedBy.STUDENT, now)
    marking.parts = before.parts  # what the key found stays beside the student's word
    session.add(marking)
    session.flush()
    quiz_events.write(session, student, offering, [(item, marking)], now, instead_of=before)


def may_judge(item: AttemptItem) -> bool:
    """Tell whether the answer was written by hand, so that its marking may be mistaken."""
    return item.type in JUDGED


def _marking(
    item: AttemptItem, number: int, outcome: Outcome, by: MarkedBy, now: datetime
) -> Marking:
    return Marking(
        student_id=item.student_id,
        attempt_id=item.attempt_id,
        position=item.position,
        number=number,
        credit=outcome.credit,
        parts=_parts(outcome.parts),
        marked_by=by.value,
        key_revision=item.deck_revision,
        marked_at=now,
    )


def _parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Return the parts as JSON: ``{id, right, marked}``, *marked* with verdict and reason."""
    return [asdict(part) for part in parts]
