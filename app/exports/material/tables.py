"""Tables of text as entries: what Quizlet and Anki export, and any CSV or TSV.

The encoding is told by its mark or by what decodes; the separator by what parts most rows alike.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import TYPE_CHECKING

from app.exports.material.marked import cloze
from app.exports.material.text import escaped
from app.exports.material.values import Entry, Material, Shape
from app.exports.readers import html_markdown
from app.exports.readers.reading import Gathered, ReadError
from app.exports.registry import Loss

if TYPE_CHECKING:
    import _csv  # the type of csv.reader has no other name

SEPARATORS = ("\t", ";", ",", "|")
_NAMED = {"tab": "\t", "semicolon": ";", "comma": ",", "pipe": "|", "space": " ", "colon": ":"}
_HEADER = re.compile(r"#\s*([a-z ]+):\s*(.*)")
_HEADINGS = frozenset(
    {"term", "front", "question", "word", "definition", "back", "answer", "meaning", "tags", "guid"}
)
_TAG = re.compile(r"<(?:br|b|i|u|div|p|ul|ol|li|img|span|sub|sup|table|a)\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FORMULA = re.compile(r"['\t\r]?[=+\-@]")
MOST_ROWS = 20_000
MOST_CELL = 16_000  # characters; a deck's block holds no more
SHOWN = 60


def decoded(data: bytes) -> str:
    """Return the text of *data*; raises ReadError for what is no text."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data[:4096]:
        raise ReadError("It is no text: it holds zero bytes. Choose a text, a table or a document.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"Its characters cannot be told (byte {error.start}). Save it as UTF-8."
        raise ReadError(message) from error


@dataclass(slots=True)
class _Sheet:
    """Rows with their line numbers, and what the headers of an Anki export say."""

    rows: list[tuple[int, list[str]]]
    headers: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> int | None:
        """Return the place of a column that Anki names, from 0."""
        value = self.headers.get(f"{name} column", "")
        return int(value) - 1 if value.isdecimal() and 0 < len(value) < 4 else None  # noqa: PLR2004 - three digits


def read_table(text: str, separator: str = "") -> Material:
    """Return the rows of *text* as entries; raises ReadError if it is no table of two columns."""
    sheet = _sheet(text, separator)
    special = {sheet.column(name) for name in ("guid", "notetype", "deck", "tags")}
    texts = [at for at in range(_width(sheet)) if at not in special]
    if len(texts) < 2:  # noqa: PLR2004 - a front and a back
        raise ReadError("It has no two columns. Rows need a tab, a comma or a semicolon in them.")
    losses: list[Loss] = []
    entries = [
        entry for line, row in sheet.rows for entry in _entry(sheet, line, row, texts, losses)
    ]
    if not entries:
        raise ReadError("It holds no row.")
    return Material("", tuple(entries), tuple(losses), {}, len(entries))


def best_separator(text: str) -> str:
    """Return what parts most lines of *text* into the same number of columns, "" if nothing."""
    lines = [line for line in text.splitlines()[:200] if line.strip() and line[0] != "#"]
    found, most = "", 0.0
    for separator in SEPARATORS:
        counts = Counter(len(row) for row in _rows("\n".join(lines), separator))
        wide = {width: count for width, count in counts.items() if width > 1}
        share = max(wide.values(), default=0) / max(counts.total(), 1)
        if share > most + 0.05:  # an earlier one is the likelier
            found, most = separator, share
    return found if most >= 0.6 else ""  # noqa: PLR2004 - of the lines


def _sheet(text: str, separator: str) -> _Sheet:
    lines = text.split("\n")
    headers: dict[str, str] = {}
    skipped = 0
    for line in lines:
        match = _HEADER.fullmatch(line.strip())
        if match is None:
            break
        headers[match[1].strip()] = match[2].strip()
        skipped += 1
    named = headers.get("separator", "")
    separator = separator or _NAMED.get(named.lower(), named) or best_separator(text)
    if len(separator) != 1:
        raise ReadError("It has no two columns. Rows need a tab, a comma or a semicolon in them.")
    found = _numbered("\n".join(lines[skipped:]), separator, skipped)
    return _Sheet(list(found), headers)


def _numbered(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    before = 0
    reader = _reader(text, separator)
    try:
        for number, row in enumerate(reader):
            if number >= MOST_ROWS:
                raise ReadError(f"It has more than {MOST_ROWS:,} rows. Import it in parts.")
            if any(cell.strip() for cell in row):
                yield skipped + before + 1, row
            before = reader.line_num
    except csv.Error as error:
        line = skipped + reader.line_num
        raise ReadError(f"Line {line} is no row of a table: {error}.") from error


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(_reader(text, separator))
    except csv.Error:
        return []


def _reader(text: str, separator: str) -> _csv.Reader:
    """Return a reader that takes quotation marks for signs of their own if they part no cells."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_quoted(clean, separator):
        return csv.reader(StringIO(clean, newline=""), delimiter=separator)
    return csv.reader(StringIO(clean, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)


def _is_quoted(text: str, separator: str) -> bool:
    """Tell whether the quotation marks in *text* are those of CSV.

    One that opens a cell by chance would swallow rows up to the next one: then a cell holds a
    tab, or what follows a closing mark is no separator.
    """
    if '"' not in text:
        return False
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return False
    return separator != "\t" or not any("\t" in cell for row in rows for cell in row)


def _width(sheet: _Sheet) -> int:
    return max((len(row) for _, row in sheet.rows), default=0)


def _entry(
    sheet: _Sheet, line: int, row: Sequence[str], texts: Sequence[int], losses: list[Loss]
) -> Iterator[Entry]:
    place = f"row {line}"
    cells = [row[at].strip() if at < len(row) else "" for at in texts]
    if line <= len(sheet.headers) + 1 and _is_heading(cells):
        names = Entry(Shape.TEXT, "", " ".join(cells), place, line, line, why=("column names",))
        yield replace(names, kept=False)
        return
    if max(map(len, cells)) > MOST_CELL:
        losses.append(Loss(place, f"a cell of more than {MOST_CELL:,} characters", left_out=True))
        return
    is_html = sheet.headers.get("html") == "true" or any(_TAG.search(cell) for cell in cells)
    front, back, *others = (_cell(cell, place, losses, is_html=is_html) for cell in cells)
    more = [other for other in others if other]
    why = ("more than two columns: the others are below the back",) if more else ()
    tags = _tags(sheet, row)
    yield _shaped(front, "\n".join([back, *more]).strip(), cells[0], place, line, why, tags)


def _shaped(
    front: str,
    back: str,
    raw: str,
    place: str,
    line: int,
    why: tuple[str, ...],
    tags: tuple[str, ...],
) -> Entry:
    if "{{c" in raw and (made := cloze(raw, escaped)) and "==" in made:
        return Entry(
            Shape.CLOZE, "", f"{made}\n{back}".strip(), place, line, line, why=why, tags=tags
        )
    asks = front.rstrip().endswith("?") or "\n" in front
    shape = Shape.QUESTION if asks else Shape.TERM
    if not (front and back):
        why += ("one side is empty",)
        one = Entry(Shape.TEXT, "", front or back, place, line, line, why=why, tags=tags)
        return replace(one, kept=False)
    return Entry(shape, front, back, place, line, line, why=why, tags=tags)


def _is_heading(cells: Sequence[str]) -> bool:
    return all(cell.casefold() in _HEADINGS for cell in cells if cell) and any(cells)


def _cell(cell: str, place: str, losses: list[Loss], *, is_html: bool) -> str:
    if is_html:
        gathered = Gathered("pictures")
        blocks = html_markdown.blocks(cell, lambda name: gathered.picture_inside(name, place))
        losses.extend(gathered.losses)
        return "\n".join(block.replace(html_markdown.BREAK, "\n") for block in blocks)
    return "\n".join(escaped(part) for part in cell.split("\n") if part.strip())


def _tags(sheet: _Sheet, row: Sequence[str]) -> tuple[str, ...]:
    at = sheet.column("tags")
    return tuple(row[at].split()) if at is not None and at < len(row) else ()
