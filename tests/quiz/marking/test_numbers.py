from __future__ import annotations

from decimal import Decimal

import pytest

from app.decks.model import Quantity
from app.quiz.marking.numbers import mark_number, read_number
from app.quiz.marking.verdicts import Reason


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("5", "5", ""),
        ("5 %", "5", "%"),
        ("1,200", "1200", ""),
        ("1.200,5", "1200.5", ""),
        ("1,200.5", "1200.5", ""),
        ("0,5", "0.5", ""),
        ("12,50 €", "12.50", "€"),
        ("€ 12.50", "12.50", "€"),
        ("\u22120.5", "-0.5", ""),
        ("1e-3", "0.001", ""),
        ("six times", "6", "times"),
        ("\uff15", "5", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, value: str, unit: str) -> None:
    assert read_number(typed) == (Decimal(value), unit)


@pytest.mark.parametrize("typed", ["", "many", "25-85 %", "5 or 6", "."])
def test_what_is_no_single_number_is_none(typed: str) -> None:
    assert read_number(typed)[0] is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("45", Reason.NUMBER),
        ("44 %", Reason.NUMBER),
        ("46 per cent", Reason.NUMBER),
        ("45 percentage points", Reason.NUMBER),
        ("46.01", Reason.OTHER_NUMBER),
        ("45 times", Reason.OTHER_UNIT),
        ("some", Reason.NO_NUMBER),
        ("", Reason.EMPTY),
    ],
)
def test_a_number_is_right_within_its_tolerance_and_in_its_unit(typed: str, reason: Reason) -> None:
    marked = mark_number(typed, Quantity(Decimal(45), Decimal(1), "%"))
    assert marked.reason is reason
    assert marked.counts == (reason is Reason.NUMBER)


def test_a_tolerance_of_nothing_is_exact() -> None:
    exact = Quantity(Decimal("0.1"), Decimal(0), "")
    assert mark_number("0.10", exact).counts
    assert not mark_number("0.1000001", exact).counts
