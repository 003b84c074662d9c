"""A table of two columns as the answer: what belongs to what."""

from __future__ import annotations

import pytest

from app.decks.model import Kind
from tests.decks.reading import cards_of, deck_of, faults, only_note

QUESTION = (
    "Q: Match each term with its meaning.\n\n"
    "| Term | Meaning |\n|---|---|\n"
    "| churn | leaving |\n| loyalty | coming back |\n|  | buying |\n"
)


def test_every_row_is_an_item_with_what_belongs_to_it() -> None:
    note = only_note(QUESTION)
    (card,) = note.cards
    assert (note.kind, note.line, note.end_line) == (Kind.MATCHING, 1, 7)
    assert [(item.text, item.side) for item in card.items] == [
        ("churn", "leaving"),
        ("loyalty", "coming back"),
    ]


def test_a_row_without_a_first_entry_adds_a_choice() -> None:
    (card,) = cards_of(QUESTION)
    assert card.choices == ("leaving", "coming back", "buying")


def test_the_front_has_both_columns_the_second_in_another_order() -> None:
    (card,) = cards_of(QUESTION)
    assert card.stem == "Match each term with its meaning."
    assert card.front == (
        f"{card.stem}\n\n**Term**\n\n-   churn\n-   loyalty\n\n"
        "**Meaning**\n\n-   buying\n-   coming back\n-   leaving"
    )
    assert card.back.startswith("| Term | Meaning |\n| --- | --- |\n| churn | leaving |")


def test_several_entries_may_belong_to_one_and_columns_need_no_name() -> None:
    (card,) = cards_of("Q: Who?\n\n|  |  |\n|---|---|\n| a | x |\n| b | x |\n")
    assert card.choices == ("x",)
    assert card.front == "Who?\n\n-   a\n-   b\n\n-   x"


def test_the_notes_show_the_table_and_prose_below_is_prose() -> None:
    blocks = deck_of(f"{QUESTION}\nProse.\n").blocks
    assert [block.markdown.split("\n")[0] for block in blocks] == [
        "**Q:** Match each term with its meaning.",
        "Prose.",
    ]


def test_an_answer_below_makes_the_table_part_of_the_question() -> None:
    (card,) = cards_of(f"{QUESTION}\nWhich fits nothing?\n\nA: Buying.\n")
    assert (card.kind, card.back) == (Kind.QUESTION, "Buying.")


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("| a | x |\n", ("bad-answer", 2, 1)),
        ("| a | x |\n| b |  |\n", ("bad-answer", 2, 1)),
        ("| a | x |\n| b | y |\n| a | z |\n", ("repeated-entry", 6, 3)),
    ],
)
def test_what_cannot_be_matched_is_reported(rows: str, fault: tuple[str, int, int]) -> None:
    assert faults(f"Q: Match.\n| A | B |\n|---|---|\n{rows}") == [fault]


def test_three_columns_are_no_matching() -> None:
    text = "Q: Match.\n\n| A | B | C |\n|---|---|---|\n| a | b | c |\n"
    assert faults(text) == [("question-without-answer", 1, 4)]
