"""Results of an exam: kept with the marks, analysed, and written for spreadsheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from string import ascii_uppercase

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.exports.paper.options import Paper
from app.models import Exam, Offering, Sitting
from app.policy import Actor
from app.quiz.analysis import QuizFigures, analyse
from app.services.attempts import pool
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.exams.building import ExamError
from app.services.exams.sheets import Whole, whole
from app.services.exams.table_reading import STUDENT, VERSION, Key, Table, read
from app.services.tables import written
from app.wording import say

TOTAL, MOST = "total", "most"


def marked(session: Session, offering: Offering, exam: Exam, data: bytes) -> Table:
    """Read and mark a table of answers; raises UnreadableError, ExamError if nothing is drawn."""
    found = whole(session, offering, exam, Paper())
    if not found.asked:
        raise ExamError(say("Draw the exam first: there is nothing yet that could be marked."))
    by_letter = dict(zip(ascii_uppercase, found.versions, strict=False))
    return read(data, Key(found.sheet, by_letter, pool.course(session, offering)))


def store(
    session: Session, actor: Actor, offering: Offering, exam: Exam, table: Table, now: datetime
) -> None:
    """Keep the rows in place of earlier ones, and give the items their figures."""
    session.execute(delete(Sitting).where(Sitting.exam_id == exam.id))
    session.expire_all()
    for number, row in enumerate(table.rows, 1):
        session.add(
            Sitting(
                exam_id=exam.id,
                number=number,
                student=row.student,
                version=row.version,
                answers=dict(row.answers),
                credits=dict(row.credits),
            )
        )
    session.flush()
    _keep_figures(session, whole(session, offering, exam, Paper()), table)
    detail = {"exam": str(exam.id), "rows": len(table.rows)}
    audit.note(session, actor, offering, Did.RESULTS_IN, exam.title, detail, now)


def forget(session: Session, actor: Actor, offering: Offering, exam: Exam, now: datetime) -> None:
    """Delete what is known of students; the figures of the items, which name nobody, stay."""
    session.execute(delete(Sitting).where(Sitting.exam_id == exam.id))
    session.expire_all()
    detail = {"exam": str(exam.id)}
    audit.note(session, actor, offering, Did.RESULTS_DELETED, exam.title, detail, now)


def sittings(session: Session, exam: Exam) -> list[Sitting]:
    """Return the rows that were uploaded, in their order."""
    query = select(Sitting).where(Sitting.exam_id == exam.id).order_by(Sitting.number)
    return list(session.scalars(query))


def analysis(found: Whole, rows: Sequence[Sitting]) -> QuizFigures:
    """Return the item analysis of what is stored."""
    return _analysed(found, [row.credits for row in rows])


def totals(found: Whole, rows: Iterable[Sitting]) -> list[float]:
    """Return the points of each row."""
    worth = {one.question.id: one.row.points for one in found.asked}
    return [sum(credit * worth[item] for item, credit in row.credits.items()) for row in rows]


def marks_table(found: Whole, rows: Sequence[Sitting]) -> bytes:
    """Return the marks as CSV: a row a student, the points of each item, the total.

    Without rows it is the empty table that results are written into.
    """
    worth = {one.question.id: one.row.points for one in found.asked}
    ids = [item for item in worth if not rows or item in rows[0].credits]
    if not rows:
        return written([(STUDENT, VERSION, *ids)])
    most = f"{sum(worth[item] for item in ids):g}"
    lines = [
        (
            row.student,
            row.version,
            *(_points(row.credits[item] * worth[item]) for item in ids),
            _points(total),
            most,
        )
        for row, total in zip(rows, totals(found, rows), strict=True)
    ]
    return written([(STUDENT, VERSION, *ids, TOTAL, MOST), *lines])


def _points(value: float) -> str:
    return f"{round(value, 4):g}"


def _keep_figures(session: Session, found: Whole, table: Table) -> None:
    figures = {one.item: one for one in _analysed(found, [r.credits for r in table.rows]).items}
    for asked in found.asked:
        item, row = asked.question.id, asked.row
        one = figures.get(item)
        row.n = one.n if one else None
        row.facility = one.facility if one else None
        row.discrimination = one.discrimination if one else None
        row.efficiency = one.efficiency if one else None
        row.chosen = _chosen(table, item) if one else None
    session.flush()


def _analysed(found: Whole, rows: Sequence[Mapping[str, float]]) -> QuizFigures:
    """Analyse the items that the rows have a mark of."""
    worth = {one.question.id: one.row.points for one in found.asked}
    ids = [item for item in worth if rows and item in rows[0]]
    marks = {item: [row[item] * worth[item] for row in rows] for item in ids}
    return analyse(marks, worth)


def _chosen(table: Table, item: str) -> dict[str, int] | None:
    """Return how often each option was chosen, by its id; None for what has no options."""
    counted = Counter(option for row in table.rows for option in row.chosen[item])
    return dict(sorted(counted.items())) or None
