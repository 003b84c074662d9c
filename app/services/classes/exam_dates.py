"""The dates that a class studies for, and which decks each exam asks."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Deck, ExamDate, ExamDateDeck, Offering
from app.policy import Actor
from app.services.classes import audit
from app.services.classes.audit import Did
from app.wording import say

TITLE_LENGTH = 120
MOST_WEIGHT = 100
MOST_DATES = 50
USUAL_TITLE = "Exam"


class ExamDateError(ValueError):
    """An exam date will not do; *field* names what to change."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class NewExam:
    """An exam date as entered. *weights* by deck; none: all but optional decks, later too."""

    title: str
    at: datetime
    weights: Mapping[uuid.UUID, float] = field(default_factory=dict)


def in_order(session: Session, offering: Offering) -> list[ExamDate]:
    """Return the exam dates of an offering, the earliest first."""
    query = select(ExamDate).where(ExamDate.offering_id == offering.id)
    return list(session.scalars(query.order_by(ExamDate.at, ExamDate.title)))


def find(session: Session, offering: Offering, exam_id: uuid.UUID) -> ExamDate | None:
    """Return the exam date if it is one of this offering's."""
    found = session.get(ExamDate, exam_id)
    return found if found is not None and found.offering_id == offering.id else None


def add(
    session: Session, actor: Actor | None, offering: Offering, new: NewExam, now: datetime
) -> ExamDate:
    """Add an exam date. Raises ExamDateError."""
    weights = _checked(session, offering, new)
    count = select(func.count()).where(ExamDate.offering_id == offering.id)
    if (session.scalar(count) or 0) >= MOST_DATES:
        raise ExamDateError(
            "title", say("A course has at most %(most)d exam dates.", most=MOST_DATES)
        )
    exam = ExamDate(id=uuid.uuid4(), offering_id=offering.id, title=_title(new), at=new.at)
    exam.decks = [ExamDateDeck(deck_id=deck, weight=weight) for deck, weight in weights.items()]
    session.add(exam)
    session.flush()
    detail = {"exam": str(exam.id), "at": new.at.isoformat()}
    audit.note(session, actor, offering, Did.EXAM_ADDED, exam.title, detail, now)
    return exam


def change(
    session: Session,
    actor: Actor,
    offering: Offering,
    exam: ExamDate,
    new: NewExam,
    now: datetime,
) -> None:
    """Give an exam date of this offering another title, instant and weights, or raise."""
    weights = _checked(session, offering, new)
    detail = {"exam": str(exam.id), "before": exam.at.isoformat(), "at": new.at.isoformat()}
    exam.title, exam.at = _title(new), new.at
    known = {row.deck_id: row for row in exam.decks}
    for deck, weight in weights.items():
        if deck in known:
            known[deck].weight = weight
        else:
            exam.decks.append(ExamDateDeck(deck_id=deck, weight=weight))
    for deck in known.keys() - weights.keys():
        exam.decks.remove(known[deck])
    session.flush()
    audit.note(session, actor, offering, Did.EXAM_CHANGED, exam.title, detail, now)


def delete(
    session: Session, actor: Actor, offering: Offering, exam: ExamDate, now: datetime
) -> None:
    """Delete an exam date. What students answered for it stays in their log."""
    detail = {"exam": str(exam.id), "at": exam.at.isoformat()}
    audit.note(session, actor, offering, Did.EXAM_DELETED, exam.title, detail, now)
    session.delete(exam)
    session.flush()


def weights_of(exam: ExamDate) -> dict[uuid.UUID, float]:
    """Return the weight of each deck that the exam names; empty: all but optional ones."""
    return {row.deck_id: row.weight for row in exam.decks}


def _title(new: NewExam) -> str:
    return " ".join(new.title.split())


def _checked(session: Session, offering: Offering, new: NewExam) -> dict[uuid.UUID, float]:
    """Return the weights that count; raises ExamDateError for a title or weight that is wrong."""
    if not 0 < len(_title(new)) <= TITLE_LENGTH:
        raise ExamDateError(
            "title", say("A title has 1 to %(most)d characters.", most=TITLE_LENGTH)
        )
    if any(not math.isfinite(w) or not 0 <= w <= MOST_WEIGHT for w in new.weights.values()):
        raise ExamDateError(
            "weights", say("A weight is a number from 0 to %(most)d.", most=MOST_WEIGHT)
        )
    asked = {deck: weight for deck, weight in new.weights.items() if weight > 0}
    if new.weights and not asked:
        raise ExamDateError(
            "weights", say("An exam asks at least one deck: give one a weight above 0.")
        )
    own = select(Deck.id).where(
        Deck.course_id == offering.course_id, Deck.owner_id.is_(None), Deck.id.in_(asked)
    )
    if set(session.scalars(own)) != asked.keys():
        raise ExamDateError(
            "weights", say("One of the decks is not this course's. Reload the page.")
        )
    return asked
