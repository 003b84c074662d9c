"""XLSX: the table of questions as a workbook. Its texts are cells of the type text, no formula."""

from __future__ import annotations

from app.exports.registry import Format, add
from app.exports.rows import COLUMNS, losses, table
from app.exports.sheet import Sheet
from app.exports.workbook import MEDIA_TYPE, workbook

_WIDTHS = {"question": 60, "answer": 30, "feedback": 40}
_USUAL, _OPTION = 12, 30


def write(sheet: Sheet) -> bytes:
    """Return the workbook."""
    rows = list(table(sheet))
    options = len(rows[0]) - len(COLUMNS)
    widths = [*(_WIDTHS.get(name, _USUAL) for name in COLUMNS), *[_OPTION] * options]
    return workbook(sheet.title, rows, widths)


add(Format("xlsx", "Excel", "xlsx", MEDIA_TYPE, write, losses))
