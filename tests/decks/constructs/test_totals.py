"""``total=last``: whether the columns add up."""

from __future__ import annotations

import pytest

from tests.decks.reading import codes, faults

HEAD = "# Costs\n<!-- cards: table total=last -->\n| Item | Cost |\n|---|---|\n"


def rows(*cells: str) -> str:
    names = [f"item {n}" for n in range(len(cells) - 1)] + ["Total"]
    return HEAD + "".join(f"| {n} | {c} |\n" for n, c in zip(names, cells, strict=True))


@pytest.mark.parametrize(
    "cells",
    [
        ("2", "3", "5"),
        ("1,200", "-0.5", "1,199.5"),
        ("€ 2", "€ 3", "€ 5"),
        ("2 kg", "3 kg", "**5 kg**"),
        ("33 %", "33 %", "33 %", "100 %"),
        ("33.3%", "66.6%", "100%"),
        ("2", "-", "2"),
        ("2", "many", "7"),
        ("2", "3", "few"),
        ("2", "3", ""),
        ("high", "low", "5"),
    ],
)
def test_sums_that_are_right_or_cannot_be_told_are_left_alone(cells: tuple[str, ...]) -> None:
    assert codes(rows(*cells)) == []


@pytest.mark.parametrize(
    ("cells", "line"),
    [(("2", "3", "6"), 7), (("2.5", "2.5", "6"), 7), (("10 %", "20 %", "90 %"), 7)],
)
def test_a_wrong_sum_is_reported_at_its_cell(cells: tuple[str, ...], line: int) -> None:
    assert faults(rows(*cells)) == [("table-total", line, 11)]


def test_a_total_alone_adds_nothing_up() -> None:
    assert codes(HEAD + "| Total | 5 |\n") == ["directive-without-target"]
