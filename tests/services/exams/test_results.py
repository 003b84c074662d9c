"""Answers are marked whichever version was sat; what cannot be read is named by its place."""

from __future__ import annotations

import csv
import random
from io import StringIO

import pytest
from sqlalchemy.orm import Session

from app.db import Database
from app.exports.paper import printed
from app.exports.paper.options import Paper
from app.exports.sheet import Sheet
from app.models import Exam
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.services.exams import history, results, sheets
from app.services.exams.table_reading import Table
from app.services.tables import UnreadableError
from tests.services.exams.bank import NOW, Taught, fill, make_class, make_exam


def world(session: Session, versions: int = 3) -> tuple[Taught, Exam]:
    taught = make_class(session)
    fill(session, taught)
    return taught, make_exam(session, taught, versions=versions)


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def marked(session: Session, taught: Taught, exam: Exam, *rows: str) -> Table:
    return results.marked(session, taught.offering, exam, table(*rows))


def written(sheet: Sheet, question: Question, *, knows: bool) -> str:
    """Return what somebody writes who has this version before them, and knows or does not."""
    body = question.body
    match body:
        case Choice(options=options):
            meant = {o.id: printed.letter(n) for n, o in enumerate(options) if o.right is knows}
            return " ".join(meant.values()) if knows else meant[min(meant)]
        case Matching(pairs=pairs):
            letters = {
                n: printed.letter(at) for at, (n, _) in enumerate(printed.choices(sheet, body))
            }
            answer = [letters[pair.choice] for pair in pairs]
            return " ".join(answer if knows else answer[::-1])
        case Ordering():
            shown = [number for number, _ in printed.entries(sheet, question)]
            return " ".join(shown) if knows else " ".join(str(4 - int(n)) for n in shown)
    answers = {"lost": "true", "churn": "Churn", "sum": "42", "gap": "advocates", "talk": "5"}
    answers |= {"three-1": "product|price|place", "three": "product|price|place"}
    wrong = {"lost": "false", "talk": "0"}
    return answers[question.id] if knows else wrong.get(question.id, "7")


def test_marks_agree_whichever_version_was_sat(database: Database) -> None:
    with database.transaction() as session:
        taught, exam = world(session)
        found = sheets.whole(session, taught.offering, exam, Paper())
        ids = [question.id for question in found.sheet.questions]
        rng = random.Random(5)
        lines = [",".join(["student", "version", *ids])]
        for student in range(12):
            known = {item: rng.random() < 0.6 for item in ids}
            for name, sheet in zip("ABC", found.versions, strict=True):
                by_id = {question.id: question for question in sheet.questions}
                cells = [written(sheet, by_id[item], knows=known[item]) for item in ids]
                lines.append(",".join([f"s{student}{name}", name, *cells]))
        done = marked(session, taught, exam, *lines)
        assert done.faults == ()
        by_student = [done.rows[start : start + 3] for start in range(0, len(done.rows), 3)]
        for a, b, c in by_student:
            assert a.credits == b.credits == c.credits
            assert a.chosen == b.chosen == c.chosen
        assert {credit for row in done.rows for credit in row.credits.values()} >= {0, 1}


def test_who_writes_the_printed_key_gets_all_points_in_every_version(database: Database) -> None:
    with database.transaction() as session:
        taught, exam = world(session)
        found = sheets.whole(session, taught.offering, exam, Paper())
        ids = [question.id for question in found.sheet.questions]
        lines = [",".join(["version", *ids])]
        for name, sheet in zip("ABC", found.versions, strict=True):
            by_id = {question.id: question for question in sheet.questions}
            lines.append(
                ",".join([name, *(written(sheet, by_id[item], knows=True) for item in ids)])
            )
        done = marked(session, taught, exam, *lines)
        assert done.faults == ()
        assert [set(row.credits.values()) for row in done.rows] == [{1.0}] * 3


def test_stored_results_give_marks_and_figures_that_reach_the_bank(database: Database) -> None:
    with database.transaction() as session:
        taught, exam = world(session, versions=1)
        lines = [f"s{n},{'true' if n % 2 else 'false'},{6 * 7 if n % 2 else 1}" for n in range(24)]
        done = marked(session, taught, exam, "Student,lost,sum", *lines)
        results.store(session, taught.actor, taught.offering, exam, done, NOW)
        found = sheets.whole(session, taught.offering, exam, Paper())
        rows = results.sittings(session, exam)
        figures = results.analysis(found, rows)
        assert (figures.n, figures.most, figures.few) == (24, 2, False)
        assert figures.alpha == pytest.approx(100)
        lost = next(one.item for one in found.asked if one.question.id == "lost")
        (use,) = history.of_item(session, lost)
        assert (use.row.n, use.row.facility, use.few) == (24, 50, False)
        assert use.row.discrimination == pytest.approx(100)
        marks = results.marks_table(found, rows).decode("utf-8-sig")
        head, first, second = list(csv.reader(StringIO(marks)))[:3]
        assert head == ["student", "version", *head[2:4], "total", "most"]
        assert (first[0], first[4:], second[4:]) == ("s0", ["0", "2"], ["2", "2"])


def test_deleting_results_keeps_the_figures_of_items(database: Database) -> None:
    with database.transaction() as session:
        taught, exam = world(session, versions=1)
        done = marked(session, taught, exam, "student,lost", "a,true", "b,false")
        results.store(session, taught.actor, taught.offering, exam, done, NOW)
        results.forget(session, taught.actor, taught.offering, exam, NOW)
        assert results.sittings(session, exam) == []
        found = sheets.whole(session, taught.offering, exam, Paper())
        lost = next(one for one in found.asked if one.question.id == "lost")
        assert (lost.row.n, lost.row.facility) == (2, 50)


def test_options_that_were_chosen_are_counted_by_item(database: Database) -> None:
    with database.transaction() as session:
        taught, exam = world(session, versions=1)
        rows = ("a,Trust", "b,Trust", "c,A jingle", "d,")
        done = marked(session, taught, exam, "student,keep", *rows)
        results.store(session, taught.actor, taught.offering, exam, done, NOW)
        found = sheets.whole(session, taught.offering, exam, Paper())
        keep = next(one for one in found.asked if one.question.id == "keep")
        assert keep.row.chosen == {"1": 2, "3": 1}


def test_every_cell_that_cannot_be_read_is_named_and_nothing_is_marked(
    database: Database,
) -> None:
    with database.transaction() as session:
        taught, exam = world(session)
        done = marked(
            session,
            taught,
            exam,
            "student;version;lost;keep;talk;order",
            "a;A;perhaps;a;2;2 1 3",
            "b;Z;true;a;2;",
            "c;;true;a;2;",
            "a;B;true;zz;6;1 1 2",
        )
        places = {(fault.row, fault.column) for fault in done.faults}
        assert places == {
            *((2, "lost"), (3, "version"), (4, "version"), (5, "student")),
            *((5, "keep"), (5, "talk"), (5, "order")),
        }
        assert "0 to 5" in next(f.why for f in done.faults if f.column == "talk")


def test_columns_without_an_item_and_items_without_a_column_are_said(database: Database) -> None:
    with database.transaction() as session:
        taught, exam = world(session, versions=1)
        done = marked(session, taught, exam, "student,email,lost", "a,a@example.org,true")
        assert done.ignored == ("email",)
        assert "lost" not in done.absent
        assert "keep" in done.absent


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no answers"),
        ("student,lost", "no answers"),
        ("student,nothing\na,b", "No column"),
        ("lost,lost\ntrue,true", "two columns"),
        ('student,lost\n"a,true', "Line 2"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(
    sqlite: Database, text: str, why: str
) -> None:
    with sqlite.transaction() as session:
        taught, exam = world(session)
        with pytest.raises(UnreadableError, match=why):
            results.marked(session, taught.offering, exam, text.encode())


def test_no_cell_of_the_marks_is_a_formula(sqlite: Database) -> None:
    with sqlite.transaction() as session:
        taught, exam = world(session, versions=1)
        done = marked(session, taught, exam, "student,lost", '"=HYPERLINK(""x"")",true')
        results.store(session, taught.actor, taught.offering, exam, done, NOW)
        found = sheets.whole(session, taught.offering, exam, Paper())
        text = results.marks_table(found, results.sittings(session, exam)).decode("utf-8-sig")
        assert list(csv.reader(StringIO(text)))[1][0] == '\'=HYPERLINK("x")'
