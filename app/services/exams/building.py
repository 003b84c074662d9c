"""An exam being built: its details, its table of specifications, pinned and left-out items."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Exam, ExamItem, Offering, Sitting
from app.quiz.drawing import Cell
from app.wording import say

TITLE_LENGTH = 120
SEED_LENGTH = 40
MOST_CELLS = 60
MOST_ITEMS = 300
MOST_EXAMS = 200
SEED_BYTES = 4


class ExamError(ValueError):
    """Something cannot be done to an exam; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is printed, and how many versions there are; *seed* decides what is drawn."""

    title: str
    day: date
    minutes: int | None
    instructions: str
    seed: str
    versions: int


@dataclass(frozen=True, slots=True)
class Specification:
    """What to draw: the table's rows, and the items that are in or out in any case."""

    cells: tuple[Cell, ...] = ()
    pinned: frozenset[UUID] = field(default_factory=frozenset)
    excluded: frozenset[UUID] = field(default_factory=frozenset)


def in_order(session: Session, offering: Offering) -> list[Exam]:
    """Return the exams of an offering, the latest first."""
    query = select(Exam).where(Exam.offering_id == offering.id)
    return list(session.scalars(query.order_by(Exam.day.desc(), Exam.created_at.desc(), Exam.id)))


def find(session: Session, offering: Offering, exam_id: UUID) -> Exam | None:
    """Return the exam if it is one of this offering's."""
    found = session.get(Exam, exam_id)
    return found if found is not None and found.offering_id == offering.id else None


def new(session: Session, offering: Offering, title: str, day: date, now: datetime) -> Exam:
    """Make an exam with an empty table. Raises ExamError."""
    count = select(func.count()).where(Exam.offering_id == offering.id)
    if (session.scalar(count) or 0) >= MOST_EXAMS:
        raise ExamError(say("A course has at most %(most)d exams. Delete one.", most=MOST_EXAMS))
    exam = Exam(
        id=uuid.uuid4(),
        offering_id=offering.id,
        title=" ".join(title.split())[:TITLE_LENGTH],
        day=day,
        minutes=None,
        instructions="",
        seed=fresh_seed(),
        versions=1,
        specification=to_json(Specification()),
        drawn=None,
        shown=False,
        created_at=now,
    )
    session.add(exam)
    session.flush()
    return exam


def fresh_seed() -> str:
    """Return a seed that nobody has used, short enough to be typed again."""
    return secrets.token_hex(SEED_BYTES)


def change(session: Session, exam: Exam, details: Details, cells: tuple[Cell, ...]) -> None:
    """Give the exam other details and another table; what is drawn stays. Raises ExamError."""
    check_open(session, exam)
    if sum(cell.count for cell in cells) > MOST_ITEMS:
        raise ExamError(say("An exam has at most %(most)d items.", most=MOST_ITEMS))
    before = specification(exam)
    exam.title = " ".join(details.title.split())
    exam.day, exam.minutes = details.day, details.minutes
    exam.instructions, exam.seed = details.instructions.strip(), details.seed.strip()
    exam.versions = details.versions
    exam.specification = to_json(Specification(cells, before.pinned, before.excluded))
    session.flush()


def place(session: Session, exam: Exam, item_id: UUID, where: str) -> None:
    """Pin an item ("pin"), leave it out ("out"), or leave it to the draw (anything else)."""
    check_open(session, exam)
    now = specification(exam)
    pinned = now.pinned - {item_id} | ({item_id} if where == "pin" else frozenset())
    excluded = now.excluded - {item_id} | ({item_id} if where == "out" else frozenset())
    exam.specification = to_json(Specification(now.cells, pinned, excluded))
    session.flush()


def delete(session: Session, exam: Exam) -> None:
    """Delete an exam that has no results and is not released. Raises ExamError."""
    check_open(session, exam)
    session.delete(exam)
    session.flush()


def check_open(session: Session, exam: Exam) -> None:
    """Raise ExamError if the exam has been sat or released: it stays what it was then."""
    if exam.released_at is not None:
        raise ExamError(say("This exam is released, so it stays as it is. Duplicate it instead."))
    if has_results(session, exam):
        raise ExamError(
            say("This exam has results, so it stays as it is. Duplicate it, or delete the results.")
        )


def has_results(session: Session, exam: Exam) -> bool:
    """Whether results were uploaded."""
    query = select(Sitting.number).where(Sitting.exam_id == exam.id).limit(1)
    return session.scalar(query) is not None


def duplicate(
    session: Session,
    exam: Exam,
    offering: Offering,
    day: date,
    now: datetime,
    *,
    without_used: bool,
) -> Exam:
    """Make an exam with the same table and another seed, for *offering* of the same course.

    *without_used*: items that *exam* asked are left out; else they are only marked as used.
    """
    made = new(session, offering, exam.title, day, now)
    before = specification(exam)
    used = frozenset(session.scalars(_item_ids(exam))) if without_used else frozenset()
    kept = Specification(before.cells, before.pinned - used, before.excluded | used)
    made.minutes, made.instructions, made.versions = exam.minutes, exam.instructions, exam.versions
    made.specification, made.copied_from = to_json(kept), exam.id
    session.flush()
    return made


def specification(exam: Exam) -> Specification:
    """Return what the exam asks for."""
    fields: Mapping[str, Any] = exam.specification
    return Specification(
        tuple(Cell(**cell) for cell in fields["cells"]),
        frozenset(map(UUID, fields["pinned"])),
        frozenset(map(UUID, fields["excluded"])),
    )


def to_json(wanted: Specification) -> dict[str, Any]:
    """Return a specification as it is stored, the same for the same."""
    return {
        "cells": [
            {"chapter": c.chapter, "type": c.type, "count": c.count, "points": c.points}
            for c in wanted.cells
        ],
        "pinned": sorted(map(str, wanted.pinned)),
        "excluded": sorted(map(str, wanted.excluded)),
    }


def _item_ids(exam: Exam) -> Any:
    return select(ExamItem.question_id).where(ExamItem.exam_id == exam.id)
