"""A roster as a spreadsheet's text: read with every fault named by its line, and written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from zoneinfo import ZoneInfo

from app.models import Role
from app.services import accounts
from app.services.accounts import AccountError
from app.services.classes.roster import Member
from app.wording import say

MOST_BYTES = 2**20
MOST_ROWS = 2000
CELL_SHOWN = 60  # characters of what was written that a message repeats
BOM = b"\xef\xbb\xbf"
COLUMNS = {
    "name": "name",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "email address": "email",
    "role": "role",
}
# What makes spreadsheets take a cell for a formula (OWASP, "CSV injection").
FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


class UnreadableError(ValueError):
    """The file as a whole cannot be read; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the file. *number* is the line that spreadsheets show at its side."""

    number: int
    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that was left out, and why."""

    number: int
    message: str


def read(data: bytes) -> tuple[list[Line], list[Fault]]:
    """Read ``name,email,role``; a role left out is student. Raises UnreadableError.

    The columns may stand in any order, be separated by commas, semicolons or tabs, and
    further ones are ignored. The name is for the reader of the file alone.
    """
    rows = _rows(_text(data))
    if not rows:
        raise UnreadableError(
            say("The file is empty. Its first line names the columns: name,email,role.")
        )
    places = _places(rows[0][1])
    if len(rows) - 1 > MOST_ROWS:
        raise UnreadableError(
            say(
                "The file has %(people)d people; at most %(most)s are taken at once. "
                "Split it into several.",
                people=len(rows) - 1,
                most=f"{MOST_ROWS:,}",
            )
        )
    lines: list[Line] = []
    faults: list[Fault] = []
    first_at: dict[str, int] = {}
    for number, cells in rows[1:]:
        found = _line(number, cells, places)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        key = accounts.email_key(found.email)
        if key in first_at:
            faults.append(Fault(number, _twice(found.email, first_at[key])))
        else:
            first_at[key] = number
            lines.append(found)
    return lines, faults


def write(people: Iterable[Member], zone: str) -> bytes:
    """Return name, address, role and day of joining as CSV for spreadsheets (UTF-8 with BOM)."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(("name", "email", "role", "joined"))
    for each in people:
        joined = each.joined_at.astimezone(ZoneInfo(zone)).date().isoformat()
        writer.writerow((defused(each.name), defused(each.email), each.role.value, joined))
    return BOM + out.getvalue().encode("utf-8")


def defused(cell: str) -> str:
    """Return *cell* so that no spreadsheet runs it: an apostrophe before what begins a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Return what ``defused`` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _twice(email: str, line: int) -> str:
    return say("%(email)s stands on line %(line)d already.", email=email, line=line)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise UnreadableError(
            say("The file is larger than %(most)d MB. Split it.", most=MOST_BYTES // 2**20)
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(
            say(
                "The file is not in UTF-8: line %(line)d holds something else. Save it as "
                "“CSV UTF-8” in your spreadsheet and send it again.",
                line=line,
            )
        ) from error
    if "\0" in text:
        raise UnreadableError(
            say("This is no text but another kind of file. Save it as “CSV UTF-8”.")
        )
    return text


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return (line, cells) for each row that holds anything."""
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            say(
                "Line %(line)d cannot be read as CSV (%(error)s). Look for a stray quotation mark.",
                line=begins,
                error=str(error),
            )
        ) from error
    return rows


def _places(header: Sequence[str]) -> dict[str, int]:
    """Return where each column stands; raises UnreadableError without one for the address."""
    places: dict[str, int] = {}
    for index, cell in enumerate(header):
        name = COLUMNS.get(" ".join(cell.split()).casefold())
        if name is not None:
            places.setdefault(name, index)
    if "email" not in places:
        shown = ", ".join(cell.strip()[:20] for cell in header[:5])
        raise UnreadableError(
            say(
                "The first line has no column named email; it reads: %(shown)s. "
                "Name the columns there: name,email,role.",
                shown=shown,
            )
        )
    return places


def _line(number: int, cells: Sequence[str], places: dict[str, int]) -> Line | Fault:
    email = restored(_cell(cells, places, "email"))
    role = _cell(cells, places, "role").casefold() or Role.STUDENT.value
    if not email:
        return Fault(number, say("There is no e-mail address."))
    if role not in set(Role):
        known = ", ".join(Role)
        return Fault(
            number,
            say(
                "There is no role %(role)s. Write one of: %(known)s.",
                role=repr(role[:CELL_SHOWN]),
                known=known,
            ),
        )
    try:
        return Line(number, accounts.checked_email(email), Role(role))
    except AccountError:
        return Fault(number, say("%(email)s is no e-mail address.", email=repr(email[:CELL_SHOWN])))


def _cell(cells: Sequence[str], places: dict[str, int], name: str) -> str:
    place = places.get(name)
    return cells[place].strip() if place is not None and place < len(cells) else ""
