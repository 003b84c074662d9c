"""CSV: a row for each question, for spreadsheets and scripts.

UTF-8 with a byte order mark, without which Excel reads another encoding; RFC 4180 otherwise.
"""

from __future__ import annotations

import csv
from io import StringIO

from app.exports.registry import Format, add
from app.exports.rows import losses, table
from app.exports.sheet import Sheet
from app.exports.workbook import Cell

# What begins with one of these is a formula to some spreadsheet (OWASP, "CSV Injection"); the
# last four are their full-width forms.
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GENERAL = ("a text that a spreadsheet would take for a formula begins with an apostrophe",)


def write(sheet: Sheet) -> bytes:
    """Return the file."""
    held = StringIO()
    csv.writer(held).writerows([_cell(value) for value in row] for row in table(sheet))
    return held.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    return defused(value) if isinstance(value, str) else f"{value:g}"


def defused(text: str) -> str:
    """Return *text* as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(LIVE) else text


add(Format("csv", "CSV", "csv", "text/csv; charset=utf-8", write, losses, GENERAL))
