"""What became of what a student reported and suggested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Event, Offering, Outcome, Sort, Suggestion
from app.services.worklist.places import places
from app.services.worklist.reports import reported, text_of
from app.services.worklist.settled import Settled, settled_items
from app.services.worklist.values import Place

MOST = 100


@dataclass(frozen=True, slots=True)
class Mine:
    """One report or suggestion: what was written, and the outcome (None: it is still open).

    *told* is the staff's note; *place* is None for a card that has been taken out.
    """

    sort: Sort
    at: datetime
    text: str
    place: Place | None
    outcome: Outcome | None
    told: str


def mine(session: Session, student_id: UUID, offering: Offering) -> list[Mine]:
    """Return the student's own, the newest first."""
    settled = settled_items(session, offering)
    written = [*_reports(session, student_id, offering), *_edits(session, student_id, offering)]
    written.sort(key=lambda one: one[1], reverse=True)
    here = places(session, offering, {card for _, _, card, _, _ in written})
    return [
        _mine(settled, sort, at, card, subject, text, here.get(card))
        for sort, at, card, subject, text in written[:MOST]
    ]


_Written = tuple[Sort, datetime, UUID, str, str]


def _reports(session: Session, student_id: UUID, offering: Offering) -> list[_Written]:
    rows = session.scalars(reported(offering.id).where(Event.student_id == student_id))
    return [
        (Sort.REPORT, row.received_at, row.card_id, "", text_of(row)) for row in rows if row.card_id
    ]


def _edits(session: Session, student_id: UUID, offering: Offering) -> list[_Written]:
    rows = session.scalars(
        select(Suggestion).where(
            Suggestion.student_id == student_id, Suggestion.offering_id == offering.id
        )
    )
    return [(Sort.SUGGESTION, row.made_at, row.card_id, str(row.id), row.source) for row in rows]


def _mine(
    settled: Settled,
    sort: Sort,
    at: datetime,
    card: UUID,
    subject: str,
    text: str,
    place: Place | None,
) -> Mine:
    if not settled.covers(sort, card, subject, at):
        return Mine(sort, at, text, place, None, "")
    found = settled.last[sort.value, card, subject]
    return Mine(sort, at, text, place, Outcome(found.outcome), found.told)
