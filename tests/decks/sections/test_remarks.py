"""Remarks: shown after answering, with the cards of the block before them."""

from __future__ import annotations

import pytest

from app.decks.model import BlockKind
from tests.decks.reading import codes, deck_of, faults, notes_of, only_note

REMARK = "> **Remark:** the lecture\n> says otherwise.\n"


@pytest.mark.parametrize(
    "block",
    [
        "Term\n:   with its own definition\n",
        "Q: Who?\nA: We.\n",
        "It needs ==trust==.\n",
        "# A\n<!-- cards: list -->\n- alpha\n",
    ],
)
def test_a_remark_belongs_to_the_card_before_it(block: str) -> None:
    for gap in ("", "\n"):
        note = only_note(f"{block}{gap}{REMARK}")
        assert note.remark == "the lecture says otherwise."
        assert "Remark" not in note.source


def test_every_card_of_the_block_shows_it() -> None:
    notes = notes_of(f"- needs ==trust==\n- takes ==time==\n\n{REMARK}")
    assert [note.remark for note in notes] == ["the lecture says otherwise."] * 2


def test_several_remarks_are_joined() -> None:
    text = f"Q: Who?\nA: We.\n\n{REMARK}\n> **Remark**: and more.\n"
    assert only_note(text).remark == "the lecture says otherwise.\n\nand more."


def test_a_remark_may_hold_blocks() -> None:
    text = "Q: Who?\nA: We.\n\n> **Remark:**\n> - one\n> - two\n"
    assert only_note(text).remark == "-   one\n-   two"


def test_it_is_a_block_of_its_own_for_reading() -> None:
    question, remark = deck_of(f"Q: Who?\nA: We.\n\n{REMARK}").blocks
    assert (remark.kind, remark.line, remark.notes) == (BlockKind.REMARK, 4, question.notes)
    assert remark.markdown == "**Remark:** the lecture says otherwise."


def test_another_quote_is_prose() -> None:
    blocks = deck_of("Q: Who?\nA: We.\n\n---\n\n> said somebody\n").blocks
    assert [block.kind for block in blocks[1:]] == [BlockKind.PROSE, BlockKind.PROSE]


@pytest.mark.parametrize("before", ["", "Prose.\n\n", "# Heading\n\n"])
def test_a_remark_without_a_card_is_reported(before: str) -> None:
    line = before.count("\n") + 1
    assert faults(before + REMARK) == [("remark-without-card", line, 1)]


def test_a_remark_over_a_limit_is_left_out() -> None:
    text = f"Q: Who?\nA: We.\n\n> **Remark:** {'[' * 201}\n"
    assert codes(text) == ["too-many-brackets"]


def test_an_empty_quote_is_no_remark() -> None:
    assert codes("Q: Who?\nA: We.\n\n>\n") == []
