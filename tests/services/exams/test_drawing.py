"""An exam is drawn reproducibly, and says what the bank cannot give."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy.orm import Session

from app.db import Database
from app.exports.paper.options import Paper
from app.models import Exam, ItemStatus, Sitting
from app.quiz.drawing import Cell
from app.quiz.key import key_of
from app.services.exams import bank, building, drawing
from app.services.exams.building import Details, ExamError
from app.services.exams.exporting import key_table
from app.services.exams.sheets import whole
from tests.services.exams.bank import DAY, NOW, Taught, fill, make_class, make_exam


def drawn(session: Session, exam: Exam) -> list[str]:
    return [one.item.item for one in drawing.asked_in(session, exam)]


def key_bytes(session: Session, taught: Taught, exam: Exam) -> bytes:
    return key_table(whole(session, taught.offering, exam, Paper()).versions)


def test_the_same_seed_draws_the_same_versions_byte_for_byte(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        fill(session, taught)
        first = make_exam(session, taught, (Cell("9", "", 6),))
        items, key = drawn(session, first), key_bytes(session, taught, first)
        building.delete(session, first)
        second = make_exam(session, taught, (Cell("9", "", 6),))
        assert (drawn(session, second), key_bytes(session, taught, second)) == (items, key)
        building.delete(session, second)
        other = make_exam(session, taught, (Cell("9", "", 6),), seed="another")
        assert key_bytes(session, taught, other) != key


def test_versions_hold_the_same_items_in_other_orders_and_a_pinned_option_stays(
    database: Database,
) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        fill(session, taught)
        exam = make_exam(session, taught, versions=4)
        asked = drawing.asked_in(session, exam)
        made = drawing.versions_of(session, exam, asked)
        assert [one.name for one in made] == ["A", "B", "C", "D"]
        orders = [[question.id for question in one.questions] for one in made]
        assert len({tuple(order) for order in orders}) == 4
        assert len({frozenset(order) for order in orders}) == 1
        choices = [q for one in made for q in one.questions if q.id == "keep"]
        assert {q.body.options[-1].text for q in choices} == {"None of these"}
        assert len(Counter(map(key_of, choices))) > 1


def test_points_of_a_row_take_the_place_of_the_items_own(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        fill(session, taught)
        exam = make_exam(session, taught, (Cell("", "choice", 2, 1.5), Cell("", "essay", 1)))
        points = {one.question.id: one.question.points for one in drawing.asked_in(session, exam)}
        assert points == {"keep": 1.5, "cost": 1.5, "talk": 5}


def test_what_is_missing_is_said_and_drafts_are_not_drawn(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        items = fill(session, taught)
        bank.set_status(session, [i for i in items if i.item == "keep"], ItemStatus.DRAFT)
        exam = make_exam(session, taught, (Cell("9", "choice", 3), Cell("", "essay", 1)))
        assert drawing.trial(session, taught.offering, exam).missing == (2, 0)
        assert drawn(session, exam) == ["cost", "talk"]


def test_pinned_items_are_in_and_those_left_out_are_not(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        items = {item.item: item for item in fill(session, taught)}
        exam = make_exam(session, taught, (Cell("", "choice", 1),))
        building.place(session, exam, items["talk"].id, "pin")
        building.place(session, exam, items["keep"].id, "out")
        assert not drawing.is_current(exam)
        drawing.draw(session, taught.offering, exam, NOW)
        assert drawing.is_current(exam)
        assert drawn(session, exam) == ["cost", "talk"]


def test_an_exam_keeps_the_text_it_was_drawn_with(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        fill(session, taught)
        exam = make_exam(session, taught, (Cell("", "", 10),))
        changed = "Q: It is otherwise. {#lost}\nA: false\n"
        fill(session, taught, changed)
        texts = {one.question.id: one.question.stem for one in drawing.asked_in(session, exam)}
        assert texts["lost"] == "Churn is the share of customers lost."
        drawing.draw(session, taught.offering, exam, NOW)
        texts = {one.question.id: one.question.stem for one in drawing.asked_in(session, exam)}
        assert texts["lost"] == "It is otherwise."


def test_nothing_to_draw_is_an_error_that_says_what_to_do(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        with pytest.raises(ExamError, match="Approve items"):
            make_exam(session, taught)


def test_a_sat_exam_stays_as_it_is(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        fill(session, taught)
        exam = make_exam(session, taught)
        session.add(
            Sitting(exam_id=exam.id, number=1, student="", version="A", answers={}, credits={})
        )
        session.flush()
        with pytest.raises(ExamError, match="has results"):
            drawing.draw(session, taught.offering, exam, NOW)
        with pytest.raises(ExamError, match="has results"):
            building.change(session, exam, Details("x", DAY, None, "", "s", 1), ())
        with pytest.raises(ExamError, match="has results"):
            building.delete(session, exam)


def test_a_duplicate_leaves_used_items_out_if_asked(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        fill(session, taught)
        exam = make_exam(session, taught, (Cell("", "choice", 1), Cell("", "", 2)))
        used = set(drawn(session, exam))
        fresh = building.duplicate(session, exam, taught.offering, DAY, NOW, without_used=True)
        assert (fresh.title, fresh.minutes, fresh.versions) == ("Final", 90, 3)
        assert fresh.seed != exam.seed
        drawing.draw(session, taught.offering, fresh, NOW)
        assert used.isdisjoint(drawn(session, fresh))
        again = building.duplicate(session, exam, taught.offering, DAY, NOW, without_used=False)
        assert drawing.trial(session, taught.offering, again).missing == (0, 0)
