"""Workbooks (``.xlsx``) of one sheet with texts and numbers, written as they are.

ECMA-376, part 1. Texts are inline strings in the format "text", which no spreadsheet takes for
formulas, whatever they begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from string import ascii_uppercase

from app.exports.archive import archive
from app.exports.sheet import in_xml

Cell = str | float | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters in a cell (Excel's specifications and limits)
NAME_LENGTH = 31

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TEXT, _BOLD = 1, 2  # positions in cellXfs below
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")
# What looks like an escape of a character (22.9.2.19) has its underscore escaped itself.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_PART}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_PART}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_PART}.styles+xml"/>'
    "</Types>"
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" '
    'applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" '
    'applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def workbook(
    name: str, rows: Iterable[Sequence[Cell]], widths: Sequence[int], header: int = 1
) -> bytes:
    """Return a workbook with one sheet, called *name* as far as names can say it.

    *widths* are the columns' in characters; the *header*-th row is bold, and rows up to it
    stay in sight.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(_NOT_IN_NAMES.sub(" ", name).strip()[:NAME_LENGTH] or "Sheet"),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
        ),
        "xl/worksheets/sheet1.xml": _sheet(rows, widths, header),
        "xl/styles.xml": _STYLES,
    }
    return archive({path: (_DECLARATION + text).encode() for path, text in parts.items()})


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _book(name: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        "<bookViews><workbookView/></bookViews>"
        f'<sheets><sheet name="{escape(in_xml(name))}" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )


def _sheet(rows: Iterable[Sequence[Cell]], widths: Sequence[int], header: int) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    below = f"A{header + 1}"
    data = "".join(
        f'<row r="{number}">{"".join(_cells(number, row, _BOLD if number == header else _TEXT))}'
        "</row>"
        for number, row in enumerate(rows, 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{header}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>{data}</sheetData></worksheet>"
    )


def _cells(number: int, row: Sequence[Cell], style: int) -> Iterator[str]:
    for at, value in enumerate(row):
        place = f"{column(at)}{number}"
        if isinstance(value, str):
            text = escape(_LIKE_AN_ESCAPE.sub("_x005F_", in_xml(value)), quote=False)
            yield (
                f'<c r="{place}" s="{style}" t="inlineStr">'
                f'<is><t xml:space="preserve">{text}</t></is></c>'
            )
        elif value is not None:
            yield f'<c r="{place}"><v>{value:g}</v></c>'


def column(at: int) -> str:
    """Return the name of a column, counted from 0: A, B … Z, AA …"""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters
