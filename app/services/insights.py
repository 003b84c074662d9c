"""What staff may know of a class as a whole: never of one student.

Rules keep single students out (docs/privacy.md): a card's share is shown from answers of at
least three students, and a card counts as forgotten by many from three students up. How ready
the class is, is in `class_readiness`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from app.models import (
    Card,
    Deck,
    Enrolment,
    Event,
    EventType,
    Note,
    Offering,
    Role,
    User,
)
from app.services.class_leeches import class_leeches
from app.services.events.states import FOLDED_MODES, not_retracted
from app.services.progress.recall import interval
from app.services.progress.weak import fronts
from app.srs.leeches import FEWEST_STUDENTS
from app.srs.memory import Rating

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
    """Return the cards that the class recalls least, the hardest first."""
    tests = _later_answers(offering).subquery()
    recalled = func.sum(case((tests.c.rating > Rating.AGAIN.value, 1), else_=0))
    students = func.count(tests.c.student_id.distinct())
    rows = session.execute(
        select(tests.c.card_id, students, func.count(), recalled)
        .where(tests.c.study_day > tests.c.day_before)
        .group_by(tests.c.card_id)
        .having(students >= FEWEST_STUDENTS)
    ).all()
    hardest = sorted(rows, key=lambda row: (interval(row[3], row[2])[1], row[3] / row[2]))[:HARDEST]
    places = _places(session, offering, [row[0] for row in hardest])
    return [
        HardCard(places[card], who, count, known, *interval(known, count))
        for card, who, count, known in hardest
        if card in places
    ]


def leeches(session: Session, offering: Offering) -> list[BadCard]:
    """Return the cards that are leeches for many students, the worst first."""
    bad = class_leeches(session, offering)
    places = _places(session, offering, [each.card for each in bad])
    return [
        BadCard(places[each.card], each.students, each.leeches)
        for each in bad
        if each.card in places
    ]


def is_simulated(session: Session, offering: Offering) -> bool:
    """Tell whether a student of the class is of the demo, so that figures are to be marked."""
    query = (
        select(func.count())
        .select_from(Enrolment)
        .join(User, User.id == Enrolment.user_id)
        .where(studying(offering), User.is_demo)
    )
    return bool(session.scalar(query))


def studying(offering: Offering) -> ColumnElement[bool]:
    """Return the condition of an enrolment that is one of the class's students now."""
    return and_(
        Enrolment.offering_id == offering.id,
        Enrolment.role == Role.STUDENT,
        Enrolment.left_at.is_(None),
    )


def _later_answers(offering: Offering) -> Select[UUID, UUID | None, int | None, date, date]:
    """Return every answer of the class's students with the study day of the one before it, by
    the same student to the same card: on a later day than that it is the first of its day.
    """
    return select(
        Event.student_id,
        Event.card_id,
        Event.rating,
        Event.study_day,
        func.lag(Event.study_day)
        .over(
            partition_by=(Event.student_id, Event.card_id),
            order_by=(Event.study_day, Event.answered_at, Event.id),
        )
        .label("day_before"),
    ).where(
        Event.offering_id == offering.id,
        Event.type == EventType.REVIEW.value,
        Event.mode.in_(FOLDED_MODES),
        Event.student_id.in_(select(Enrolment.user_id).where(studying(offering))),
        not_retracted(),
    )


def _places(session: Session, offering: Offering, cards: Sequence[UUID]) -> dict[UUID, CardInsight]:
    """Return where each of *cards* is found, those left out that are retired or private."""
    rows = session.execute(
        select(Card.id, Card.head, Card.note_id, Deck.id, Deck.title)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            Card.id.in_(cards),
            Deck.course_id == offering.course_id,
            Deck.owner_id.is_(None),
            Deck.retired_at.is_(None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
    ).all()
    questions = fronts(session, {card: head for card, head, *_ in rows})
    return {
        card: CardInsight(card, note, deck, title, questions.get(card, ""))
        for card, _, note, deck, title in rows
    }
