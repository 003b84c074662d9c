"""Starting an attempt: what is asked is decided once, by its seed, and kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    Attempt,
    AttemptItem,
    CardState,
    Enrolment,
    Offering,
    QuizMode,
    User,
)
from app.quiz.types.essay import Essay
from app.services.attempts.bodies import to_json
from app.services.attempts.choosing import by_chapter, order_of, rng_of, some
from app.services.attempts.pool import Asked, PoolDeck
from app.services.attempts.results import last_credits
from app.wording import say

MOST_QUESTIONS = 100
MOST_MINUTES = 300
HARD = 7.0  # an FSRS difficulty (1 to 10) from which a card counts as a weak spot


class Scope(StrEnum):
    """What an attempt may be drawn from."""

    ALL = "all"
    DECK = "deck"
    CHAPTER = "chapter"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a student chose. *of* is the deck's id or the chapter; *id* makes it once only.

    *minutes* is the time limit of a mock exam, before the student's extra time. *judged*:
    whether open questions that the student judges belong to it; *made*: whether questions made
    from cards do where an author wrote some, too.
    """

    id: UUID
    mode: QuizMode
    scope: Scope
    of: str
    count: int
    minutes: int | None = None
    judged: bool = False
    made: bool = False


class NothingToAskError(ValueError):
    """There is no question of what was chosen; the message says what to choose instead."""


def start(
    session: Session,
    student: User,
    offering: Offering,
    wanted: Wanted,
    found: Sequence[Asked],
    now: datetime,
) -> Attempt:
    """Make the attempt, or return the one that was made of the same *wanted* before.

    *found* is the pool. Raises NothingToAskError.
    """
    session.refresh(student, with_for_update=True)  # a double click waits here for the first
    known = session.get(Attempt, (student.id, wanted.id))
    if known is not None:
        return known
    chosen = _chosen(session, student, offering, wanted, found, now)
    if not chosen:
        raise NothingToAskError(_NOTHING[wanted.scope])
    attempt = Attempt(
        student_id=student.id,
        id=wanted.id,
        offering_id=offering.id,
        mode=wanted.mode.value,
        title=_title(wanted, chosen),
        seed=wanted.id.hex,
        started_at=now,
        deadline=_deadline(session, student, offering, wanted, now),
        submitted_at=None,
    )
    session.add(attempt)
    session.flush()
    session.add_all(_item(attempt, place, asked) for place, asked in enumerate(chosen, 1))
    session.flush()
    return attempt


_NOTHING = {
    Scope.ALL: say(
        "This course has no questions to practise with yet, and no cards to make some from."
    ),
    Scope.DECK: say("This deck has no questions to practise with. Choose another one."),
    Scope.CHAPTER: say("This chapter has no questions to practise with. Choose another one."),
    Scope.WEAK: say(
        "There are no weak spots yet: they are what you answered wrong in a quiz or forgot "
        "when studying. Choose all decks instead."
    ),
}


def covers(wanted: Wanted, deck: PoolDeck) -> bool:
    """Tell whether questions made from a deck's cards may belong to what was chosen."""
    if wanted.scope is Scope.DECK:
        return str(deck.id) == wanted.of
    if wanted.scope is Scope.CHAPTER:
        return deck.chapter == wanted.of
    return wanted.scope is Scope.ALL


def weak(session: Session, student_id: UUID, found: Sequence[Asked], now: datetime) -> list[Asked]:
    """Return the questions answered wrong last, or whose card was forgotten or is hard."""
    before = last_credits(session, student_id, {asked.question.id for asked in found}, now)
    shaky = _shaky_cards(session, student_id, {a.card_id for a in found if a.card_id})
    return [
        asked for asked in found if before.get(asked.question.id, 1.0) < 1 or asked.card_id in shaky
    ]


def _shaky_cards(session: Session, student_id: UUID, cards: Collection[UUID]) -> set[UUID]:
    return set(
        session.scalars(
            select(CardState.card_id).where(
                CardState.student_id == student_id,
                CardState.card_id.in_(cards),
                (CardState.lapses > 0) | (CardState.difficulty >= HARD),
            )
        )
    )


def _chosen(
    session: Session,
    student: User,
    offering: Offering,
    wanted: Wanted,
    found: Sequence[Asked],
    now: datetime,
) -> list[Asked]:
    open_ = [a for a in found if wanted.judged or not isinstance(a.question.body, Essay)]
    of_it = _in_scope(session, student, wanted, open_, now)
    asked = _times_asked(session, student, offering)
    rng = rng_of(wanted.id.hex, "questions")
    draw = by_chapter if wanted.mode is QuizMode.MOCK else some
    return draw(of_it, min(wanted.count, MOST_QUESTIONS), asked, rng)


def _in_scope(
    session: Session, student: User, wanted: Wanted, found: Sequence[Asked], now: datetime
) -> Sequence[Asked]:
    if wanted.scope is Scope.DECK:
        return [asked for asked in found if str(asked.deck.id) == wanted.of]
    if wanted.scope is Scope.CHAPTER:
        return [asked for asked in found if asked.deck.chapter == wanted.of]
    return weak(session, student.id, found, now) if wanted.scope is Scope.WEAK else found


def _times_asked(session: Session, student: User, offering: Offering) -> dict[str, int]:
    counts: dict[str, int] = {}
    items = session.scalars(
        select(AttemptItem.item)
        .join(
            Attempt,
            (Attempt.student_id == AttemptItem.student_id) & (Attempt.id == AttemptItem.attempt_id),
        )
        .where(Attempt.student_id == student.id, Attempt.offering_id == offering.id)
    )
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts


def _deadline(
    session: Session, student: User, offering: Offering, wanted: Wanted, now: datetime
) -> datetime | None:
    """Return when time is up, with the extra time that the student has in this offering."""
    if wanted.minutes is None:
        return None
    return (
        now
        + timedelta(minutes=wanted.minutes)
        + extra_time(session, student.id, offering.id, wanted.minutes)
    )


def extra_time(session: Session, student_id: UUID, offering_id: UUID, minutes: int) -> timedelta:
    """Return what a student has on top of a time limit of so many minutes."""
    enrolment = session.get(Enrolment, (student_id, offering_id))
    extra = enrolment.extra_time_percent if enrolment else 0
    return timedelta(minutes=minutes) * extra / 100


def _title(wanted: Wanted, chosen: Sequence[Asked]) -> str:
    if wanted.mode is QuizMode.MOCK:
        return "Mock exam"
    if wanted.scope is Scope.DECK:
        return chosen[0].deck.title
    return {Scope.ALL: "All decks", Scope.WEAK: "Weak spots"}.get(wanted.scope, wanted.of)


def _item(attempt: Attempt, position: int, asked: Asked) -> AttemptItem:
    return AttemptItem(
        student_id=attempt.student_id,
        attempt_id=attempt.id,
        position=position,
        **columns(asked, attempt.seed),
    )


def columns(asked: Asked, seed: str) -> dict[str, Any]:
    """Return what ``AskedColumns`` keep of a question; *seed* orders its options."""
    question = asked.question
    return {
        "item": question.id[:200],
        "type": question.type,
        "points": question.points,
        "deck_id": asked.deck.id,
        "deck_revision": asked.deck.revision,
        "card_id": asked.card_id,
        "version": asked.version,
        "snapshot": {
            "stem": question.stem,
            "context": list(question.context),
            "feedback": question.feedback,
            "body": to_json(question.body),
            "order": order_of(question.body, rng_of(seed, question.id)),
        },
    }
