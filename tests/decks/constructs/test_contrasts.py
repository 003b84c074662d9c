"""Contrasts: sort the entries, name one side, say the opposite."""

from __future__ import annotations

import pytest

from app.decks.model import Facet, Kind
from tests.decks.reading import cards_of, faults, only_note

TABLE = (
    "# Dos and don'ts\n<!-- cards: contrast #pairs -->\n"
    "| Dos | Don'ts |\n|---|---|\n| call often | hide |\n| listen | |\n"
)
LISTS = "# Habits\n<!-- cards: contrast -->\n- Dos:\n  - call\n  - listen\n- Don'ts\n  - hide\n"


def test_a_table_asks_in_three_ways() -> None:
    cards = cards_of(TABLE)
    assert [(card.facet, card.key, card.front, card.line) for card in cards] == [
        (Facet.SORT, "", "Where does each entry belong: **Dos** or **Don'ts**?", 3),
        (Facet.RECALL, "dos", "Dos (2 entries)", 3),
        (Facet.RECALL, "don'ts", "Don'ts (1 entry)", 3),
        (
            Facet.OPPOSITE,
            "call often",
            "Dos: call often\n\nWhat stands opposite under “Don'ts”?",
            5,
        ),
    ]
    assert [card.back for card in cards[1:]] == ["-   call often\n-   listen", "-   hide", "hide"]
    assert cards[0].back == "**Dos**\n\n-   call often\n-   listen\n\n**Don'ts**\n\n-   hide"


def test_entries_know_their_side_and_line() -> None:
    items = [(item.text, item.side, item.line) for item in cards_of(TABLE)[0].items]
    assert items == [("call often", "Dos", 5), ("hide", "Don'ts", 5), ("listen", "Dos", 6)]


def test_the_pairs_are_one_note() -> None:
    note = only_note(TABLE)
    assert (note.kind, note.explicit_id, note.line, note.end_line) == (
        Kind.CONTRAST,
        "pairs",
        3,
        6,
    )


def test_a_list_of_two_lists_has_sides_but_no_opposites() -> None:
    cards = cards_of(LISTS)
    assert [card.facet for card in cards] == [Facet.SORT, Facet.RECALL, Facet.RECALL]
    assert [(item.text, item.side) for item in cards[0].items] == [
        ("call", "Dos"),
        ("listen", "Dos"),
        ("hide", "Don'ts"),
    ]


def test_other_wordings_reach_the_opposite() -> None:
    text = TABLE.replace("hide", 'hide {accept="avoid; dodge"}')
    assert cards_of(text)[3].accept == ("avoid", "dodge")


def test_a_question_of_ones_own_is_for_sorting() -> None:
    text = TABLE.replace("#pairs", 'ask="Good or bad?"')
    assert cards_of(text)[0].front == "Good or bad?"


def test_prose_in_the_section_is_let_be() -> None:
    assert len(cards_of(f"{TABLE}\nAnd so on.\n")) == 4


def test_the_same_entry_on_both_sides_stays_apart() -> None:
    text = "# A\n<!-- cards: contrast -->\n| x | y |\n|---|---|\n| same | same |\n"
    assert faults(text) == [("repeated-entry", 5, 10)]


@pytest.mark.parametrize(
    "block",
    [
        "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |",
        "| a | |\n|---|---|\n| 1 | 2 |",
        "| a | b |\n|---|---|\n| 1 | |",
        "- a\n  - 1\n- b\n  - 2\n- c\n  - 3",
        "- a\n- b\n  - 2",
        "- > a\n- b\n  - 2",
    ],
)
def test_another_shape_is_reported(block: str) -> None:
    text = f"# A\n<!-- cards: contrast -->\n{block}\n"
    assert ("contrast-shape", 3, 1) in faults(text)
