"""The table of questions as CSV (read by the csv module) and as XLSX (read by openpyxl)."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from app.exports import FORMATS, Export, registry
from app.exports.csv_file import LIVE, defused
from app.exports.rows import COLUMNS
from app.exports.sheet import Fragment, as_typed
from app.exports.workbook import LONGEST, column, workbook
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse
from tests.exports.sheets import sheet_of
from tests.exports.torture import torture

Row = dict[str, str]


@cache
def exported(name: str) -> Export:
    return registry.write(FORMATS[name], torture())


def as_shown(cell: str) -> str:
    """Return what stands in a cell of CSV, without the apostrophe that makes it a text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(LIVE) else cell


@cache
def by_csv() -> tuple[Row, ...]:
    text = exported("csv").data.decode("utf-8-sig")
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    return tuple({name: as_shown(cell) for name, cell in row.items()} for row in rows)


@cache
def cells() -> tuple[tuple[Any, ...], ...]:
    return tuple(openpyxl.load_workbook(BytesIO(exported("xlsx").data)).active.iter_rows())


@cache
def by_openpyxl() -> tuple[Row, ...]:
    header, *rows = [[cell.value for cell in row] for row in cells()]
    return tuple(
        {name: "" if cell is None else str(cell) for name, cell in zip(header, row, strict=True)}
        for row in rows
    )


READERS = pytest.mark.parametrize("read", [by_csv, by_openpyxl], ids=["csv", "xlsx"])


def options_of(row: Row) -> list[str]:
    numbers = range(1, (len(row) - len(COLUMNS)) // 2 + 1)
    found = [row[f"option_{number}"] for number in numbers]
    while found and not found[-1]:
        found.pop()
    return found


@READERS
def test_every_question_has_its_row(read: Any) -> None:
    sheet, rows = torture(), read()
    assert [row["item"] for row in rows] == [question.id for question in sheet.questions]
    for question, row in zip(sheet.questions, rows, strict=True):
        assert row["type"] == question.type
        assert row["question"] == sheet.stem_text(question)
        assert float(row["points"]) == question.points
        assert row["use"] == question.use.value
        assert row["tags"].split("; ") == list(question.tags)
        assert row["hint"] == question.hint
        assert row["feedback"].endswith(sheet.block_text(question.feedback))
        check_answer(question, row)


def check_answer(question: Question, row: Row) -> None:
    sheet, body, options = torture(), question.body, options_of(row)
    match body:
        case Choice():
            assert options == [sheet.text(option.text) for option in body.options]
            letters = row["answer"].split()
            right = [chr(ord("a") + at) in letters for at in range(len(options))]
            assert right == [option.right for option in body.options]
            for number, option in enumerate(body.options, 1):
                assert row[f"feedback_{number}"] == sheet.block_text(option.feedback)
        case TrueFalse():
            assert row["answer"] == str(body.truth).lower()
            assert row["feedback"].startswith(sheet.block_text(body.explanation))
        case ShortAnswer() | Gap():
            assert row["answer"].split(" | ") == [as_typed(one) for one in body.wordings]
        case Numeric(quantity=quantity):
            assert row["answer"].startswith(f"{quantity.value:f}")
            assert row["answer"].partition(" ± ")[2] == (
                f"{quantity.tolerance:f}" if quantity.tolerance else ""
            )
            assert quantity.unit in row["answer"]
        case Matching():
            pairs = [(sheet.text(p.left), sheet.text(body.text(p.choice))) for p in body.pairs]
            assert [tuple(option.split(" → ")) for option in options[: len(pairs)]] == pairs
            assert len(options) - len(pairs) == len(body.choices) - len(
                {pair.choice for pair in body.pairs}
            )
        case Ordering():
            assert options == [sheet.text(text) for _, text in body.entries]
        case Listing():
            assert [option.split(" | ")[0] for option in options] == [
                sheet.text(entry.text) for entry in body.entries
            ]
        case _:
            assert row["answer"] == sheet.block_text(body.model)


@pytest.mark.parametrize("live", [*LIVE, "=1+1", "@SUM(A1)"])
def test_a_cell_of_csv_never_begins_like_a_formula(live: str) -> None:
    assert defused(live) == f"'{live}"
    assert defused(f"x{live}") == f"x{live}"


def test_no_cell_of_the_torture_set_is_live() -> None:
    text = exported("csv").data.decode("utf-8-sig")
    found = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]
    assert [cell for cell in found if cell.startswith(LIVE)] == []
    assert '\'=HYPERLINK("http://example.org","x")' in found
    assert "'\uff1d1+1" in found
    kinds = {cell.data_type for row in cells() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}
    numbers = {
        cell.column for row in cells() for cell in row if cell.data_type == "n" and cell.value
    }
    assert numbers == {COLUMNS.index("points") + 1}
    live = [cell for row in cells() for cell in row if str(cell.value).startswith("=")]
    assert live
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in live)


def test_csv_begins_with_the_mark_of_utf_8() -> None:
    data = exported("csv").data
    assert data.startswith(b"\xef\xbb\xbfitem,type,")
    assert b"\r\n" in data


def test_formatting_and_pictures_are_named_as_losses() -> None:
    for name in ("csv", "xlsx"):
        said = {(loss.question, loss.what.split(":")[0]) for loss in exported(name).losses}
        assert {("inline", "formatting"), ("picture", "pictures")} <= said
        assert not any(loss.left_out for loss in exported(name).losses)


def test_a_text_that_no_cell_holds_leaves_the_question_out() -> None:
    sheet = sheet_of("Q: Which?\nA~ this\n\nQ: Who?\nA~ she\n")
    long = replace(sheet.questions[0], feedback="x" * (LONGEST + 1))
    whole = replace(
        sheet,
        questions=(long, sheet.questions[1]),
        html={**sheet.html, Fragment(long.feedback): f"<p>{long.feedback}</p>"},
    )
    for name in ("csv", "xlsx"):
        made = registry.write(FORMATS[name], whole)
        assert [loss.what for loss in made.losses if loss.left_out] == [
            "a text of more than 32,767 characters, which no cell holds"
        ]
        assert long.feedback.encode() not in made.data


def test_workbooks_keep_texts_as_they_are() -> None:
    texts = [
        " a ",
        "two\nlines",
        "_x0041_",
        "a\x0bb",
        "<&>\"'",
        "0012",
        "1e5",
        "TRUE",
        "👩\u200d👩",
    ]
    data = workbook("A: [name]/that * is ? longer than thirty-one", [["head"], texts], [10])
    book = openpyxl.load_workbook(BytesIO(data))
    found = [cell.value for cell in book.active[2]]
    expected = [text.replace("\x0b", "\N{REPLACEMENT CHARACTER}") for text in texts]
    expected[2] = "_x005F_x0041_"  # as it has to stand in the file
    assert found == expected
    assert book.sheetnames == ["A   name  that   is   longer th"]
    assert book.active.freeze_panes == "A2"
    assert book.active["A1"].font.bold


def test_columns_are_named_beyond_z() -> None:
    assert [column(at) for at in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"),
    ]


def test_workbooks_are_the_same_twice_and_hold_no_date() -> None:
    data = exported("xlsx").data
    assert registry.write(FORMATS["xlsx"], torture()).data == data
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
