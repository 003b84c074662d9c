"""What is kept for an exam is in no table that students' pages are made of."""

from __future__ import annotations

from sqlalchemy import select

from app.db import Access
from app.models import (
    Base,
    Card,
    CardRevision,
    DeckRendering,
    Note,
    NoteRevision,
    Rendering,
    SearchIndex,
)
from tests.services.decks.course import Classroom, question

SEEN_BY_STUDENTS: tuple[type[Base], ...] = (
    DeckRendering, Note, NoteRevision, Card, CardRevision, Rendering, SearchIndex,
)  # fmt: skip
EXAM = "Q: What is secret? {use=exam #secret}\nA: The secret answer.\n\n> **Remark:** secret\n\n"
KNOWN = question("What is churn?", "Losing customers.")


def stored(classroom: Classroom) -> str:
    """Return all that the tables hold which students' pages are made of."""
    with classroom.database.transaction(Access.READ) as session:
        rows = [row for table in SEEN_BY_STUDENTS for row in session.scalars(select(table))]
        return repr([{c.key: getattr(r, c.key) for c in r.__table__.columns} for r in rows])


def test_exam_questions_are_not_stored(classroom: Classroom) -> None:
    classroom.write("a.md", KNOWN + EXAM)
    report = classroom.apply()
    assert report.summary["new"] == 1
    assert "What is churn?" in stored(classroom)
    assert "secret" not in stored(classroom)


def test_a_question_that_is_taken_for_an_exam_is_retired(sqlite_classroom: Classroom) -> None:
    classroom = sqlite_classroom
    classroom.write("a.md", KNOWN + EXAM.replace("use=exam", "use=practice"))
    classroom.apply()
    classroom.write("a.md", KNOWN + EXAM)
    assert classroom.apply().summary["retired"] == 1
    retired = {key[0] for key, card in classroom.cards().items() if card.retired_at}
    assert retired == {"What is secret?"}
