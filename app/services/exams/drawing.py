"""Drawing the items of an exam from the bank, and laying its versions down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.decks.model import Use
from app.models import Exam, ExamItem, ExamVersion, Item, ItemRevision, ItemStatus, Offering
from app.quiz import drawing
from app.quiz.drawing import Candidate, Drawn
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.versions import Version, versions
from app.services.exams import bank, building
from app.services.exams.building import ExamError
from app.wording import say


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of an exam: *item* as it is in the bank now, *question* as the exam asks it."""

    item: Item
    revision: ItemRevision
    question: Question
    row: ExamItem


def draw(session: Session, offering: Offering, exam: Exam, now: datetime) -> Drawn:
    """Draw the exam's items anew, lay down its versions, and return what is missing.

    Only approved items that are kept for exams are drawn. Raises ExamError.
    """
    building.check_open(session, exam)
    found = trial(session, offering, exam)
    if not found.items:
        raise ExamError(
            say(
                "Nothing was drawn: no approved item for exams fits the table. Approve items in "
                "the bank, or change the table."
            )
        )
    items = _in_order(session, found)
    _forget(session, exam)
    asked = [_asked(session, exam, item, place, found) for place, item in enumerate(items, 1)]
    session.flush()
    _lay_down(session, exam, asked)
    exam.drawn, exam.drawn_at = wanted(exam), now
    session.flush()
    return found


def trial(session: Session, offering: Offering, exam: Exam) -> Drawn:
    """Return what a draw would find now; changes nothing."""
    wants = building.specification(exam)
    pinned = frozenset(map(str, wants.pinned))
    return drawing.draw(wants.cells, _candidates(session, offering, exam), pinned, exam.seed)


def is_current(exam: Exam) -> bool:
    """Whether the exam's table and details are those that it was drawn by."""
    return bool(exam.drawn == wanted(exam))


def wanted(exam: Exam) -> dict[str, Any]:
    """Return everything that decides what is drawn."""
    return exam.specification | {"seed": exam.seed, "versions": exam.versions}


def asked_in(session: Session, exam: Exam) -> list[Asked]:
    """Return the items of an exam in its order, before versions shuffle them."""
    rows = session.execute(
        select(ExamItem, ItemRevision, Item)
        .join(
            ItemRevision,
            (ItemRevision.question_id == ExamItem.question_id)
            & (ItemRevision.number == ExamItem.revision),
        )
        .join(Item, Item.id == ExamItem.question_id)
        .where(ExamItem.exam_id == exam.id)
        .order_by(ExamItem.position)
    )
    return [
        Asked(item, revision, replace(bank.asked(revision), points=row.points), row)
        for row, revision, item in rows
    ]


def versions_of(session: Session, exam: Exam, asked: Sequence[Asked]) -> list[Version]:
    """Return the versions of an exam as they were laid down, A first."""
    by_id = {str(one.item.id): one.question for one in asked}
    rows = session.scalars(
        select(ExamVersion).where(ExamVersion.exam_id == exam.id).order_by(ExamVersion.name)
    )
    return [
        Version(
            row.name,
            tuple(_ordered(by_id[place["item"]], place["options"]) for place in row.order),
        )
        for row in rows
    ]


def uses(session: Session, course_id: UUID, besides: Exam | None = None) -> dict[UUID, int]:
    """Return in how many exams each item of the course is, *besides* one."""
    query = (
        select(ExamItem.question_id, func.count())
        .join(Item, Item.id == ExamItem.question_id)
        .where(Item.course_id == course_id)
        .group_by(ExamItem.question_id)
    )
    if besides is not None:
        query = query.where(ExamItem.exam_id != besides.id)
    return {row.question_id: row[1] for row in session.execute(query)}


def _candidates(session: Session, offering: Offering, exam: Exam) -> list[Candidate]:
    used = uses(session, offering.course_id, exam)
    excluded = building.specification(exam).excluded
    rows = session.scalars(
        select(Item).where(
            Item.course_id == offering.course_id,
            Item.status == ItemStatus.APPROVED.value,
            Item.use == Use.EXAM.value,
        )
    )
    return [
        Candidate(str(item.id), item.chapter, item.type, used.get(item.id, 0))
        for item in rows
        if item.id not in excluded
    ]


def _in_order(session: Session, found: Drawn) -> list[Item]:
    """Return the items by the rows of the table, those that fit none last."""
    rows = session.scalars(select(Item).where(Item.id.in_(UUID(one) for one in found.items)))
    last = len(found.missing)

    def place(item: Item) -> tuple[int, str]:
        cell = found.items[str(item.id)]
        return (last if cell is None else cell, item.item)

    return sorted(rows, key=place)


def _asked(session: Session, exam: Exam, item: Item, position: int, found: Drawn) -> Asked:
    cell = found.items[str(item.id)]
    cells = building.specification(exam).cells
    own = None if cell is None else cells[cell].points
    revision = bank.head_of(session, item)
    row = ExamItem(
        exam_id=exam.id,
        question_id=item.id,
        revision=item.head,
        position=position,
        points=item.points if own is None else own,
        cell=cell,
        chosen=None,
    )
    session.add(row)
    return Asked(item, revision, replace(bank.asked(revision), points=row.points), row)


def _forget(session: Session, exam: Exam) -> None:
    for kind in (ExamItem, ExamVersion):
        session.execute(delete(kind).where(kind.exam_id == exam.id))
    session.expire_all()


def _lay_down(session: Session, exam: Exam, asked: Sequence[Asked]) -> None:
    ids = {one.question.id: str(one.item.id) for one in asked}
    for made in versions([one.question for one in asked], exam.versions, exam.seed):
        order = [{"item": ids[q.id], "options": _options(q)} for q in made.questions]
        session.add(ExamVersion(exam_id=exam.id, name=made.name, order=order))
    session.flush()


def _options(question: Question) -> list[str]:
    body = question.body
    return [option.id for option in body.options] if isinstance(body, Choice) else []


def _ordered(question: Question, options: Sequence[str]) -> Question:
    if not isinstance(question.body, Choice):
        return question
    by_id = {option.id: option for option in question.body.options}
    return replace(question, body=Choice(tuple(by_id[number] for number in options)))
