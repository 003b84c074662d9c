"""The sheet as it is rendered has everything where docs/answer-sheet.md says it has."""

from __future__ import annotations

import io
import re
import struct
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import segno
from pypdf import PdfReader

from app.exports import pdf
from app.exports.paper import answer_sheet as sheets
from app.exports.paper import typeset
from app.exports.paper.options import MILLIMETRES, PaperSize
from app.exports.sheet import Sheet
from tests.exports.paper import PAPER, exam
from tests.exports.sheets import sheet_of

PIXELS = 5  # a millimetre
DARK, LIGHT = 90, 200
DOCUMENT = Path("docs/answer-sheet.md").read_text(encoding="utf-8")


class Page:
    """A page in shades of grey, looked at in millimetres."""

    def __init__(self, png: bytes) -> None:
        self.width, self.height, self.rows = _decoded(png)

    def grey(self, x: float, y: float) -> int:
        return self.rows[int(y * PIXELS)][int(x * PIXELS)]

    def darkest(self, x: float, y: float, reach: float = 0.3) -> int:
        steps = (-reach, 0.0, reach)
        return min(self.grey(x + dx, y + dy) for dx in steps for dy in steps)


def _decoded(png: bytes) -> tuple[int, int, list[bytes]]:
    """Return width, height and the red of each pixel (PNG, 8 bits RGBA)."""
    width, height = struct.unpack(">II", png[16:24])
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    raw, length = zlib.decompress(data), width * 4
    rows, before = [], bytes(length)
    for row in range(height):
        start = row * (length + 1)
        before = _unfiltered(raw[start], raw[start + 1 : start + 1 + length], before)
        rows.append(before[::4])
    return width, height, rows


def _unfiltered(kind: int, line: bytes, before: bytes) -> bytes:
    if kind == 0:
        return line
    if kind == 2 and not any(line):
        return before
    made = bytearray(line)
    for at in range(len(made)):
        left = made[at - 4] if at >= 4 else 0
        up, corner = before[at], before[at - 4] if at >= 4 else 0
        made[at] = made[at] + _predicted(kind, left, up, corner) & 255
    return bytes(made)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda one: abs(guess - one))
    return (0, left, up, (left + up) // 2)[kind]


@cache
def page(size: PaperSize) -> Page:
    source, pictures, east_asian = pdf.source(_exam(size))
    made = typeset.png(source, pictures, east_asian=east_asian, ppi=PIXELS * 25.4)
    return Page(made[-1])


@cache
def _exam(size: PaperSize) -> Sheet:
    text = "---\ntitle: Exam\ndeck: d\n---\n" + "".join(
        f"\nQ: Question {n}? {{#q{n}}}\n- [x] one\n- [ ] two\n- [ ] three\n- [ ] four\n"
        for n in range(30)
    )
    both = sheet_of(f"{text}\nQ: Why?\nA: essay\n\nSo.\n\nQ: True?\nA: true\n")
    return replace(both, paper=replace(PAPER, size=size))


SIZES = pytest.mark.parametrize("size", list(PaperSize))


@SIZES
def test_four_black_squares_stand_in_the_corners_and_nothing_beside_them(size: PaperSize) -> None:
    width, height = MILLIMETRES[size]
    for x in (10.0, width - 16):
        for y in (10.0, height - 16):
            for dx, dy in ((0.4, 0.4), (5.6, 5.6), (3, 3), (5.6, 0.4)):
                assert page(size).grey(x + dx, y + dy) < DARK
            for dx, dy in ((-0.6, 3), (6.6, 3), (3, -0.6), (3, 6.6)):
                assert page(size).grey(x + dx, y + dy) > LIGHT


@SIZES
def test_a_circle_stands_for_every_option_where_the_document_says(size: PaperSize) -> None:
    """Three columns, 60 mm apart; the first circle 30.25 mm from the left and 87.5 mm down."""
    for at in range(31):
        column, row = divmod(at, 25)
        count = 4 if at < 30 else 2
        for place in range(count):
            x, y = 15 + 60 * column + 12 + 3.25 + 6.5 * place, 84 + 3.5 + 7 * row
            for dx, dy in ((2.3, 0), (-2.3, 0), (0, 2.3), (0, -2.3)):
                assert page(size).darkest(x + dx, y + dy) < LIGHT, (at, place)
            for dx, dy in ((1.7, 0), (-1.7, 0), (0, 1.8), (2.9, 0), (0, -2.9)):
                assert page(size).grey(x + dx, y + dy) > LIGHT, (at, place)
        after = 15 + 60 * column + 12 + 3.25 + 6.5 * count
        assert page(size).grey(after - 2.3, 84 + 3.5 + 7 * row) > LIGHT


@SIZES
def test_the_student_number_has_eight_columns_of_ten_circles(size: PaperSize) -> None:
    for place in range(8):
        for digit in range(10):
            x, y = 115 + 6 * place, 32.45 + 4.9 * digit
            for dx, dy in ((1.9, 0), (-1.9, 0), (0, 1.9), (0, -1.9)):
                assert page(size).darkest(x + dx, y + dy) < LIGHT
            assert page(size).grey(x + 1.4, y) > LIGHT


@SIZES
def test_the_code_names_exam_version_page_and_columns(size: PaperSize) -> None:
    said = sheets.code(_exam(size), 1, 1)
    assert re.fullmatch(r"RETAIN1 [0-9a-f]{12} A 1/1 3", said)
    matrix = segno.make(said, error="m", micro=False).matrix
    module = 26 / len(matrix)
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            grey = page(size).grey(166 + (column + 0.5) * module, 20 + (row + 0.5) * module)
            assert (grey < 128) == bool(dark)


def test_the_document_has_the_figures_of_the_code() -> None:
    for figure in (
        *(sheets.MARK, sheets.MARK_INSET, sheets.QR_LEFT, sheets.QR_TOP, sheets.QR_SIDE),
        *(sheets.DIGIT_LEFT, sheets.DIGIT_TOP, sheets.DIGIT_ACROSS, sheets.DIGIT_DOWN),
        *(sheets.GRID_LEFT, sheets.GRID_TOP, sheets.ROW_DOWN, sheets.NUMBER_WIDTH),
        *(sheets.ACROSS, sheets.CIRCLE, sheets.DIGIT_CIRCLE),
        *(apart for _, _, apart in sheets.COLUMNS),
    ):
        assert f"{figure:g} mm" in DOCUMENT
    assert f"{sheets.ROWS} rows" in DOCUMENT


def test_wider_questions_get_fewer_columns_and_long_exams_more_pages() -> None:
    asked = sheets.asked_on(exam().questions)
    assert sheets.columns(asked) == (2, 90.0)  # one of them has twelve options
    assert [len({circle.number for circle in made}) for made in sheets.pages(asked)] == [39]
    narrow = _exam(PaperSize.A4).questions[:30]
    assert len(sheets.pages(sheets.asked_on(narrow * 5))) == 2  # 150 questions, 75 a page
    assert sheets.pages([]) == []


def test_every_circle_is_on_the_paper_and_none_meets_another() -> None:
    for made in sheets.pages(sheets.asked_on(exam().questions)):
        centres = [(circle.x, circle.y) for circle in made]
        assert len(set(centres)) == len(centres)
        assert max(x for x, _ in centres) + sheets.CIRCLE / 2 < 210 - sheets.MARK_INSET
        assert max(y for _, y in centres) + sheets.CIRCLE / 2 < 279.4 - 16


def test_an_exam_without_circles_has_no_answer_sheet() -> None:
    sheet = sheet_of("---\ntitle: t\ndeck: d\n---\n\nQ: Why?\nA: essay\n\nSo.\n")
    assert sheets.markup(sheet, "t") == ""
    last = PdfReader(io.BytesIO(pdf.write(sheet))).pages[-1].extract_text()
    assert "Why?" in last
    assert "Answer sheet" not in last
