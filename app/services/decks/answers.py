"""What authors said of near misses: remembered between plans, and resets carried out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.identity import Answer, Decision, Plan, Verdict
from app.models import IdentityAnswer
from app.services.events.reset import reset

ANSWERED = "answered"
"""The rule of the cascade by which an answer, and nothing else, made two notes the same."""


def remembered(session: Session, course_id: UUID) -> list[Answer]:
    """Return what was said; a reset that was carried out only says that two are the same."""
    rows = session.scalars(
        select(IdentityAnswer)
        .where(IdentityAnswer.course_id == course_id)
        .order_by(IdentityAnswer.given_at, IdentityAnswer.note_id)
    )
    return [
        Answer(row.path, row.exact, row.note_id, Verdict.SAME)
        if row.done_at and row.verdict == Verdict.RESET.value
        else Answer(row.path, row.exact, row.note_id, Verdict(row.verdict))
        for row in rows
    ]


def remember(
    session: Session, course_id: UUID, answers: Iterable[Answer], author_id: UUID, now: datetime
) -> None:
    """Keep *answers*; a later one on the same pair takes the place of the earlier."""
    for answer in answers:
        row = session.get(IdentityAnswer, _key(course_id, answer))
        if row is None:
            row = IdentityAnswer(
                course_id=course_id, path=answer.path, exact=answer.exact, note_id=answer.uid
            )
            session.add(row)
        row.verdict, row.author_id, row.given_at, row.done_at = (
            answer.verdict.value,
            author_id,
            now,
            None,
        )
    session.flush()


def forget(session: Session, course_id: UUID, answers: Iterable[Answer]) -> None:
    """Take *answers* back, so that the next plan asks again."""
    for answer in answers:
        row = session.get(IdentityAnswer, _key(course_id, answer))
        if row is not None:
            session.delete(row)
    session.flush()


def open_answers(plan: Plan, answers: Sequence[Answer]) -> list[Answer]:
    """Return those of *answers* that speak of a note which *plan* would change."""
    texts = {(d.path, d.exact) for d in plan.decisions if d.changed}
    return [answer for answer in answers if (answer.path, answer.exact) in texts]


def starting_anew(decision: Decision) -> list[UUID]:
    """Return the cards with which everybody starts anew if *decision* is written.

    Where only an answer made two notes the same, these are all cards that go on; of a note
    that is the same anyway, those whose answer changed, or all if none is marked.
    """
    if not decision.reset:
        return []
    going_on = [card for card in decision.cards if card.uid is not None]
    marked = [card for card in going_on if card.answer_changed]
    chosen = marked if marked and decision.rule != ANSWERED else going_on
    return [card.uid for card in chosen if card.uid is not None]


def carry_out_resets(session: Session, course_id: UUID, plan: Plan, now: datetime) -> int:
    """Write the resets that answers ask for, once, and return how many events that made."""
    written = 0
    for decision in plan.decisions:
        cards = starting_anew(decision)
        if not cards or decision.uid is None:
            continue
        written += reset(session, course_id, cards, now)
        row = session.get(IdentityAnswer, (course_id, decision.path, decision.exact, decision.uid))
        if row is not None:
            row.done_at = now
    return written


def _key(course_id: UUID, answer: Answer) -> tuple[UUID, str, str, UUID]:
    return (course_id, answer.path, answer.exact, answer.uid)
