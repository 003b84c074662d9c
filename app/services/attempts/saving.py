"""Saving answers and handing in. Answers are added, never changed; the server's clock decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Attempt, Offering, Response, User
from app.services.attempts import results
from app.services.attempts.marking import mark_attempt
from app.services.attempts.release import GRACE


class Saved(StrEnum):
    """What became of an answer that was sent."""

    SAVED = "saved"
    DUPLICATE = "duplicate"  # this answer had this number before
    TAKEN = "taken"  # another answer has this number: send it again with a higher one
    OVER = "over"  # handed in, or time is up


@dataclass(frozen=True, slots=True)
class Receipt:
    """The fate of an answer, with the highest number that the attempt has now."""

    fate: Saved
    last: int


@dataclass(frozen=True, slots=True)
class Sent:
    """All answers of a page. *seen*: the highest number there was when the page was made.

    *unsaved* names the positions whose answers the page has not saved yet; None where it
    cannot know (no JavaScript): then what differs from what the page showed is new.
    """

    answers: Mapping[int, Any]
    seen: int
    unsaved: Collection[int] | None = None


def save(
    session: Session, attempt: Attempt, position: int, number: int, answer: Any, now: datetime
) -> Receipt:
    """Store one answer under the client's *number*; the same again does no harm.

    *attempt* may have been read in a transaction before this one: it is looked at again.
    """
    key = (attempt.student_id, attempt.id)
    found = session.get(Attempt, key, with_for_update=True, populate_existing=True)
    if found is None:  # deleted with its account
        return Receipt(Saved.OVER, 0)
    attempt = found
    last = last_number(session, attempt)
    known = session.get(Response, (attempt.student_id, attempt.id, number))
    if known is not None:
        same = (known.position, known.answer) == (position, answer)
        return Receipt(Saved.DUPLICATE if same else Saved.TAKEN, last)
    if is_over(attempt, now):
        return Receipt(Saved.OVER, last)
    _add(session, attempt, position, number, answer, now)
    return Receipt(Saved.SAVED, max(number, last))


def save_page(session: Session, attempt: Attempt, sent: Sent, now: datetime) -> int:
    """Store what is new of a page's answers; returns how many were. None once it is over."""
    _lock(session, attempt)
    if is_over(attempt, now):
        return 0
    saved = results.responses(session, attempt)
    shown = results.answers([one for one in saved if one.number <= sent.seen])
    current, number = results.answers(saved), last_number(session, attempt)
    new = 0
    for position, answer in sent.answers.items():
        if sent.unsaved is None:
            changed = answer != shown.get(position)
        else:
            changed = position in sent.unsaved
        if changed and answer != current.get(position):
            new += 1
            _add(session, attempt, position, number + new, answer, now)
    session.flush()
    return new


def submit(
    session: Session, student: User, offering: Offering, attempt: Attempt, now: datetime
) -> None:
    """Hand in and mark what is saved; handing in again changes nothing.

    After the deadline it counts as handed in then.
    """
    session.refresh(student, with_for_update=True)  # before the attempt, as everywhere
    _lock(session, attempt)
    if attempt.submitted_at is not None:
        return
    late = attempt.deadline is not None and now > attempt.deadline
    attempt.submitted_at = attempt.deadline if late else now
    mark_attempt(session, student, offering, attempt, now)


def settle(session: Session, student: User, offering: Offering, now: datetime) -> None:
    """Hand in every attempt of the student in the offering whose time has run out."""
    overdue = select(Attempt).where(
        Attempt.student_id == student.id,
        Attempt.offering_id == offering.id,
        Attempt.submitted_at.is_(None),
        Attempt.deadline < now - GRACE,
    )
    for attempt in session.scalars(overdue).all():
        submit(session, student, offering, attempt, now)


def is_over(attempt: Attempt, now: datetime) -> bool:
    """Tell whether no answer is taken any more."""
    late = attempt.deadline is not None and now > attempt.deadline + GRACE
    return late or attempt.submitted_at is not None


def has_time(attempt: Attempt, now: datetime) -> bool:
    """Tell whether the student may still go back and answer: time is not up, nor is it handed
    in. The grace for what is on its way does not count.
    """
    late = attempt.deadline is not None and now >= attempt.deadline
    return not late and attempt.submitted_at is None


def unanswered(session: Session, attempt: Attempt) -> list[int]:
    """Return the positions of the questions without a saved answer, in order."""
    given = results.answers(results.responses(session, attempt))
    asked = (item.position for item in results.items(session, attempt))
    return [position for position in asked if given.get(position) is None]


def last_number(session: Session, attempt: Attempt) -> int:
    """Return the highest number of an answer, 0 without any."""
    query = select(func.max(Response.number)).where(
        Response.student_id == attempt.student_id, Response.attempt_id == attempt.id
    )
    return session.scalar(query) or 0


def _lock(session: Session, attempt: Attempt) -> None:
    """Let no other request hand in or save at the same time, and see what the last one did."""
    session.refresh(attempt, with_for_update=True)


def _add(
    session: Session, attempt: Attempt, position: int, number: int, answer: Any, now: datetime
) -> None:
    session.add(
        Response(
            student_id=attempt.student_id,
            attempt_id=attempt.id,
            number=number,
            position=position,
            answer=answer,
            received_at=now,
        )
    )
    session.flush()
