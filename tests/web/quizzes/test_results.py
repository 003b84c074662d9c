"""Results: n everywhere, marks of one student only where the quiz counts."""

from __future__ import annotations

import csv
from io import StringIO

from sqlalchemy import update

from app.models import User
from app.quiz.analysis import FEW
from tests.web.quizzes.classroom import ASKED, POINTS, WRONG, Classroom

NAMES = ("ann", "bea", "cem", "dea")


def taken(classroom: Classroom, names: tuple[str, ...] = NAMES, **fields: str) -> str:
    """Return a quiz that the first of *names* got wholly right, and nobody else."""
    address = classroom.announce(**fields)
    for place, name in enumerate(names):
        classroom.take(name, address, WRONG if place else ASKED)
    return address


def test_marks_of_one_student_show_where_the_quiz_counts_and_nowhere_else(
    classroom: Classroom,
) -> None:
    counting, open_ = taken(classroom, counts="y"), taken(classroom, title="Practice")
    text = classroom.ines.get(f"{counting}/results").text
    for name in NAMES:
        assert f"{name}@example.org" in text
    assert f"{POINTS} / {POINTS}" in text
    for page in ("results", "items", "preview"):
        text = classroom.ines.get(f"{open_}/{page}").text
        for name in NAMES:
            assert f"{name}@example.org" not in text
    assert (
        "the points of each student are theirs alone" in classroom.ines.get(f"{open_}/results").text
    )
    assert classroom.ines.get(f"{open_}/results.csv").status_code == 403


def test_the_class_together_shows_from_three_students_up(classroom: Classroom) -> None:
    address = taken(classroom, NAMES[:2])
    text = classroom.ines.get(f"{address}/results").text
    assert "2 of 2 students have handed in" in text
    assert "The average is shown from 3 students up" in text
    assert "from 3 students up" in classroom.ines.get(f"{address}/items").text
    classroom.take("cem", address, WRONG)
    text = classroom.ines.get(f"{address}/results").text
    assert "on average (n = 3)" in text
    assert "The distribution is shown from 10 students up" in text
    assert "Fewer than 20 students" in text


def test_the_best_attempt_counts_and_items_are_judged_by_the_first(classroom: Classroom) -> None:
    address = classroom.announce(counts="y", attempts="2")
    classroom.take("ann", address, WRONG)
    classroom.take("ann", address, ASKED)
    assert f"{POINTS} / {POINTS}" in classroom.ines.get(f"{address}/results").text
    assert "0.0 %" in classroom.ines.get(f"{address}/items").text


def test_staff_who_try_a_quiz_are_not_in_its_results(classroom: Classroom) -> None:
    address = classroom.announce(counts="y")
    classroom.browsers["ines"] = classroom.ines
    classroom.take("ines", address, ASKED)
    text = classroom.ines.get(f"{address}/results").text
    assert "0 of 1 students have handed in" in text
    assert "Nobody has handed in yet" in classroom.ines.get(f"{address}/items").text


def test_the_file_has_a_line_for_each_student_and_no_formula(classroom: Classroom) -> None:
    address = taken(classroom, counts="y")
    classroom.student("eli")  # takes part and never begins
    with classroom.stored.transaction() as session:
        query = update(User).where(User.email == "bea@example.org")
        session.execute(query.values(name='=HYPERLINK("http://evil")'))
    reply = classroom.ines.get(f"{address}/results.csv")
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(reply.data.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(NAMES) + 1
    assert len({len(row) for row in rows}) == 1
    by_email = {row[1]: row for row in rows}
    assert by_email["ann@example.org"][5:8] == [str(POINTS), str(POINTS), "100.0"]
    assert by_email["bea@example.org"][0] == '\'=HYPERLINK("http://evil")'
    assert by_email["eli@example.org"][2:] == ["0", *[""] * (len(rows[0]) - 3)]
    assert set(rows[0][8:]) == set(ASKED)


def test_a_distractor_that_nobody_chose_is_named_from_twenty_answers_up(
    classroom: Classroom,
) -> None:
    address = classroom.announce(types="choice")
    said = {"one": WRONG["one"], "several": ASKED["several"]}
    names = [f"student{number}" for number in range(FEW)]
    for name in names[:-1]:
        classroom.take(name, address, said)
    assert "Nobody chose" not in classroom.ines.get(f"{address}/items").text
    classroom.take(names[-1], address, said)
    text = classroom.ines.get(f"{address}/items").text
    assert f"Nobody chose “wrong option alpha” (n = {FEW})." in text
    assert "Nobody chose “wrong option gamma”" not in text
    assert "Nobody chose “right option" not in text
    assert f"{FEW} of {FEW}" in text
    assert "Fewer than" not in text
    assert "Marks of the class" in classroom.ines.get(f"{address}/results").text
