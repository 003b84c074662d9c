"""A table of answers, a row a student and a column an item: marked, each fault at its place."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exports.paper import printed
from app.exports.sheet import Sheet
from app.quiz.marking.wordings import Course
from app.quiz.questions import Question
from app.quiz.responses import matched, response
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.services.tables import UnreadableError, restored, rows_of, text_of
from app.wording import say

STUDENT, VERSION = "student", "version"
MOST_ROWS = 2000
MOST_FAULTS = 50
SHOWN = 60  # characters of a cell that a message repeats
NAME_LENGTH = 200
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read: its *row* as spreadsheets number them, its column's name."""

    row: int
    column: str
    cell: str
    why: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A student's row: the cells by item, what each is worth (0 to 1), the options chosen."""

    student: str
    version: str
    answers: Mapping[str, str]
    credits: Mapping[str, float]
    chosen: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. With any *faults* nothing of it is kept.

    *ignored* are columns that name no item of the exam, *absent* items without a column.
    """

    rows: tuple[Marked, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What a table is marked by: the exam in its own order, its versions, and the course."""

    sheet: Sheet
    versions: Mapping[str, Sheet]
    course: Course


def read(data: bytes, key: Key) -> Table:
    """Read and mark a table; raises UnreadableError for a file that is none.

    Letters and numbers are those printed in the version that the row names; only where there
    is one version may that stay empty. Of an open question the cell holds the points given.
    """
    rows = rows_of(text_of(data))
    if len(rows) < 2:  # noqa: PLR2004 - the names of the columns, and somebody's answers
        raise UnreadableError(
            say(
                "The table has no answers. Its first row names the columns, each further row is a "
                "student: student,version and the ids of the items."
            )
        )
    if len(rows) - 1 > MOST_ROWS:
        raise UnreadableError(
            say("The table has more than %(most)d rows. Split it.", most=MOST_ROWS)
        )
    places = _places(rows[0][1])
    ids = [question.id for question in key.sheet.questions]
    columns = {name: places[name] for name in ids if name in places}
    if not columns:
        raise UnreadableError(
            say(
                "No column of the first row is an item of this exam. Download the empty table "
                "below: its first row has the ids."
            )
        )
    found, faults = _marked(rows[1:], places, columns, key)
    return Table(
        tuple(found),
        tuple(faults[:MOST_FAULTS]),
        tuple(name for name in places if name not in (STUDENT, VERSION, *ids)),
        tuple(name for name in ids if name not in columns),
    )


def _places(header: Sequence[str]) -> dict[str, int]:
    """Return where each column stands; the two that are no items in any spelling."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = restored(cell.strip())
        if name.casefold() in (STUDENT, VERSION):
            name = name.casefold()
        if name in places:
            raise UnreadableError(
                say("The first row has two columns “%(name)s”. Remove one.", name=name[:SHOWN])
            )
        if name:
            places[name] = place
    return places


def _marked(
    rows: Sequence[tuple[int, list[str]]],
    places: Mapping[str, int],
    columns: Mapping[str, int],
    key: Key,
) -> tuple[list[Marked], list[Fault]]:
    found, faults, first_at = [], list[Fault](), dict[str, int]()
    for number, cells in rows:
        student = _cell(cells, places.get(STUDENT))[:NAME_LENGTH]
        if student and student in first_at:
            why = say("stands in row %(row)d already.", row=first_at[student])
            faults.append(Fault(number, STUDENT, student[:SHOWN], why))
        first_at.setdefault(student, number)
        version = _cell(cells, places.get(VERSION)).upper() or _only(key)
        if version not in key.versions:
            known = ", ".join(key.versions)
            why = say("write the version that was sat: %(known)s.", known=known)
            faults.append(Fault(number, VERSION, version[:SHOWN], why))
            continue
        answers = {item: _cell(cells, place) for item, place in columns.items()}
        found.append(_row(number, student, version, answers, key, faults))
    return found, faults


def _only(key: Key) -> str:
    return next(iter(key.versions)) if len(key.versions) == 1 else ""


def _row(
    number: int,
    student: str,
    version: str,
    answers: Mapping[str, str],
    key: Key,
    faults: list[Fault],
) -> Marked:
    sheet = key.versions[version]
    by_id = {question.id: question for question in sheet.questions}
    worth: dict[str, float] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    for item, cell in answers.items():
        try:
            worth[item], chosen[item] = _mark(by_id[item], cell, sheet, key.course)
        except ValueError as error:
            faults.append(Fault(number, item, cell[:SHOWN], _why(error)))
    return Marked(student, version, answers, worth, chosen)


def _why(error: ValueError) -> str:
    """Return what an error says as it says it: a saying can be worded in another language."""
    return error.args[0] if error.args else ""


def _mark(
    question: Question, cell: str, sheet: Sheet, course: Course
) -> tuple[float, tuple[str, ...]]:
    """Return what a cell is worth, and the options it chooses; raises ValueError."""
    if isinstance(question.body, Essay):
        return _given_points(question, cell), ()
    given = _given(question, cell, sheet)
    credit = TYPES[question.type].mark(question.body, given, course).credit or 0.0
    return credit, tuple(sorted(given or ())) if isinstance(question.body, Choice) else ()


def _given(question: Question, cell: str, sheet: Sheet) -> Any:
    """Return the response under the letters and numbers that are printed."""
    body = question.body
    if cell and isinstance(body, Matching):
        return matched(body, cell, [number for number, _ in printed.choices(sheet, body)])
    if isinstance(body, Ordering) and _DIGIT.search(cell):
        return _numbered(cell, [number for number, _ in printed.entries(sheet, question)])
    return response(question, cell)


def _numbered(cell: str, entries: Sequence[str]) -> list[str]:
    """Return entries in the order that the numbers written beside them, from the top, say."""
    said = cell.replace(",", " ").split()
    if sorted(said) != sorted(str(n) for n in range(1, len(entries) + 1)):
        raise ValueError(
            say(
                "write the %(n)d numbers beside the entries from the top, such as 2 1 3.",
                n=len(entries),
            )
        )
    return [entry for _, entry in sorted(zip(map(int, said), entries, strict=True))]


def _given_points(question: Question, cell: str) -> float:
    if not cell:
        return 0.0
    try:
        points = float(cell.replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points <= question.points:
        raise ValueError(
            say("write the points given, from 0 to %(most)s.", most=f"{question.points:g}")
        )
    return points / question.points if question.points else 0.0


def _cell(cells: Sequence[str], place: int | None) -> str:
    return restored(cells[place].strip()) if place is not None and place < len(cells) else ""
