"""How ready a class is for its next exam: counts by tenths, from ten students up. Loads numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import Session

from app.models import CardState, Enrolment, Offering, StudentEffect
from app.services import exam_cards
from app.services.class_students import counted, studying
from app.services.classes import exam_dates
from app.services.exam_cards import Asked
from app.services.exams_ahead import Exam
from app.srs import exam
from app.srs.class_model import Effect
from app.srs.class_projection import Projection, before_exam, corrected
from app.srs.readiness import readiness
from app.srs.study_days import DEFAULT_ROLLOVER_HOUR, study_day
from app.srs.vector import Floats, Ints

FEWEST_READY = 10  # students with an estimate, before the class's readiness is shown
STEP = 0.1  # of the distribution
COLUMNS = 4  # of a memory, as they are read


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
    enrolled = list(session.scalars(select(Enrolment.user_id).where(studying(offering))))
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
    asked = _on_days_of_course(asked, offering, sat, now)
    known, place = asked.parameters, _places(asked.ids)
    projections = _projections(session, offering, asked, students)
    shares = []
    for student, memories in session.execute(_memories(offering)):
        stability, last_day, answers = _columns(memories, place, len(asked.ids))
        cards = replace(asked.cards, stability=stability, last_day=last_day)
        said = projections[student]
        cards = cards if said is None else corrected(cards, said)
        recall = exam.recall_on(cards, asked.exam_day, known.fsrs.weights)
        shares.append(readiness(recall, cards.weight, known.shift_variance, answers))
    return [each.expected for each in shares if each is not None]


def _on_days_of_course(asked: Asked, offering: Offering, sat: Exam, now: datetime) -> Asked:
    """Return *asked* with the study days of the course: its students may be in several zones."""
    today, exam_day = (
        study_day(at, ZoneInfo(offering.zone), DEFAULT_ROLLOVER_HOUR).toordinal()
        for at in (now, sat.at)
    )
    return replace(asked, today=today, exam_day=exam_day)


def _projections(
    session: Session, offering: Offering, asked: Asked, students: Sequence[UUID]
) -> dict[UUID, Projection | None]:
    """Return what the class model says by student, as `exam_cards` has it for one."""
    model = asked.parameters.class_set
    if model is None:
        return dict.fromkeys(students)
    rows = session.scalars(
        select(StudentEffect).where(
            StudentEffect.offering_id == offering.id,
            StudentEffect.parameter_set == model.number,
        )
    )
    effects = {row.student_id: Effect(row.mean, row.precision) for row in rows}
    cards, days_left = model.effects(asked.ids), asked.exam_day - asked.today
    return {
        student: before_exam(
            model.coefficients,
            effects.get(student, model.new_student),
            cards,
            days_left,
            model.calibration,
        )
        for student in students
    }


def _places(ids: Sequence[UUID]) -> dict[str, int]:
    """Return the place of each id, as either database writes it."""
    return {text: place for place, each in enumerate(ids) for text in (str(each), each.hex)}


def _memories(offering: Offering) -> Select[UUID, str]:
    """Return all memories of each student as one text, ``card stability day answers`` again and
    again: a row for each would take longer to fetch than all that is computed from them.
    """
    columns = (
        CardState.card_id,
        CardState.stability,
        CardState.study_day,
        CardState.repetitions,
    )
    first, *others = (cast(column, String) for column in columns)
    one: ColumnElement[str] = first
    for column in others:
        one = one + " " + column
    return (
        select(CardState.student_id, func.aggregate_strings(one, " "))
        .where(
            CardState.student_id.in_(counted(offering)),
            CardState.stability.is_not(None),
            CardState.study_day.is_not(None),
        )
        .group_by(CardState.student_id)
    )


def _columns(memories: str, place: Mapping[str, int], cards: int) -> tuple[Floats, Ints, int]:
    """Return stability (NaN: never answered) and last study day of each of the *cards*, and how
    many answers they got.
    """
    parts = memories.split(" ")
    rows = np.array([place.get(card, cards) for card in parts[0::COLUMNS]])
    days = {day: date.fromisoformat(day).toordinal() for day in set(parts[2::COLUMNS])}
    stability = np.full(cards + 1, np.nan)  # the last place is that of cards not asked
    last_day = np.zeros(cards + 1, dtype=np.int64)
    stability[rows] = np.array(parts[1::COLUMNS], dtype=np.float64)
    last_day[rows] = [days[day] for day in parts[2::COLUMNS]]
    answers = np.array(parts[3::COLUMNS], dtype=np.int64)[rows < cards]
    return stability[:cards], last_day[:cards], int(answers.sum())


def _announced_exam(session: Session, offering: Offering, now: datetime) -> Exam | None:
    """Return the class's next exam: the own date of a single student is not named."""
    coming = [exam for exam in exam_dates.in_order(session, offering) if exam.at > now]
    if not coming:
        return None
    first = coming[0]
    return Exam(first.title, first.at, exam_dates.weights_of(first), first.id)


def _tenths(shares: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * round(1 / STEP)
    for share in shares:
        counts[min(int(share / STEP), len(counts) - 1)] += 1
    return tuple(counts)
