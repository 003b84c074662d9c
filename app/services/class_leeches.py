"""Cards that many students of an offering keep forgetting: probably bad cards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardRevision, CardState, Deck, Note, Offering, User
from app.services.class_students import counted
from app.services.classes.visibility import published
from app.srs.leeches import FEWEST_STUDENTS, FIRST_LAPSES, bad_cards, is_leech


@dataclass(frozen=True, slots=True)
class ClassLeech:
    """A card with its question, for *leeches* of the *students* who have studied it a leech."""

    card: UUID
    deck: UUID
    question: str
    leeches: int
    students: int


def class_leeches(session: Session, offering: Offering) -> list[ClassLeech]:
    """Return the offering's bad cards, the worst first; staff and demo accounts do not count,
    nor does who has left or does not want to be learnt from.

    No card is named for fewer than three students (`app.srs.leeches`), so nobody is made out.
    """
    found = session.execute(
        select(CardState.card_id, CardState.lapses, Deck.id.label("deck"), CardRevision.front)
        .join(Card, Card.id == CardState.card_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(
            CardRevision,
            (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head),
        )
        .where(
            _of_the_class(offering),
            CardState.card_id.in_(_suspects(offering)),  # the few that can be bad
            published(offering, None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
    ).all()
    lapses: dict[UUID, list[int]] = defaultdict(list)
    for row in found:
        lapses[row.card_id].append(row.lapses)
    place = {row.card_id: (row.deck, row.front) for row in found}
    return [
        ClassLeech(card, *place[card], sum(map(is_leech, lapses[card])), len(lapses[card]))
        for card in bad_cards(lapses)
    ]


def _suspects(offering: Offering) -> Select[UUID]:
    """Return the cards that are leeches for enough students to be bad."""
    return (
        select(CardState.card_id)
        .where(_of_the_class(offering), CardState.lapses >= FIRST_LAPSES)
        .group_by(CardState.card_id)
        .having(func.count() >= FEWEST_STUDENTS)
    )


def _of_the_class(offering: Offering) -> ColumnElement[bool]:
    students = counted(offering).where(User.is_demo.is_(False))
    return and_(CardState.repetitions > 0, CardState.student_id.in_(students))
