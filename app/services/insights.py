"""What staff may know of a class as a whole: never of one student.

Three rules keep single students out (docs/privacy.md): a card's share is shown from answers of
at least three students, a card counts as forgotten by many from three students up, and how
ready the class is only from ten students of whom an estimate exists. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from app.models import (
    Card,
    CardState,
    Deck,
    Enrolment,
    Event,
    EventType,
    Note,
    Offering,
    Role,
    StudentEffect,
    User,
)
from app.services import exam_cards
from app.services.class_leeches import class_leeches
from app.services.classes import exam_dates
from app.services.events.states import FOLDED_MODES, not_retracted
from app.services.exam_cards import Asked
from app.services.exams_ahead import Exam
from app.services.progress.recall import interval
from app.services.progress.weak import fronts
from app.srs import exam
from app.srs.class_model import Effect
from app.srs.class_projection import before_exam
from app.srs.leeches import FEWEST_STUDENTS
from app.srs.memory import Rating
from app.srs.readiness import readiness
from app.srs.vector import Floats

FEWEST_READY = 10  # students with an estimate, before the class's readiness is shown
FEW_ANSWERS = 20  # below, a share comes with a warning
HARDEST = 15
STEP = 0.1  # of the distribution


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


@dataclass(frozen=True, slots=True)
class ClassReadiness:
    """How ready the class is for *exam*: of *students*, *estimated* have answered enough.

    *shares*: how many students lie in each tenth, the lowest first; empty below ten.
    """

    exam: Exam
    students: int
    estimated: int
    shares: tuple[int, ...] = ()


def class_readiness(session: Session, offering: Offering, now: datetime) -> ClassReadiness | None:
    """Return the distribution of today's readiness, None when no exam is ahead.

    All students by the announced date, whatever dates of their own they have.
    """
    enrolled = list(session.scalars(select(Enrolment.user_id).where(_studying(offering))))
    sat = _announced_exam(session, offering, now)
    if sat is None:
        return None
    found = _expected_shares(session, offering, enrolled, sat, now)
    shares = _tenths(found) if len(found) >= FEWEST_READY else ()
    return ClassReadiness(sat, len(enrolled), len(found), shares)


def _expected_shares(
    session: Session, offering: Offering, students: Sequence[UUID], sat: Exam, now: datetime
) -> list[float]:
    """Return the expected share of each student who has answered enough, in no order."""
    if not students:
        return []
    asked = exam_cards.exam_cards(session, offering, students[0], sat, now)
    known, shape = asked.parameters, (len(students), len(asked.ids))
    stability, last_day = np.full(shape, np.nan), np.zeros(shape, dtype=np.int64)
    answers = np.zeros(len(students), dtype=np.int64)
    row = {student: place for place, student in enumerate(students)}
    column = {card: place for place, card in enumerate(asked.ids)}
    for student, card, days, day, repetitions in session.execute(_memories(offering)):
        if card in column and days is not None and day is not None:
            place = (row[student], column[card])
            stability[place], last_day[place] = days, day.toordinal()
            answers[row[student]] += repetitions
    projections = _projections(session, offering, asked, students)
    shares = []
    for place, (slope, shift) in enumerate(projections):
        cards = replace(
            asked.cards,
            stability=stability[place],
            last_day=last_day[place],
            slope=slope,
            shift=shift,
        )
        recall = exam.recall_on(cards, asked.exam_day, known.fsrs.weights)
        shares.append(readiness(recall, cards.weight, known.shift_variance, int(answers[place])))
    return [each.expected for each in shares if each is not None]


def _projections(
    session: Session, offering: Offering, asked: Asked, students: Sequence[UUID]
) -> list[tuple[Floats | float, Floats | float]]:
    """Return (slope, shift) for each student, as `exam_cards` has them for one."""
    known, model = asked.parameters, asked.parameters.class_set
    if model is None:
        return [(known.slope, known.shift)] * len(students)
    rows = session.scalars(
        select(StudentEffect).where(
            StudentEffect.offering_id == offering.id,
            StudentEffect.parameter_set == model.number,
        )
    )
    effects = {row.student_id: Effect(row.mean, row.precision) for row in rows}
    cards, days_left = model.effects(asked.ids), asked.exam_day - asked.today
    return [
        before_exam(
            model.coefficients,
            effects.get(student, model.new_student),
            cards,
            days_left,
            model.calibration,
        )
        for student in students
    ]


def hard_cards(session: Session, offering: Offering) -> list[HardCard]:
    """Return the cards that the class recalls least, the hardest first."""
    tests = _later_answers(offering).subquery()
    recalled = func.sum(case((tests.c.rating > Rating.AGAIN.value, 1), else_=0))
    students = func.count(tests.c.student_id.distinct())
    rows = session.execute(
        select(tests.c.card_id, students, func.count(), recalled)
        .where(tests.c.place == 1, tests.c.study_day > tests.c.first_day)
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
        .where(_studying(offering), User.is_demo)
    )
    return bool(session.scalar(query))


def _studying(offering: Offering) -> ColumnElement[bool]:
    return and_(
        Enrolment.offering_id == offering.id,
        Enrolment.role == Role.STUDENT,
        Enrolment.left_at.is_(None),
    )


def _memories(offering: Offering) -> Select[tuple[UUID, UUID, float | None, date | None, int]]:
    return select(
        CardState.student_id,
        CardState.card_id,
        CardState.stability,
        CardState.study_day,
        CardState.repetitions,
    ).where(CardState.student_id.in_(select(Enrolment.user_id).where(_studying(offering))))


def _announced_exam(session: Session, offering: Offering, now: datetime) -> Exam | None:
    """Return the class's next exam: the own date of a single student is not named."""
    coming = [exam for exam in exam_dates.in_order(session, offering) if exam.at > now]
    if not coming:
        return None
    first = coming[0]
    return Exam(first.title, first.at, exam_dates.weights_of(first), first.id)


def _later_answers(
    offering: Offering,
) -> Select[tuple[UUID, UUID | None, int | None, date, int, date]]:
    """Return every answer of the class's students with its place in its day and the day on
    which the student first saw the card.
    """
    card = (Event.student_id, Event.card_id)
    return select(
        Event.student_id,
        Event.card_id,
        Event.rating,
        Event.study_day,
        func.row_number()
        .over(partition_by=(*card, Event.study_day), order_by=(Event.answered_at, Event.id))
        .label("place"),
        func.min(Event.study_day).over(partition_by=card).label("first_day"),
    ).where(
        Event.offering_id == offering.id,
        Event.type == EventType.REVIEW.value,
        Event.mode.in_(FOLDED_MODES),
        Event.student_id.in_(select(Enrolment.user_id).where(_studying(offering))),
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


def _tenths(shares: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * round(1 / STEP)
    for share in shares:
        counts[min(int(share / STEP), len(counts) - 1)] += 1
    return tuple(counts)
