"""Typed answers that were marked wrong, and whose students said "I was right".

Of the typed answer of a single student nothing is shown: it is theirs, and the word of one says
little (docs/adr/0041).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, and_, cast, exists, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.models import (
    Attempt,
    AttemptItem,
    Card,
    CardRevision,
    Event,
    EventType,
    MarkedBy,
    Marking,
    Offering,
    Response,
    Sort,
)
from app.quiz.marking.folding import folded
from app.services.events.states import not_retracted
from app.services.worklist.places import places
from app.services.worklist.settled import Settled
from app.services.worklist.values import Item

FEWEST_STUDENTS = 2
TYPED = ("short_answer", "cloze")  # question types whose answer is one wording
LONGEST = 500  # characters; the screen keeps no more


@dataclass(frozen=True, slots=True)
class Claim:
    """One student's word that *typed* answers a card."""

    card: UUID
    student: UUID
    typed: str
    at: datetime


def wordings(session: Session, offering: Offering, settled: Settled) -> list[Item]:
    """Return an item for every wording that several students say is right."""
    grouped: dict[tuple[UUID, str], list[Claim]] = defaultdict(list)
    for claim in (*_studied(session, offering), *_in_quizzes(session, offering)):
        subject = " ".join(folded(claim.typed))
        if subject and not settled.covers(Sort.WORDING, claim.card, subject, claim.at):
            grouped[claim.card, subject].append(claim)
    known = _known(session, {card for card, _ in grouped})
    here = places(session, offering, known)
    found = []
    for (card, subject), claims in grouped.items():
        students = len({claim.student for claim in claims})
        if students >= FEWEST_STUDENTS and card in here and subject not in known[card]:
            newest = max(claim.at for claim in claims)
            wording = Counter(" ".join(c.typed.split()) for c in claims).most_common(1)[0][0]
            found.append(
                Item(Sort.WORDING, here[card], students, newest, subject=subject, wording=wording)
            )
    return found


def _known(session: Session, cards: set[UUID]) -> dict[UUID, set[str]]:
    """Return what counts as right today, folded, by card."""
    rows = session.execute(
        select(CardRevision.card_id, CardRevision.back, CardRevision.accept)
        .join(Card, and_(Card.id == CardRevision.card_id, Card.head == CardRevision.number))
        .where(CardRevision.card_id.in_(list(cards)))
    )
    return {card: {" ".join(folded(text)) for text in (back, *also)} for card, back, also in rows}


def _studied(session: Session, offering: Offering) -> Iterator[Claim]:
    rows = session.scalars(
        select(Event)
        .where(
            Event.offering_id == offering.id,
            Event.type == EventType.REVIEW.value,
            # As text, since a client may have sent any value; what it is, is looked at below.
            cast(Event.detail, String).contains('"override"'),
            not_retracted(),
        )
        .order_by(Event.received_at, Event.id)
    )
    for event in rows:
        typed = event.detail.get("typed")
        overruled = event.detail.get("override") is True
        if event.card_id is not None and overruled and isinstance(typed, str):
            yield Claim(event.card_id, event.student_id, typed[:LONGEST], event.received_at)


def _in_quizzes(session: Session, offering: Offering) -> Iterator[Claim]:
    later = aliased(Marking)
    rows = session.execute(
        select(AttemptItem, Marking.marked_at)
        .join(
            Marking,
            and_(
                Marking.student_id == AttemptItem.student_id,
                Marking.attempt_id == AttemptItem.attempt_id,
                Marking.position == AttemptItem.position,
            ),
        )
        .join(
            Attempt,
            and_(
                Attempt.student_id == AttemptItem.student_id, Attempt.id == AttemptItem.attempt_id
            ),
        )
        .where(
            Attempt.offering_id == offering.id,
            AttemptItem.type.in_(TYPED),
            AttemptItem.card_id.is_not(None),
            Marking.marked_by == MarkedBy.STUDENT.value,
            Marking.credit == 1.0,
            ~exists().where(
                later.student_id == Marking.student_id,
                later.attempt_id == Marking.attempt_id,
                later.position == Marking.position,
                later.number > Marking.number,
            ),
        )
    ).all()
    given = _given(session, [item for item, _ in rows])
    for item, at in rows:
        typed = given.get((item.student_id, item.attempt_id, item.position))
        if item.card_id is not None and isinstance(typed, str):
            yield Claim(item.card_id, item.student_id, typed[:LONGEST], at)


def _given(session: Session, items: list[AttemptItem]) -> dict[tuple[UUID, UUID, int], object]:
    """Return the answer that counts of each question: the last that was saved."""
    wanted = {(item.student_id, item.attempt_id) for item in items}
    rows = session.scalars(
        select(Response)
        .where(tuple_(Response.student_id, Response.attempt_id).in_(wanted))
        .order_by(Response.number)
    )
    return {(row.student_id, row.attempt_id, row.position): row.answer for row in rows}
