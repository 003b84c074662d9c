"""The cards that an exam asks, as arrays: one student's memory, the exam's weights, the
class model's effects. What ranks them, predicts them and runs them ahead is pure
(`app.srs.exam_day`, `readiness`, `projection`). Loads numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import sqlalchemy
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.models import Card, CardRevision, CardState, Deck, Note, Offering, User
from app.services import pace, parameters
from app.services.classes.visibility import published, visible
from app.services.decks.shelf import private_deck
from app.services.exams_ahead import Exam
from app.services.parameters import Parameters
from app.srs.class_projection import before_exam, corrected
from app.srs.exam import ExamCards
from app.srs.memory import Phase
from app.srs.study_days import study_day
from app.srs.vector import Bools, Floats, Ints

NO_DIFFICULTY = 5.0  # of a card that was never shown: any number, nothing reads it

Row: TypeAlias = sqlalchemy.Row[*tuple[Any, ...]]  # the columns of `_found`, by their names

COLUMNS = (
    Card.id,
    Card.note_id,
    Note.deck_id,
    CardRevision.kind,
    CardRevision.items,
    Deck.title,
    Deck.chapter,
    Deck.weight,
    CardState.phase,
    CardState.stability,
    CardState.difficulty,
    CardState.study_day,
    CardState.repetitions,
    CardState.suspended,
    CardState.buried_until,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an exam asks of one student; row i of every field is the same card.

    *today* and *exam_day* are study days (ordinals) in the student's zone. *suspended*: cards
    that the student takes out of study; the exam asks them all the same. *not_today*: those,
    buried cards, and cards of decks that are not visible yet; *kept* leaves some out.
    *answered*: how many answers the student has given to these cards.
    """

    cards: ExamCards
    ids: tuple[UUID, ...]
    notes: tuple[UUID, ...]
    decks: tuple[UUID, ...]
    chapters: tuple[str, ...]
    suspended: Bools
    not_today: Bools
    today: int
    exam_day: int
    answered: int
    parameters: Parameters

    def kept(self, rows: Sequence[int]) -> Asked:
        """Return the same of *rows* only, in that order."""
        index = np.array(rows, dtype=np.int64)
        return replace(
            self,
            cards=_rows(self.cards, index),
            ids=tuple(self.ids[row] for row in rows),
            notes=tuple(self.notes[row] for row in rows),
            decks=tuple(self.decks[row] for row in rows),
            chapters=tuple(self.chapters[row] for row in rows),
            suspended=self.suspended[index],
            not_today=self.not_today[index],
        )


def exam_cards(
    session: Session,
    offering: Offering,
    student_id: UUID,
    exam: Exam,
    now: datetime,
    *,
    with_private: bool = False,
) -> Asked:
    """Return the cards of *exam* in the order of the course, seen and never seen.

    Decks hidden until later are asked too: the exam comes after them, or does not name them.
    An exam that names no deck asks all but optional ones. Private cards are never
    asked; *with_private* the student studies them all the same, and they are among them.
    """
    student = session.get_one(User, student_id)
    found = _found(session, offering, student_id, exam, now, with_private=with_private)
    return _asked(found, student, exam, parameters.active(session, offering, student_id), now)


def _found(
    session: Session,
    offering: Offering,
    student_id: UUID,
    exam: Exam,
    now: datetime,
    *,
    with_private: bool,
) -> list[Row]:
    wanted = Deck.id.in_(exam.weights) if exam.weights else Deck.optional.is_(False)
    asked = and_(published(offering, max(now, exam.at)), wanted)
    if with_private:
        own = private_deck(offering.course_id, student_id)
        asked = or_(asked, own)
    rows = session.execute(
        select(*COLUMNS, visible(offering.id, now).label("visible"))
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(CardRevision, and_(CardRevision.card_id == Card.id, CardRevision.number == Card.head))
        .outerjoin(
            CardState, and_(CardState.card_id == Card.id, CardState.student_id == student_id)
        )
        .where(
            asked,
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
        .order_by(Deck.position, Deck.key, Note.position, Card.position, Card.id)
    )
    return list(rows)


def _asked(
    found: Sequence[Row], student: User, exam: Exam, known: Parameters, now: datetime
) -> Asked:
    zone = ZoneInfo(student.zone)
    today = study_day(now, zone, student.rollover_hour)
    exam_day = study_day(exam.at, zone, student.rollover_hour).toordinal()
    return Asked(
        cards=_projected(
            _cards(found, exam.weights, known), found, known, exam_day - today.toordinal()
        ),
        ids=tuple(row.id for row in found),
        notes=tuple(row.note_id for row in found),
        decks=tuple(row.deck_id for row in found),
        chapters=tuple(row.chapter or row.title for row in found),
        suspended=np.array([bool(row.suspended) for row in found], dtype=bool),
        not_today=np.array([_is_hidden(row, today) for row in found], dtype=bool),
        today=today.toordinal(),
        exam_day=exam_day,
        answered=sum(row.repetitions or 0 for row in found),
        parameters=known,
    )


def _cards(found: Sequence[Row], weights: Mapping[UUID, float], known: Parameters) -> ExamCards:
    memories = [_memory(row) for row in found]
    table = np.array(memories, dtype=np.float64).reshape(len(memories), 3)
    return ExamCards(
        stability=table[:, 0],
        difficulty=table[:, 1],
        last_day=table[:, 2].astype(np.int64),
        weight=np.array([_weight(row, weights) for row in found], dtype=np.float64),
        effort=np.array([pace.effort(row.kind, len(row.items)) for row in found]),
        slope=known.slope,
        shift=known.shift,
    )


def _projected(
    cards: ExamCards, found: Sequence[Row], known: Parameters, days_left: int
) -> ExamCards:
    """Return *cards* with what the class model says of each, where there is one."""
    if known.class_set is None or known.student is None:
        return cards
    model = known.class_set
    effects = model.effects(tuple(row.id for row in found))
    said = before_exam(model.coefficients, known.student, effects, days_left, model.calibration)
    return corrected(cards, said)


def _is_hidden(row: Row, today: date) -> bool:
    buried = row.buried_until is not None and today < row.buried_until
    return bool(row.suspended) or buried or not row.visible


def _memory(row: Row) -> tuple[float, float, int]:
    """Return stability, difficulty and last study day; the row has no state of a new card."""
    if row.phase is None or row.phase == Phase.NEW or row.study_day is None:
        return np.nan, NO_DIFFICULTY, 0
    return row.stability, row.difficulty, row.study_day.toordinal()


def _weight(row: Row, weights: Mapping[UUID, float]) -> float:
    """Return what the card counts: the exam's and the deck's weight, for each list entry."""
    entries = len(row.items) if row.kind != "choice" else 1
    return float(weights.get(row.deck_id, 1.0) * row.weight * max(1, entries))


def _rows(cards: ExamCards, index: Ints) -> ExamCards:
    def part(values: Floats | float) -> Floats | float:
        return values[index] if isinstance(values, np.ndarray) else values

    return ExamCards(
        stability=cards.stability[index],
        difficulty=cards.difficulty[index],
        last_day=cards.last_day[index],
        weight=cards.weight[index],
        effort=cards.effort[index],
        slope=part(cards.slope),
        shift=part(cards.shift),
        unseen=part(cards.unseen),
    )
