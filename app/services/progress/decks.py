"""How far a student is with each deck: new, learning, known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Note, Offering
from app.services.classes.visibility import to_study
from app.srs.memory import Phase

# Days: a card counts as known when nine such cards of ten are expected to be recalled a week
# after the last answer.
KNOWN_STABILITY = 7.0


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards by how far they are: never answered, being learned, known."""

    new: int = 0
    learning: int = 0
    known: int = 0

    @property
    def cards(self) -> int:
        """Return how many there are in all."""
        return self.new + self.learning + self.known

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new, self.learning + other.learning, self.known + other.known
        )


def by_deck(
    session: Session, student_id: UUID, offering: Offering, visible_at: datetime | None
) -> dict[UUID, Counts]:
    """Return the counts of each deck that has cards (the student's private ones too)."""
    met = and_(CardState.phase.is_not(None), CardState.phase != Phase.NEW.value)
    known = and_(CardState.phase == Phase.REVIEW.value, CardState.stability >= KNOWN_STABILITY)
    rows = session.execute(
        select(
            Note.deck_id,
            func.count(),
            func.sum(case((met, 1), else_=0)),
            func.sum(case((known, 1), else_=0)),
        )
        .select_from(Card)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .outerjoin(
            CardState, and_(CardState.card_id == Card.id, CardState.student_id == student_id)
        )
        .where(to_study(offering, student_id, visible_at))
        .group_by(Note.deck_id)
    )
    return {deck: Counts(cards - seen, seen - sure, sure) for deck, cards, seen, sure in rows}


def total(counts: Mapping[UUID, Counts]) -> Counts:
    """Return the counts of all decks together."""
    return sum(counts.values(), Counts())
