"""A roster as a spreadsheet's text: read with every fault named by its line, and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.models import Role
from app.services import accounts
from app.services.accounts import AccountError
from app.services.classes.roster import Member
from app.services.tables import UnreadableError, restored, rows_of, text_of, written
from app.wording import say

MOST_ROWS = 2000
CELL_SHOWN = 60  # characters of what was written that a message repeats
COLUMNS = {
    "name": "name",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "email address": "email",
    "role": "role",
}


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
    rows = rows_of(text_of(data))
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
    return written(
        [
            ("name", "email", "role", "joined"),
            *(
                (
                    each.name,
                    each.email,
                    each.role.value,
                    each.joined_at.astimezone(ZoneInfo(zone)).date().isoformat(),
                )
                for each in people
            ),
        ]
    )


def _twice(email: str, line: int) -> str:
    return say("%(email)s stands on line %(line)d already.", email=email, line=line)


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
