"""Tables that spreadsheets send and take: read with every fault named by its line, and written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from app.wording import say

MOST_BYTES = 2**20
BOM = b"\xef\xbb\xbf"
# What makes spreadsheets take a cell for a formula (OWASP, "CSV injection").
FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


class UnreadableError(ValueError):
    """The file as a whole cannot be read; the message says where and what to do."""


def text_of(data: bytes) -> str:
    """Return the text of a file; raises UnreadableError."""
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


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Return (line, cells) for each row that holds anything; raises UnreadableError.

    Cells are separated by commas, semicolons or tabs, whichever the first line has most of.
    """
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


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Return *rows* as CSV for spreadsheets (UTF-8 with BOM); no cell of it is a formula."""
    out = StringIO()
    csv.writer(out).writerows([defused(cell) for cell in row] for row in rows)
    return BOM + out.getvalue().encode("utf-8")


def defused(cell: str) -> str:
    """Return *cell* so that no spreadsheet runs it: an apostrophe before what begins a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Return what ``defused`` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
