from __future__ import annotations

import pytest

from app.services.printing import ROWS, PrintedCard, Size, sheets, side


def cards(number: int) -> list[PrintedCard]:
    empty = side("<p>Text</p>", 2)
    return [PrintedCard(each, empty, empty) for each in range(1, number + 1)]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_card_is_behind_itself_when_the_sheet_is_turned(columns: int) -> None:
    made = cards(2 * columns * ROWS[columns] + 1)
    found = []
    for sheet in sheets(made, columns):
        assert len(sheet.fronts) == len(sheet.backs) == ROWS[columns]
        for front, back in zip(sheet.fronts, sheet.backs, strict=True):
            assert back == front[::-1]
            assert len(front) == columns
            found += [card for card in front if card]
    assert found == made


def test_no_cards_take_no_sheet() -> None:
    assert sheets([], 2) == ()


def test_the_more_a_side_says_the_smaller_its_type() -> None:
    sizes = [side(f"<p>{'word ' * number}</p>", 3).size for number in (3, 30, 60, 90)]
    assert sizes == sorted(sizes, key=list(Size).index)
    assert sizes[0] is Size.LARGE
    assert sizes[-1] is not Size.LARGE


def test_what_does_not_fit_says_so() -> None:
    long = f"<p>{'word ' * 800}</p>"
    assert not side(long, 3).fits
    assert side("<p>word</p>", 3).fits


def test_chinese_characters_take_more_room() -> None:
    assert list(Size).index(side("<p>" + "字" * 120 + "</p>", 3).size) > list(Size).index(
        side("<p>" + "x" * 120 + "</p>", 3).size
    )
