"""``Q:`` and ``A:`` give one card; the answer ends where something else begins."""

from __future__ import annotations

import pytest

from app.decks.model import BlockKind, Kind
from tests.decks.reading import cards_of, deck_of, faults, notes_of, only_note, sides


def test_a_question_and_its_answer_are_one_card() -> None:
    text = "Q: Why do they leave?\nA: Nobody asked them to stay.\n"
    assert sides(text) == [("forward", "Why do they leave?", "Nobody asked them to stay.")]
    note = only_note(text)
    assert (note.kind, note.line, note.end_line) == (Kind.QUESTION, 1, 2)


def test_questions_may_follow_without_a_blank_line() -> None:
    text = "Q: One?\nA: First.\nQ: Two?\nA: Second.\n"
    assert [(note.line, note.end_line) for note in notes_of(text)] == [(1, 2), (3, 4)]


def test_blank_lines_and_more_blocks_belong_to_both_sides() -> None:
    text = "Q: Which two?\n\n- this\n- that\n\nA:\n\n1. this\n2. that\n\nBoth.\n"
    (card,) = cards_of(text)
    assert card.front == "Which two?\n\n-   this\n-   that"
    assert card.back == "1.  this\n2.  that\n\nBoth."


@pytest.mark.parametrize(
    "after",
    ["## Heading", "---", "Q: Next?\nA: Yes, next.", "Term\n:   with its own definition"],
)
def test_an_answer_ends_at(after: str) -> None:
    first = notes_of(f"Q: One?\nA: First.\n{after if after[0] != 'T' else chr(10) + after}\n")[0]
    assert (first.cards[0].back, first.end_line) == ("First.", 2)


def test_an_answer_ends_at_a_directive() -> None:
    text = '# H\n\nQ: One?\nA: First.\n\n<!-- cards: list ask="Name both" -->\n\n- a\n- b\n'
    assert [note.kind for note in notes_of(text)] == [Kind.QUESTION, Kind.LIST]


def test_attributes_stand_on_either_line() -> None:
    note = only_note('Q: Who pays? {#payer}\nA: The firm. {accept="company; the company"}\n')
    assert note.explicit_id == "payer"
    assert note.cards[0].accept == ("company", "the company")


def test_an_id_may_be_a_comment_at_the_end_or_below() -> None:
    assert only_note("Q: Who pays? <!-- #payer -->\nA: The firm.\n").explicit_id == "payer"
    assert only_note("Q: Who pays?\n<!-- #payer -->\nA: The firm.\n").explicit_id == "payer"


def test_a_table_may_be_the_answer() -> None:
    text = "Q: How do they differ?\nA: By aim.\n\n| Aim | Means |\n|---|---|\n| a | b |\n"
    (card,) = cards_of(text)
    assert card.back == "By aim.\n\n| Aim | Means |\n| --- | --- |\n| a | b |"


def test_a_table_may_start_on_the_answers_line() -> None:
    (card,) = cards_of("Q: How?\nA: | Aim | Means |\n|---|---|\n| a | b |\n")
    assert card.back == "| Aim | Means |\n| --- | --- |\n| a | b |"


def test_text_that_looks_like_a_list_stays_text() -> None:
    (card,) = cards_of("Q: 1. or 2.?\nA: - 5 %\n")
    assert (card.front, card.back) == ("1\\. or 2.?", "\\- 5 %")


def test_the_block_for_reading_has_both() -> None:
    (block,) = deck_of("Q: Who?\nA: We.\n").blocks
    assert (block.kind, block.markdown) == (BlockKind.QUESTION, "**Q:** Who?\n\n**A:** We.")
    assert block.notes == (0,)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Q: Who?\n", ("question-without-answer", 1, 4)),
        ("Q: Who?\n\nA:\n", ("question-without-answer", 1, 4)),
        ("Q:\nA: We.\n", ("question-without-answer", 1, 3)),
        ("Q: Which?\n- this\n- that\n", ("question-without-answer", 1, 4)),
        ("Q: Which?\n1. this\n2. that\n", ("question-without-answer", 1, 4)),
        ("A: We.\n", ("answer-without-question", 1, 4)),
        ("Q: Who?\nA: We.\nA: They.\n", ("answer-without-question", 3, 4)),
    ],
)
def test_half_a_question_is_reported(text: str, fault: tuple[str, int, int]) -> None:
    assert faults(text) == [fault]


def test_marks_inside_lists_and_quotes_are_text() -> None:
    assert notes_of("- Q: no\n\n> A: no\n") == ()


def test_a_rule_after_an_answer_is_no_heading() -> None:
    blocks = deck_of("Q: Who?\nA: We.\n---\nProse.\n").blocks
    assert [block.markdown for block in blocks[1:]] == ["---", "Prose."]
