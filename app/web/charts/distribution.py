"""How many students are expected to recall how much: bars by tenths, and no single student."""

from __future__ import annotations

from collections.abc import Sequence

from app.web.charts.drawing import Chart, Table
from app.web.charts.tenths import HEIGHT, bars, tenth
from app.web.charts.words import count


def distribution(shares: Sequence[int]) -> Chart:
    """Return a bar for each tenth of the expected share, the lowest first."""

    def tip(place: int) -> str:
        return f"{tenth(place, len(shares))}: {count(shares[place], 'student')}"

    return Chart(
        name="distribution",
        title="How ready the class is",
        says=f"{count(sum(shares), 'student')} by the share of the exam expected to be recalled, "
        "if nobody gave another answer.",
        height=HEIGHT,
        shapes=bars(shares, "expected share recalled, %", tip),
        table=Table(
            ("Expected share", "Students"),
            [(tenth(place, len(shares)), str(each)) for place, each in enumerate(shares)],
        ),
    )
