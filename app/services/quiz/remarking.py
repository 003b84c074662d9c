"""Marking anew by a corrected key, after its effect was shown.

It writes a further marking of each answer that the key marked before, retracts that marking's
event and writes another; what students judged themselves stays. The questions that were kept, of
set quizzes too, get the new key and remember the old one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AttemptItem, MarkedBy, Offering, Quiz, QuizItem, User
from app.policy import Actor
from app.services.attempts import pool, quiz_events, release
from app.services.attempts.bodies import to_json
from app.services.attempts.marking import marking_of
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.quiz import corrections
from app.services.quiz.corrections import Answer, Correction, Key
from app.wording import say


class StaleError(ValueError):
    """The effect is not the one that was shown; the message says what to do."""


def apply(
    session: Session, actor: Actor, offering: Offering, key: Key, digest: str, now: datetime
) -> Correction:
    """Mark anew by the corrected key; returns the effect that it had.

    *digest* names the effect that was shown. Raises StaleError when it would be another.
    """
    asked = corrections.current(session, offering).get(key)
    if asked is None:
        raise StaleError(say("The deck does not ask this any more. Look at the list again."))
    _lock(session, offering, asked)
    kept: list[AttemptItem | QuizItem] = [
        *(item for item, _ in corrections.with_old_key(session, offering, asked)),
        *_of_quizzes(session, offering, asked),
    ]
    shown = corrections.effect(session, offering, asked, kept[0]) if kept else None
    if shown is None or shown.digest != digest:
        raise StaleError(
            say("The key or the answers have changed meanwhile. Look at the effect again.")
        )
    for one in list(corrections.answers_of(session, offering, asked)):
        if one.by_key:
            _mark(session, offering, asked, one, now)
    _give_new_key(session, kept, asked)
    detail = {"item": key[1], "n": shown.n, "gain": shown.gain, "lose": shown.lose}
    subject = " ".join(shown.question.stem.split())
    audit.note(session, actor, offering, Did.RE_MARKED, subject, detail, now)
    return shown


def _lock(session: Session, offering: Offering, asked: pool.Asked) -> None:
    """Let nobody hand in or begin meanwhile: students first, as everywhere, in one order."""
    there = corrections.with_old_key(session, offering, asked)
    students = {attempt.student_id for _, attempt in there}
    locked = select(User.id).where(User.id.in_(students)).order_by(User.id).with_for_update()
    session.execute(locked)
    quizzes = select(Quiz.id).where(Quiz.offering_id == offering.id).order_by(Quiz.id)
    session.execute(quizzes.with_for_update())
    session.expire_all()  # what was read before the lock may be old
    session.refresh(offering)


def _of_quizzes(session: Session, offering: Offering, asked: pool.Asked) -> list[QuizItem]:
    return [
        item
        for item in corrections.quiz_items(session, offering)
        if (item.deck_id, item.item) == (asked.deck.id, asked.question.id[:200])
        and corrections.new_body(item, asked) is not None
    ]


def _mark(
    session: Session, offering: Offering, asked: pool.Asked, one: Answer, now: datetime
) -> None:
    """Add the further marking of an answer; write its event anew if there is one."""
    student = session.get_one(User, one.attempt.student_id)
    marking = marking_of(one.item, one.marking.number + 1, one.outcome, MarkedBy.KEY, now)
    marking.key_revision = asked.deck.revision
    session.add(marking)
    session.flush()
    if one.said and release.of(session, one.attempt, now).marks:
        told = [(one.item, marking)]
        quiz_events.write(session, student, offering, told, now, instead_of=one.marking)


def _give_new_key(
    session: Session, kept: Sequence[AttemptItem | QuizItem], asked: pool.Asked
) -> None:
    """Keep the new key with every question that was asked, and that will be; and the old one."""
    for row in kept:
        old = {"revision": row.deck_revision, "body": row.snapshot["body"]}
        before = [*row.snapshot.get("before", []), old]
        body = to_json(corrections.new_body(row, asked))
        row.snapshot = row.snapshot | {"body": body, "before": before}
        row.deck_revision = asked.deck.revision
    session.flush()
