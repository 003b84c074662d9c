"""The answer sheet that a machine can read: where everything stands, in millimetres.

docs/answer-sheet.md has the same figures for whoever builds a scanner; a test holds both
against the rendered page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.exports.paper import printed
from app.exports.paper.markup import literal
from app.exports.paper.options import MILLIMETRES, exam_id
from app.exports.sheet import Sheet
from app.quiz.questions import Question

MARK, MARK_INSET = 6.0, 10.0  # side of the corner marks, and their distance from the edges
QR_LEFT, QR_TOP, QR_SIDE = 166.0, 20.0, 26.0
DIGITS, DIGIT_LEFT, DIGIT_TOP, DIGIT_ACROSS, DIGIT_DOWN = 8, 112.0, 30.0, 6.0, 4.9
DIGIT_CIRCLE = 3.8
GRID_LEFT, GRID_TOP, ROW_DOWN, ROWS = 15.0, 84.0, 7.0, 25
NUMBER_WIDTH, ACROSS, CIRCLE = 12.0, 6.5, 4.6
# The most circles in a row → how many columns of questions there are, and their distance.
COLUMNS = ((6, 3, 60.0), (12, 2, 90.0), (26, 1, 180.0))


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle to fill in: its centre, its letter or digit, and the question's number."""

    x: float
    y: float
    sign: str
    number: int


def asked_on(questions: Sequence[Question]) -> list[tuple[int, Question]]:
    """Return the questions that are answered on the sheet, with their numbers in the exam."""
    widest = COLUMNS[-1][0]
    return [
        (number, question)
        for number, question in enumerate(questions, 1)
        if 0 < len(printed.bubbles(question)) <= widest
    ]


def columns(asked: Sequence[tuple[int, Question]]) -> tuple[int, float]:
    """Return how many columns of questions a page has, and how far apart they are."""
    most = max(len(printed.bubbles(question)) for _, question in asked)
    return next((count, apart) for widest, count, apart in COLUMNS if most <= widest)


def pages(asked: Sequence[tuple[int, Question]]) -> list[list[Circle]]:
    """Return the circles of every page, question by question; none if nothing is asked there."""
    if not asked:
        return []
    count, apart = columns(asked)
    rest, made = iter(asked), []
    while part := list(islice(rest, count * ROWS)):
        made.append([circle for at, one in enumerate(part) for circle in _row(at, apart, *one)])
    return made


def _row(at: int, apart: float, number: int, question: Question) -> Iterator[Circle]:
    column, row = divmod(at, ROWS)
    left, y = GRID_LEFT + column * apart + NUMBER_WIDTH, GRID_TOP + (row + 0.5) * ROW_DOWN
    for place, sign in enumerate(printed.bubbles(question)):
        yield Circle(left + (place + 0.5) * ACROSS, y, sign, number)


def corners(sheet: Sheet) -> list[tuple[float, float]]:
    """Return the upper left corners of the four corner marks."""
    width, height = MILLIMETRES[sheet.paper.size]
    far_x, far_y = width - MARK_INSET - MARK, height - MARK_INSET - MARK
    return [(x, y) for y in (MARK_INSET, far_y) for x in (MARK_INSET, far_x)]


def code(sheet: Sheet, page: int, count: int) -> str:
    """Return what the QR code says: the exam, the version, the page of the sheet, its columns."""
    across = columns(asked_on(sheet.questions))[0]
    version = sheet.paper.version or "-"
    return f"RETAIN1 {exam_id(sheet.questions)} {version} {page}/{count} {across}"


def markup(sheet: Sheet, shown_title: str) -> str:
    """Return the pages of the answer sheet in typst, "" if no question is answered there."""
    made = pages(asked_on(sheet.questions))
    return "".join(
        _page(sheet, shown_title, page, len(made), circles) for page, circles in enumerate(made, 1)
    )


def _page(sheet: Sheet, title: str, page: int, count: int, circles: Sequence[Circle]) -> str:
    marks = "".join(f"({x:.2f}, {y:.2f}), " for x, y in corners(sheet))
    settings = {
        "paper": literal(sheet.paper.size),
        "corners": f"({marks})",
        "code": literal(_qr(code(sheet, page, count))),
        "title": literal(title),
        "version": literal(sheet.paper.version),
        "exam": literal(exam_id(sheet.questions)),
        "part": literal(f", sheet {page} of {count}" if count > 1 else ""),
    }
    said = ", ".join(f"{name}: {value}" for name, value in settings.items())
    return f"#answer-page({said})[{_student_number()}{''.join(_rows(circles))}]\n"


def _student_number() -> str:
    """Return the boxes and circles for the student number, the leftmost digit first."""
    right = DIGIT_LEFT + DIGITS * DIGIT_ACROSS
    made = [f"#at({DIGIT_LEFT}, 19.5, text(size: 8.5pt)[Student number]);"]
    for place in range(DIGITS):
        x = DIGIT_LEFT + place * DIGIT_ACROSS
        box = f"rect(width: {DIGIT_ACROSS}mm, height: 6mm, stroke: 0.5pt + luma(90))"
        made.append(f"#at({x:.2f}, 23.5, pdf.artifact({box}));")
    for digit in range(10):
        y = DIGIT_TOP + (digit + 0.5) * DIGIT_DOWN
        for place in range(DIGITS):
            x = DIGIT_LEFT + (place + 0.5) * DIGIT_ACROSS
            made.append(f'#circle-at({x:.2f}, {y:.2f}, {DIGIT_CIRCLE}, "{digit}");')
    assert right < QR_LEFT
    return "".join(made)


def _rows(circles: Sequence[Circle]) -> Iterator[str]:
    known: set[int] = set()
    for circle in circles:
        if circle.number not in known:
            known.add(circle.number)
            left, top = circle.x - ACROSS / 2 - NUMBER_WIDTH, circle.y - ROW_DOWN / 2
            number = f"align(end + horizon, strong[{circle.number}])"
            box = f"box(width: {NUMBER_WIDTH - 2}mm, height: {ROW_DOWN}mm, {number})"
            yield f"#at({left:.2f}, {top:.2f}, {box});"
        yield f'#circle-at({circle.x:.2f}, {circle.y:.2f}, {CIRCLE}, "{circle.sign}");'


def _qr(text: str) -> str:
    import segno  # only the answer sheet needs it

    out = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(out, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True)
    return out.getvalue().decode()
