"""Tables: a card for every row and column, and what is wrong with a table."""

from __future__ import annotations

import pytest

from app.decks.model import Facet
from tests.decks.reading import cards_of, codes, faults, only_note

TABLE = (
    "| Stage | Aim | Example |\n|---|:-:|---|\n"
    "| before | trust | policy |\n| after | loyalty | - |\n"
)


def section(arguments: str = "", table: str = TABLE) -> str:
    return f"# Elements\n<!-- cards: table{arguments} -->\n{table}"


def test_every_row_and_column_makes_a_card() -> None:
    cards = cards_of(section())
    assert [(card.key, card.front, card.back, card.line) for card in cards] == [
        ("before | aim", "Elements\n\nbefore: **Aim**?", "trust", 5),
        ("before | example", "Elements\n\nbefore: **Example**?", "policy", 5),
        ("after | aim", "Elements\n\nafter: **Aim**?", "loyalty", 6),
    ]
    assert {card.facet for card in cards} == {Facet.CELL}


def test_a_table_is_one_note() -> None:
    note = only_note(section(" #elements"))
    assert (note.explicit_id, note.line, note.end_line) == ("elements", 3, 6)


def test_another_column_may_name_the_rows() -> None:
    keys = [card.key for card in cards_of(section(' key="Aim" ask="Name it"'))]
    assert keys == ["trust | stage", "trust | example", "loyalty | stage"]


def test_a_total_makes_no_card() -> None:
    table = "| Item | Cost |\n|---|---|\n| a | 2 |\n| Total | 2 |\n"
    assert [card.key for card in cards_of(section(" total=last", table))] == ["a | cost"]


def test_cells_may_have_other_wordings_and_pipes() -> None:
    table = '| A | B |\n|---|---|\n| x | y \\| z {accept="w"} |\n'
    (card,) = cards_of(section("", table))
    assert (card.back, card.accept) == ("y | z", ("w",))


def test_rows_without_a_name_are_passed_over() -> None:
    table = "| A | B |\n|---|---|\n|  | y |\n| x | z |\n"
    assert [card.back for card in cards_of(section("", table))] == ["z"]


def test_two_rows_of_one_name_are_reported() -> None:
    table = "| A | B |\n|---|---|\n| x | y |\n| x | z |\n"
    assert faults(section("", table)) == [("same-front", 6, 1), ("repeated-entry", 6, 3)]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (' key="Goal"', ("bad-argument", 2, 6)),
        (" total=first", ("bad-argument", 2, 19)),
        (' ask="The {colum} of {row}?"', ("bad-argument", 2, 19)),
        (' keys="Aim"', ("unknown-argument", 2, 19)),
    ],
)
def test_wrong_arguments_are_reported(arguments: str, fault: tuple[str, int, int]) -> None:
    assert faults(section(arguments)) == [fault]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("| A | B |\n|---|---|\n| x |\n", ("broken-table", 5, 1)),
        ("| A | B |\n|---|---|\n| x | y | z |\n", ("broken-table", 5, 1)),
        ("| A | B |\n|---|\n| x | y |\n", ("broken-table", 4, 1)),
        ("| A | B |\n| x | y |\n", ("broken-table", 3, 1)),
        ("| A | B |\n|---|---|\n| x | y |\nno row\n", ("broken-table", 6, 1)),
    ],
)
def test_a_broken_table_is_reported_at_its_row(table: str, fault: tuple[str, int, int]) -> None:
    assert fault in faults(section("", table))


def test_a_table_without_cells_to_ask_is_no_target() -> None:
    assert codes(section("", "| A | B |\n|---|---|\n")) == ["directive-without-target"]


def test_a_row_too_short_for_its_key_is_passed_over() -> None:
    table = "| A | B |\n|---|---|\n| x |\n| y | z |\n"
    assert codes(section(' key="B"', table)) == ["broken-table"]


def test_a_table_without_a_switch_is_prose() -> None:
    assert cards_of(TABLE) == []


ROW = "| Way | Aim |\n|---|---|\n| call | answer |\n"


@pytest.mark.parametrize(
    ("ask", "front"),
    [
        ("What is the {column} of a {row}?", "What is the Aim of a call?"),
        ("What does a {row} aim at?", "What does a call aim at?"),
        ("Say it", "Say it\n\ncall: **Aim**?"),
    ],
)
def test_ask_may_be_a_pattern_for_the_whole_question(ask: str, front: str) -> None:
    (card,) = cards_of(section(f' ask="{ask}"', ROW))
    assert card.front == front


@pytest.mark.parametrize(
    ("row", "column", "question"),
    [
        ("Who pays?", "When", "Who pays? **When**?"),
        ("call", "Who?", "call: **Who?**"),
        ("Etc.", "When", "Etc. **When**?"),
    ],
)
def test_marks_of_its_own_names_are_not_doubled(row: str, column: str, question: str) -> None:
    table = f"| Way | {column} |\n|---|---|\n| {row} | x |\n"
    assert cards_of(section("", table))[0].front == f"Elements\n\n{question}"
