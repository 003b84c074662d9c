"""How fast a student answers, against the standard seconds, and what kinds of cards cost."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Card, CardRevision, Event, EventType, Offering
from app.services.events.states import FOLDED_MODES, not_retracted
from app.srs.exam import SECONDS_FIRST, SECONDS_FORGOTTEN, SECONDS_RECALLED
from app.srs.memory import Rating
from app.srs.queue import counted_seconds

LATEST_ANSWERS = 400
# Standard seconds that speak for the standard pace: some 25 answers, so that a first slow
# evening does not halve the plan.
PRIOR_SECONDS = 300.0
SLOWEST, FASTEST = 4.0, 0.25

# A list's entries are recalled one by one: each after the first costs about a third of a
# card more, which gives 2.5 cards for a list of five or six, as the simulation has it.
MORE_PER_ITEM = 0.33
MOST_EFFORT = 6.0


def effort(kind: str, items: int) -> float:
    """Return how many times an ordinary card's seconds one showing takes."""
    if kind == "choice" or items <= 1:
        return 1.0
    return min(1 + MORE_PER_ITEM * (items - 1), MOST_EFFORT)


def of_student(session: Session, offering: Offering, student_id: UUID) -> float:
    """Return how many times the standard seconds the student's latest answers took.

    Answers of unknown length (0 ms) say nothing. Without answers 1.0.
    """
    found = session.execute(
        select(
            Event.elapsed_ms,
            Event.rating,
            Event.planned_due.is_(None).label("first"),
            CardRevision.kind,
            CardRevision.items,
        )
        .join(Card, Card.id == Event.card_id)
        .join(
            CardRevision,
            (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
        )
        .where(
            Event.student_id == student_id,
            Event.offering_id == offering.id,
            Event.type == EventType.REVIEW.value,
            Event.mode.in_(FOLDED_MODES),
            Event.elapsed_ms > 0,
            not_retracted(),
        )
        .order_by(Event.answered_at.desc(), Event.id)
        .limit(LATEST_ANSWERS)
    ).all()
    took = sum(counted_seconds(row.elapsed_ms) for row in found)
    standard = sum(
        _standard(row.rating, first=row.first) * effort(row.kind, len(row.items)) for row in found
    )
    pace = (took + PRIOR_SECONDS) / (standard + PRIOR_SECONDS)
    return min(max(pace, FASTEST), SLOWEST)


def _standard(rating: int | None, *, first: bool) -> float:
    if first:  # nothing was planned yet
        return SECONDS_FIRST
    return SECONDS_FORGOTTEN if rating == Rating.AGAIN else SECONDS_RECALLED
