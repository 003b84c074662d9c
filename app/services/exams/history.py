"""Where an item was asked, and how it did there; the last figures of every item of a bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Exam, ExamItem, Item, Offering
from app.quiz.analysis import FEW


@dataclass(frozen=True, slots=True)
class Use:
    """One exam that asked an item. *row* has the figures, None before results came in."""

    exam: Exam
    offering: Offering
    row: ExamItem

    @property
    def few(self) -> bool:
        """Whether there are too few answers to go by."""
        return self.row.n is not None and self.row.n < FEW


def of_item(session: Session, item: Item) -> list[Use]:
    """Return every exam that asks the item, the latest first."""
    rows = session.execute(
        select(Exam, Offering, ExamItem)
        .join(ExamItem, ExamItem.exam_id == Exam.id)
        .join(Offering, Offering.id == Exam.offering_id)
        .where(ExamItem.question_id == item.id)
        .order_by(Exam.day.desc(), Exam.id)
    )
    return [Use(exam, offering, row) for exam, offering, row in rows]


def of_course(
    session: Session, course_id: UUID, besides: Exam | None = None
) -> Mapping[UUID, list[Use]]:
    """Return the exams of each item that was asked, the latest first, *besides* one exam."""
    rows = session.execute(
        select(Exam, Offering, ExamItem)
        .join(ExamItem, ExamItem.exam_id == Exam.id)
        .join(Offering, Offering.id == Exam.offering_id)
        .where(Offering.course_id == course_id)
        .order_by(Exam.day.desc(), Exam.id)
    )
    found: dict[UUID, list[Use]] = {}
    for exam, offering, row in rows:
        if besides is None or exam.id != besides.id:
            found.setdefault(row.question_id, []).append(Use(exam, offering, row))
    return found
