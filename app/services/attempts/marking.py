"""Marking an attempt, the student's own judgement, and what both mean for the cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models import Attempt, AttemptItem, MarkedBy, Marking, Offering, Quiz, User
from app.quiz.marking.wordings import Course
from app.quiz.types import TYPES
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, ResponseError
from app.services.attempts import pool, quiz_events, release, results
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
        outcome = by_key(item, given.get(item.position), course)
        markings.append((item, marking_of(item, 1, outcome, MarkedBy.KEY, now)))
    session.add_all(marking for _, marking in markings)
    session.flush()
    told = [(i, m) for i, m in markings if not is_empty(given.get(i.position))]
    if release.of(session, attempt, now).marks:  # else a card that is due soon would tell
        quiz_events.write(session, student, offering, told, now)


def write_events(
    session: Session, student: User, offering: Offering, attempt: Attempt, now: datetime
) -> None:
    """Write the events of an attempt whose marks did not show when it was marked."""
    session.refresh(student, with_for_update=True)
    given = results.answers(results.responses(session, attempt))
    marked = results.markings(session, attempt)
    told = [
        (item, marked[item.position])
        for item in results.items(session, attempt)
        if item.position in marked and not is_empty(given.get(item.position))
    ]
    quiz_events.write(session, student, offering, told, now)


def by_key(item: AttemptItem, answer: Any, course: Course) -> Outcome:
    """Return what a stored answer is worth by the key that *item* holds."""
    body = from_json(item.type, item.snapshot["body"])
    try:
        return TYPES[item.type].mark(body, response(item, answer), course)
    except ResponseError:  # saved before it was checked, or by hand: it says nothing
        return UNANSWERED


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
    counts or does not show its keys, an answer that was not given, and a type whose key
    leaves nothing to judge.
    """
    session.refresh(student, with_for_update=True)
    attempt = session.get_one(Attempt, (item.student_id, item.attempt_id))
    before = results.markings(session, attempt).get(item.position)
    if before is None:
        raise JudgementError(say("Hand the quiz in first; then you can judge your answers."))
    if not open_to_judgement(session, attempt, now):
        raise JudgementError(
            say("Answers are judged by the key in this quiz. Ask your instructor.")
        )
    given = results.answers(results.responses(session, attempt)).get(item.position)
    if not may_judge(item) or is_empty(given):
        raise JudgementError(say("There is nothing to judge in this answer."))
    if before.credit == float(right):
        return
    marking = marking_of(item, before.number + 1, Outcome(float(right)), MarkedBy.STUDENT, now)
    marking.parts = before.parts  # what the key found stays beside the student's word
    session.add(marking)
    session.flush()
    quiz_events.write(session, student, offering, [(item, marking)], now, instead_of=before)


def open_to_judgement(session: Session, attempt: Attempt, now: datetime) -> bool:
    """Tell whether the student's own word counts here: the keys show, and no marks go to staff."""
    quiz = session.get(Quiz, attempt.quiz_id) if attempt.quiz_id else None
    counts = quiz is not None and quiz.counts
    return not counts and release.of(session, attempt, now).keys


def may_judge(item: AttemptItem) -> bool:
    """Tell whether the answer was written by hand, so that its marking may be mistaken."""
    return item.type in JUDGED


def marking_of(
    item: AttemptItem, number: int, outcome: Outcome, by: MarkedBy, now: datetime
) -> Marking:
    """Return the row of a marking, the *number*-th of its answer."""
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
