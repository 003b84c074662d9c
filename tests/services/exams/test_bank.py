"""What goes into the bank, what becomes of it, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.db import Database
from app.decks.model import Use
from app.models import Exam, ItemStatus
from app.quiz.drawing import Cell
from app.services.exams import bank, history
from app.services.exams.bank import BankError, Filter
from app.services.exams.reading import entered, read_file, read_item
from tests.services.exams.bank import FILE, NOW, fill, make_class, make_exam, rendered


def test_a_file_becomes_items_that_are_kept_for_exams(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        items = {item.item: item for item in fill(session, taught)}
        keep = items["keep"]
        assert (keep.use, keep.type, keep.points, keep.chapter) == ("exam", "choice", 2, "9")
        assert keep.tags == ["loyalty", "core"]
        assert keep.title == "Which keeps customers longest?"
        assert {item.type for item in items.values()} == {
            *("choice", "true_false", "short_answer", "numeric", "matching"),
            *("ordering", "cloze", "list", "essay"),
        }


def test_what_the_bank_keeps_says_the_same_as_the_file(database: Database) -> None:
    asked = {one.question.id: one.question for one in read_file(FILE, "", Use.EXAM).items}
    with database.transaction() as session:
        for item in fill(session, make_class(session)):
            kept = bank.asked(bank.head_of(session, item))
            assert replace(kept, line=0, path="") == replace(asked[item.item], line=0, path="")


def test_the_same_file_again_changes_nothing_and_another_text_is_a_revision(
    database: Database,
) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        fill(session, taught)
        changed = FILE.replace("A jingle", "A loud jingle")
        items = rendered(read_file(changed, "", Use.EXAM).items)
        course = taught.offering.course_id
        keep = next(item for item in bank.all_of(session, course) if item.item == "keep")
        done = bank.take_in(session, course, items[:1], taught.teacher, "", NOW)
        assert (done.added, done.revised, done.unchanged) == (0, 1, 0)
        assert (keep.head, keep.status) == (2, ItemStatus.DRAFT.value)
        again = bank.take_in(session, course, items[1:], taught.teacher, "", NOW)
        assert (again.added, again.revised, again.unchanged) == (0, 0, 9)


def test_filing_anew_needs_no_new_approval_and_another_text_does(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        item = next(i for i in fill(session, taught) if i.item == "lost")
        question = bank.asked(bank.head_of(session, item))
        filed, other = rendered(
            [
                entered(replace(question, points=3.0, tags=("easy",))),
                entered(replace(question, stem="Churn is good.")),
            ]
        )
        assert bank.revise(session, item, *filed, taught.teacher, "", NOW)
        assert (item.status, item.points, item.tags) == ("approved", 3, ["easy"])
        assert bank.revise(session, item, *other, taught.teacher, "", NOW)
        assert item.status == "draft"


def test_an_item_of_an_exam_to_come_is_not_freed_for_practice(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        items = fill(session, taught)
        exam = make_exam(session, taught)
        question = bank.asked(bank.head_of(session, items[0]))
        (free,) = rendered([entered(replace(question, use=Use.PRACTICE))])
        with pytest.raises(BankError, match="Final"):
            bank.revise(session, items[0], *free, taught.teacher, "", NOW)
        session.get_one(Exam, exam.id).released_at = NOW
        assert bank.revise(session, items[0], *free, taught.teacher, "", NOW)


def test_filters_narrow_the_list_and_retired_items_are_asked_for(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        items = fill(session, taught)
        course = taught.offering.course_id
        bank.set_status(session, items[:1], ItemStatus.RETIRED)
        assert len(bank.listed(session, course, Filter())) == 9
        assert bank.listed(session, course, Filter(status="retired")) == items[:1]
        assert {i.item for i in bank.listed(session, course, Filter(type="choice"))} <= {
            "keep",
            "cost",
        }
        assert [i.item for i in bank.listed(session, course, Filter(tag="core"))] == ["keep"]
        assert [i.item for i in bank.listed(session, course, Filter(text="6 times 7"))] == ["sum"]
        assert bank.listed(session, course, Filter(chapter="8")) == []


def test_every_exam_of_an_item_is_in_its_history(database: Database) -> None:
    with database.transaction() as session:
        taught = make_class(session)
        items = fill(session, taught)
        make_exam(session, taught)
        make_exam(session, taught, (Cell("", "essay", 1),), title="Resit")
        talk = next(item for item in items if item.item == "talk")
        assert {use.exam.title for use in history.of_item(session, talk)} == {"Final", "Resit"}


def test_nothing_of_a_file_with_an_error_is_taken_and_the_line_is_named() -> None:
    reading = read_file("Q: Which?\n- [x] one\n- [x] two\n\nQ: Fine?\nA: true\n", "f.md")
    assert [(fault.line, fault.code) for fault in reading.errors] == [(2, "choice-without-wrong")]


def test_a_text_without_a_question_says_so() -> None:
    (fault,) = read_file("Just words.\n", "f.md").errors
    assert "no question" in fault.message


def test_lines_of_an_item_count_from_its_own_beginning() -> None:
    reading = read_item("Q: Which?\n\n- [x] one\n", ["A heading", "Another"], "9", "item")
    assert reading.errors[0].line == 3


def test_an_item_is_one_question() -> None:
    (fault,) = read_item("Q: a?\nA: true\n\nQ: b?\nA: true\n", [], "", "item").errors
    assert "2 questions" in fault.message


def test_headings_above_an_item_are_kept() -> None:
    text = "---\ncontext: 2\n---\n# Chapter\n\n## Part\n\nQ: So? {#so}\nA: true\n"
    (one,) = read_file(text, "f.md").items
    assert one.question.context == ("Chapter", "Part")
    (again,) = read_item(one.markdown, one.question.context, "", "item").items
    assert again.question.context == ("Chapter", "Part")
