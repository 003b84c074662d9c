"""Kahoot's workbook, read by openpyxl where its import looks."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import openpyxl

from app.exports import FORMATS, Export, registry
from app.quiz.types.choice import Choice
from app.quiz.types.true_false import TrueFalse
from tests.exports.sheets import sheet_of
from tests.exports.torture import torture

KAHOOT = FORMATS["kahoot"]
FIRST = 9  # row
TIMES = {5, 10, 20, 30, 60, 90, 120, 240}


@cache
def exported() -> Export:
    return registry.write(KAHOOT, torture())


def rows(data: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST, max_col=8)]


def folded(text: str) -> str:
    return " ".join(text.split())


def test_the_headings_stand_where_the_import_looks_for_them() -> None:
    sheet = openpyxl.load_workbook(BytesIO(exported().data)).active
    assert [cell.value for cell in sheet[FIRST - 1]][1:4] == [
        "Question - max 120 characters",
        "Answer 1 - max 75 characters",
        "Answer 2 - max 75 characters",
    ]
    assert sheet["H8"].value == "Correct answer(s) - choose at least one"


def test_the_questions_that_fit_are_there_with_their_answers_and_key() -> None:
    sheet = torture()
    left = {loss.question for loss in exported().losses if loss.left_out}
    asked = [question for question in sheet.questions if question.id not in left]
    found = rows(exported().data)
    assert len(found) == len(asked) > 25
    for number, (question, row) in enumerate(zip(asked, found, strict=True), 1):
        assert row[0] == number
        assert row[1] == folded(sheet.stem_text(question))
        assert row[6] in TIMES
        answers = [text for text in row[2:6] if text]
        right = {int(place) for place in row[7].split(",")}
        assert len(row[1]) <= 120
        assert max(map(len, answers)) <= 75
        if isinstance(question.body, TrueFalse):
            assert answers == ["True", "False"]
            assert right == {1 if question.body.truth else 2}
        else:
            assert answers == [folded(sheet.text(o.text)) for o in question.body.options]
            assert right == {at for at, o in enumerate(question.body.options, 1) if o.right}


def test_what_does_not_fit_is_left_out_with_the_limit() -> None:
    left: dict[str, list[str]] = {}
    for loss in exported().losses:
        if loss.left_out:
            left.setdefault(loss.question, []).append(loss.what)
    assert left["ten-options"] == ["10 options; at most 4 fit"]
    assert left["long-option"][0].startswith("an option has 107 characters; at most 75 fit")
    assert left["long-stem"][0].endswith("characters; at most 120 fit")
    assert left["short"] == ["only choices fit, this is of the type “Short answer”"]
    bodies = {question.id: question.body for question in torture().questions}
    unfit = {name for name, body in bodies.items() if not isinstance(body, Choice | TrueFalse)}
    assert unfit <= left.keys()


def test_long_questions_get_more_time() -> None:
    short, long = "Q: Which?\n", f"Q: {'Which is the one that ' * 4}fits?\n"
    options = "- [x] yes\n- [x] of course\n- [ ] no\n\n"
    found = rows(registry.write(KAHOOT, sheet_of(short + options + long + options)).data)
    assert [row[6] for row in found] == [30, 60]
    assert [row[7] for row in found] == ["1,2", "1,2"]


def test_what_is_lost_is_named() -> None:
    said = {(loss.question, loss.what.split(":")[0]) for loss in exported().losses}
    assert {
        ("", "ids, tags, points, hints and feedback"),
        ("inline", "formatting"),
        ("pinned", "a pinned option"),
    } <= said


def test_the_workbook_is_the_same_twice() -> None:
    assert registry.write(KAHOOT, torture()).data == exported().data
