"""Whether the columns of a table add up to its last row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.decks.diagnostics import Report
from app.decks.marks.inline import Inline
from app.decks.normal import bare

_NUMBER = re.compile(
    r"[€$£¥]?\s?(?P<number>[+\-\u2212]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?)"
    r"\s?(?P<unit>[^\d\s]{0,10})"
)
_OPEN = frozenset({"", "-", "\u2013", "\u2014"})


def check_total(rows: Sequence[Sequence[Inline]], total: Sequence[Inline], report: Report) -> None:
    """Report each cell of *total* that is a number, but not the sum of the numbers above it.

    A column that holds anything but numbers is no column to add up.
    """
    for column, cell in enumerate(total):
        said = _read(cell.text)
        parts = [_read(text) for text in _texts(rows, column)]
        numbers = [part for part in parts if part is not None]
        if said is None or len(numbers) < max(len(parts), 1):
            continue
        found = sum((number for number, _ in numbers), Decimal(0))
        if abs(found - said[0]) > _slack([*numbers, said]):
            message = f"the column adds up to {found:,f}, not to {cell.text[:40]}"
            hint = "Correct a figure, or take total=last away if this row is no sum."
            report.add("table-total", cell.place, message, hint)


def _texts(rows: Sequence[Sequence[Inline]], column: int) -> Iterator[str]:
    for row in rows:
        text = row[column].text if column < len(row) else ""
        if text not in _OPEN:
            yield text


def _read(text: str) -> tuple[Decimal, str] | None:
    """Return the number in a cell and its unit; None if the cell is not just a number."""
    match = _NUMBER.fullmatch(bare(text))
    if match is None:
        return None
    return Decimal(match["number"].replace(",", "").replace("\u2212", "-")), match["unit"]


def _slack(numbers: Sequence[tuple[Decimal, str]]) -> Decimal:
    """Return how far rounding may put a sum off: shares in per cent are rounded, counts are not."""
    if any(unit != "%" for _, unit in numbers):
        return Decimal(0)
    exponents = [int(number.as_tuple().exponent) for number, _ in numbers]
    return len(numbers) * Decimal(5).scaleb(max(exponents) - 1)
