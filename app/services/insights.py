"""What staff may know of a class as a whole: never of one student.

Rules keep single students out (docs/privacy.md): a card's share is shown from answers of at
least three students, and a card counts as forgotten by many from three students up. How ready
the class is, is in `class_readiness`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.models import Card, CardState, Deck, Enrolment, Note, Offering, User
from app.services.class_leeches import class_leeches
from app.services.class_students import counted, studying
from app.services.classes.visibility import published
from app.services.progress.recall import interval
from app.services.progress.weak import fronts
from app.srs.leeches import FEWEST_STUDENTS

FEW_ANSWERS = 20  # below, a share comes with a warning
HARDEST = 15


@dataclass(frozen=True, slots=True)
class CardInsight:
    """A card of the course; *question* is sanitised HTML."""

    card: UUID
    note: UUID
    deck: UUID
    deck_title: str
    question: str


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card with the class's observed share of recall on later days, and its 80 % interval."""

    place: CardInsight
    students: int
    answers: int
    recalled: int
    low: float
    high: float

    @property
    def observed(self) -> float:
        """Return the recalled share."""
        return self.recalled / self.answers

    @property
    def few(self) -> bool:
        """Return whether the answers are too few to rely on the share."""
        return self.answers < FEW_ANSWERS


@dataclass(frozen=True, slots=True)
class BadCard:
    """A card that many keep forgetting: a leech for *leeches* of *students*."""

    place: CardInsight
    students: int
    leeches: int


def hard_cards(session: Session, offering: Offering) -> list[HardCard]:
    """Return the cards that the class recalls least, the hardest first.

    Summed are the tallies that the fold keeps in the students' card states, so that a reset, an
    undo, or a merge of notes counts here as it counts there.
    """
    students, answers = func.count(), func.sum(CardState.tests)
    rows = session.execute(
        select(CardState.card_id, students, answers, func.sum(CardState.recalled))
        .where(
            CardState.student_id.in_(counted(offering)),
            CardState.tests > 0,
        )
        .group_by(CardState.card_id)
        .having(students >= FEWEST_STUDENTS)
    ).all()
    asked = set(session.scalars(_asked(offering)))  # sooner tested here than by the database
    hardest = sorted((row for row in rows if row[0] in asked), key=_ease)[:HARDEST]
    places = _places(session, [row[0] for row in hardest])
    return [
        HardCard(places[card], who, count, known, *interval(known, count))
        for card, who, count, known in hardest
    ]


def leeches(session: Session, offering: Offering) -> list[BadCard]:
    """Return the cards that are leeches for many students, the worst first."""
    bad = class_leeches(session, offering)
    places = _places(session, [each.card for each in bad])
    return [BadCard(places[each.card], each.students, each.leeches) for each in bad]


def is_simulated(session: Session, offering: Offering) -> bool:
    """Tell whether a student of the class is of the demo, so that figures are to be marked."""
    query = (
        select(func.count())
        .select_from(Enrolment)
        .join(User, User.id == Enrolment.user_id)
        .where(studying(offering), User.is_demo)
    )
    return bool(session.scalar(query))


def _ease(row: Row[UUID, int, int, int]) -> tuple[float, float]:
    """Return what hard cards are sorted by: the upper end of the interval, then the share."""
    _, _, answers, recalled = row
    return interval(recalled, answers)[1], recalled / answers


def _asked(offering: Offering) -> Select[UUID]:
    """Return the cards that the whole class may be asked: neither retired nor private."""
    return (
        select(Card.id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            published(offering, None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
    )


def _places(session: Session, cards: Sequence[UUID]) -> dict[UUID, CardInsight]:
    """Return where each of *cards* is found."""
    rows = session.execute(
        select(Card.id, Card.head, Card.note_id, Deck.id, Deck.title)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(Card.id.in_(cards))
    ).all()
    questions = fronts(session, {card: head for card, head, *_ in rows})
    return {
        card: CardInsight(card, note, deck, title, questions.get(card, ""))
        for card, _, note, deck, title in rows
    }
