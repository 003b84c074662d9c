"""Keys that an author has corrected, and what marking anew by them would change.

A key counts as corrected where the published deck asks the same as attempts were asked, with
another key. ``app.services.quiz.remarking`` applies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.decks.normal import normal_form
from app.models import (
    Attempt,
    AttemptItem,
    Deck,
    Enrolment,
    MarkedBy,
    Marking,
    Offering,
    Quiz,
    QuizItem,
    Role,
    User,
)
from app.quiz.questions import Question
from app.quiz.rekeying import rekeyed, same_key
from app.quiz.types import TYPES
from app.quiz.types.outcome import Outcome
from app.services.attempts import pool, results
from app.services.attempts.bodies import from_json, to_json
from app.services.attempts.given import is_empty
from app.services.attempts.marking import by_key

Key = tuple[UUID, str]  # the deck, and the question's id


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is worth something else by the new key; credits are in [0, 1].

    *name* only where the quiz counts: other marks are the student's alone.
    """

    before: float
    after: float
    points: float
    name: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected key with its effect. *was* and *now* are the key as lines of text.

    *n* answers were marked by the old key, *kept* are judged by their students and stay,
    *running* are in attempts that run and will be marked by the new one. *digest* names this
    very effect.
    """

    key: Key
    deck: str
    question: Question
    was: tuple[str, ...]
    now: tuple[str, ...]
    n: int
    kept: int
    running: int
    changes: tuple[Change, ...]
    digest: str

    @property
    def gain(self) -> int:
        """How many answers are worth more."""
        return sum(one.after > one.before for one in self.changes)

    @property
    def lose(self) -> int:
        """How many answers are worth less."""
        return sum(one.after < one.before for one in self.changes)

    @property
    def named(self) -> tuple[Change, ...]:
        """The changes in quizzes that count."""
        return tuple(one for one in self.changes if one.name is not None)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was handed in, its marking, and what it is worth by the new key."""

    attempt: Attempt
    item: AttemptItem
    marking: Marking
    outcome: Outcome
    said: bool

    @property
    def by_key(self) -> bool:
        """Whether the key marked it, and not the student."""
        return self.marking.marked_by == MarkedBy.KEY.value


def found(session: Session, offering: Offering) -> list[Correction]:
    """Return every corrected key of the offering with its effect."""
    known = current(session, offering)
    corrected: dict[Key, AttemptItem | QuizItem] = {}
    for item in _one_of_each(session, offering):
        asked = known.get((item.deck_id, item.item))
        if asked is not None and new_body(item, asked) is not None:
            corrected.setdefault((item.deck_id, item.item), item)
    return [effect(session, offering, known[key], one) for key, one in corrected.items()]


def current(session: Session, offering: Offering) -> Mapping[Key, pool.Asked]:
    """Return the questions that authors ask now, by deck and id."""
    asked = pool.pool(session, offering, None)
    return {(one.deck.id, one.question.id[:200]): one for one in asked}


def new_body(item: AttemptItem | QuizItem, asked: pool.Asked) -> Any | None:
    """Return the body of an asked question with the corrected key; None where there is none."""
    question = asked.question
    same = normal_form(question.stem) == normal_form(item.snapshot["stem"])
    if question.type != item.type or not same:
        return None
    old = from_json(item.type, item.snapshot["body"])
    new = rekeyed(old, question.body)
    return None if new is None or same_key(old, new) else new


def effect(
    session: Session, offering: Offering, asked: pool.Asked, one: AttemptItem | QuizItem
) -> Correction:
    """Return what the corrected key of *asked* changes; *one* was asked with the old key."""
    there = with_old_key(session, offering, asked)
    answers = list(answers_of(session, offering, asked))
    marked = [answer for answer in answers if answer.by_key]
    return Correction(
        key=(asked.deck.id, one.item),
        deck=asked.deck.title,
        question=asked.question,
        was=TYPES[one.type].answer(from_json(one.type, one.snapshot["body"])),
        now=TYPES[one.type].answer(asked.question.body),
        n=len(marked),
        kept=len(answers) - len(marked),
        running=sum(attempt.submitted_at is None for _, attempt in there),
        changes=tuple(_changes(session, marked)),
        digest=_digest(asked, answers),
    )


def with_old_key(
    session: Session, offering: Offering, asked: pool.Asked
) -> list[tuple[AttemptItem, Attempt]]:
    """Return where the question was asked with a key that is corrected since."""
    query = (
        select(AttemptItem, Attempt)
        .join(Attempt, _same_attempt())
        .where(
            Attempt.offering_id == offering.id,
            AttemptItem.deck_id == asked.deck.id,
            AttemptItem.item == asked.question.id[:200],
        )
        .order_by(Attempt.student_id, Attempt.started_at, AttemptItem.position)
    )
    rows = [(row[0], row[1]) for row in session.execute(query)]
    return [(item, attempt) for item, attempt in rows if new_body(item, asked) is not None]


def answers_of(session: Session, offering: Offering, asked: pool.Asked) -> Iterator[Answer]:
    """Yield the answers that were handed in, with what they are worth by the new key."""
    course = pool.course(session, offering)
    for item, attempt in with_old_key(session, offering, asked):
        if attempt.submitted_at is None:
            continue
        said = results.answers(results.responses(session, attempt)).get(item.position)
        marking = results.markings(session, attempt)[item.position]
        snapshot = item.snapshot | {"body": to_json(new_body(item, asked))}
        anew = AttemptItem(type=item.type, snapshot=snapshot)  # in no session
        yield Answer(attempt, item, marking, by_key(anew, said, course), not is_empty(said))


def quiz_items(session: Session, offering: Offering) -> Sequence[QuizItem]:
    """Return the questions of the offering's set quizzes whose decks have changed since."""
    query = (
        select(QuizItem)
        .join(Quiz, Quiz.id == QuizItem.quiz_id)
        .join(Deck, Deck.id == QuizItem.deck_id)
        .where(Quiz.offering_id == offering.id, QuizItem.deck_revision != Deck.head)
    )
    return session.scalars(query.order_by(QuizItem.quiz_id, QuizItem.position)).all()


def _one_of_each(session: Session, offering: Offering) -> list[AttemptItem | QuizItem]:
    """Return one asked question for each deck, id and revision that is not the deck's last."""
    place = (AttemptItem.student_id, AttemptItem.attempt_id, AttemptItem.position)
    same = (AttemptItem.deck_id, AttemptItem.item, AttemptItem.deck_revision)
    number = func.row_number().over(partition_by=same, order_by=place).label("number")
    ranked = (
        select(*place, number)
        .join(Attempt, _same_attempt())
        .join(Deck, Deck.id == AttemptItem.deck_id)
        .where(Attempt.offering_id == offering.id, AttemptItem.deck_revision != Deck.head)
        .subquery()
    )
    query = select(AttemptItem).join(
        ranked,
        (ranked.c.student_id == AttemptItem.student_id)
        & (ranked.c.attempt_id == AttemptItem.attempt_id)
        & (ranked.c.position == AttemptItem.position),
    )
    asked = session.scalars(query.where(ranked.c.number == 1)).all()
    return [*asked, *quiz_items(session, offering)]


def _same_attempt() -> ColumnElement[bool]:
    return (Attempt.student_id == AttemptItem.student_id) & (Attempt.id == AttemptItem.attempt_id)


def _changes(session: Session, answers: Sequence[Answer]) -> Iterator[Change]:
    for one in answers:
        before, after = one.marking.credit or 0.0, one.outcome.credit or 0.0
        if before != after:
            yield Change(before, after, one.item.points, _name(session, one.attempt))


def _name(session: Session, attempt: Attempt) -> str | None:
    """Return the student's name in a quiz that counts, None in any other attempt."""
    quiz = session.get(Quiz, attempt.quiz_id) if attempt.quiz_id else None
    enrolment = session.get(Enrolment, (attempt.student_id, attempt.offering_id))
    if quiz is None or not quiz.counts or enrolment is None or enrolment.role != Role.STUDENT:
        return None
    return session.get_one(User, attempt.student_id).name


def _digest(asked: pool.Asked, answers: Sequence[Answer]) -> str:
    parts = [repr(asked.question.body)]
    parts += [f"{a.attempt.id} {a.marking.number} {a.outcome.credit}" for a in answers]
    return blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
