"""The revision that adds tallies counts what the log holds, as the fold counts from then on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from random import Random

from sqlalchemy import select

from app.db import Access, Database
from app.models import CardState
from app.services import doctor, schema
from tests.services.test_class_tallies import Term


def tallies(database: Database) -> dict[tuple[uuid.UUID, uuid.UUID], tuple[int, int]]:
    query = select(CardState.student_id, CardState.card_id, CardState.tests, CardState.recalled)
    with database.transaction(Access.READ) as session:
        return {(row[0], row[1]): (row[2], row[3]) for row in session.execute(query)}


def test_what_was_answered_undone_reset_and_merged_before_is_counted(database: Database) -> None:
    term = Term(database, Random(7))
    for kind in [*["answer"] * 14, "reset", "merge", *["answer"] * 6, "undo", "undo", "merge"]:
        getattr(term, kind)()
    term.reset()
    term.answer()
    before = tallies(database)
    assert len(set(before.values())) > 3
    with database.transaction(Access.SCHEMA) as session:
        schema.downgrade(session, "0012")
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session)
    assert tallies(database) == before
    with database.transaction(Access.READ) as session:
        assert not [fault for fault in doctor.examine(session).faults if fault.code == "drift"]


def test_whoever_upgrades_sees_how_many_students_are_counted(database: Database) -> None:
    term, counted = Term(database, Random(7)), []
    term.answer()

    def followed(students: Sequence[uuid.UUID], label: str) -> Iterator[uuid.UUID]:
        for student in students:
            yield student
            counted.append((student, label))

    with database.transaction(Access.SCHEMA) as session:
        schema.downgrade(session, "0012")
    with database.transaction(Access.SCHEMA) as session:
        schema.upgrade(session, followed=followed)
    students = {student for student, _ in tallies(database)}
    assert counted == [(student, "Counting answers, by student") for student in students]
