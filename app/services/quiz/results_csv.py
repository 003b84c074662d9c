"""The marks of a quiz that counts as a spreadsheet's text."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from app.exports.csv_file import defused
from app.services.quiz.figures import Row, Tried, handed_in

COLUMNS = ("name", "email", "attempts", "began", "handed in", "points", "of", "per cent")


def write(found: Sequence[Row], zone: str) -> bytes:
    """Return a line for each student, with the points of every question (UTF-8 with BOM).

    Instants are those of *zone*; nothing in a cell is taken for a formula.
    """
    items = list(dict.fromkeys(item for row in found if row.best for item in row.best.points()))
    held = StringIO()
    writer = csv.writer(held)
    writer.writerow((*COLUMNS, *map(defused, items)))
    for row in found:
        head = (defused(row.name), defused(row.email), str(row.attempts))
        writer.writerow((*head, *_cells(row.best, items, zone)))
    return held.getvalue().encode("utf-8-sig")


def _cells(best: Tried | None, items: Sequence[str], zone: str) -> list[str]:
    if best is None:
        return [""] * (len(COLUMNS) - 3 + len(items))
    points, total = best.points(), best.score
    return [
        _local(best.attempt.started_at, zone),
        _local(handed_in(best), zone),
        f"{round(total.points, 4):g}",
        f"{total.most:g}",
        f"{100 * total.share:.1f}",
        *(f"{round(points[item], 4):g}" for item in items),
    ]


def _local(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
