"""Options below ``Q:``: which are right, their feedback, and what is wrong with them."""

from __future__ import annotations

import pytest

from app.decks.model import BlockKind, Facet, Kind
from tests.decks.reading import cards_of, deck_of, faults, notes_of, only_note

QUESTION = (
    "Q: Which weakens a relationship? {#weak points=2}\n"
    "- [ ] Calling regularly\n"
    "- [x] Promising too much\n"
    "    - Expectations set too high cost trust.\n"
    "- [ ] All of these {pin}\n"
)


def test_a_task_list_makes_a_choice_with_one_card() -> None:
    note = only_note(QUESTION)
    assert (note.kind, note.explicit_id, note.points) == (Kind.CHOICE, "weak", 2.0)
    assert (note.line, note.end_line) == (1, 5)
    (card,) = note.cards
    assert (card.kind, card.facet, card.line) == (Kind.CHOICE, Facet.FORWARD, 1)
    assert card.stem == "Which weakens a relationship?"
    assert card.front == (
        f"{card.stem}\n\n-   Calling regularly\n-   Promising too much\n-   All of these"
    )
    assert card.back == "Promising too much\n\nExpectations set too high cost trust."


def test_options_say_whether_they_are_right_and_keep_their_feedback_and_place() -> None:
    (card,) = cards_of(QUESTION)
    assert [(o.text, o.right, o.feedback, o.pinned, o.line) for o in card.items] == [
        ("Calling regularly", False, "", False, 2),
        ("Promising too much", True, "Expectations set too high cost trust.", False, 3),
        ("All of these", False, "", True, 5),
    ]


def test_several_right_options_are_all_on_the_back() -> None:
    text = "Q: Which two?\n- [x] a\n    - Yes.\n- [ ] b\n- [X] c\n"
    (card,) = cards_of(text)
    assert [option.right for option in card.items] == [True, False, True]
    assert card.back == "-   a\n\n    Yes.\n\n-   c"


def test_the_question_may_hold_more_blocks_before_its_options() -> None:
    text = "Q: Look:\n\n| a | b |\n|---|---|\n| c | d |\n\nWhich?\n\n* [x] c\n* [ ] d\n"
    (card,) = cards_of(text)
    assert card.stem == "Look:\n\n| a | b |\n| --- | --- |\n| c | d |\n\nWhich?"


def test_the_question_ends_with_its_options() -> None:
    deck = deck_of(f"{QUESTION}\nProse goes on.\n\n> **Remark:** too late\n".split("\n> ")[0])
    assert [block.kind for block in deck.blocks] == [BlockKind.QUESTION, BlockKind.PROSE]


def test_a_remark_below_the_options_belongs_to_them() -> None:
    assert only_note(f"{QUESTION}\n> **Remark:** disputed\n").remark == "disputed"


def test_feedback_may_be_several_blocks() -> None:
    text = "Q: Which?\n- [ ] a\n    - Not a:\n    - it costs.\n- [x] b\n\n    Because.\n"
    (card,) = cards_of(text)
    assert [option.feedback for option in card.items] == ["-   Not a:\n-   it costs.", "Because."]


def test_options_that_look_like_blocks_stay_words() -> None:
    (card,) = cards_of("Q: When?\n- [x] 1. May\n- [ ] # of May\n")
    assert card.front == "When?\n\n-   1\\. May\n-   \\# of May"


def test_options_that_differ_in_case_only_have_keys_of_their_own() -> None:
    (card,) = cards_of("Q: Which is acidity?\n- [x] pH\n- [ ] PH\n")
    assert [option.key for option in card.items] == ["ph", "ph 2"]


def test_the_notes_keep_back_which_are_right_and_the_remark() -> None:
    blocks = deck_of(f"{QUESTION}\n> **Remark:** disputed\n").blocks
    assert [block.markdown for block in blocks] == [
        "**Q:** Which weakens a relationship?\n\n"
        "-   Calling regularly\n-   Promising too much\n-   All of these"
    ]


def test_a_task_list_without_a_question_is_a_list() -> None:
    assert notes_of("To do:\n\n- [ ] call\n- [x] write\n") == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Q: Which?\n- [ ] a\n- [ ] b\n", ("choice-without-right", 2, 3)),
        ("Q: Which?\n- [x] a\n- [x] b\n", ("choice-without-wrong", 2, 3)),
        ("Q: Which?\n- [x] a\n", ("choice-without-wrong", 2, 3)),
        ("Q: Which?\n- [x] a\n- [ ] b\n- c\n", ("bad-answer", 4, 3)),
        ("Q: Which?\n- [x] a\n- [ ]\n- [ ] b\n", ("bad-answer", 3, 3)),
        ("Q: Which?\n- [x] a\n- [ ] b\n- [ ] *a*\n", ("repeated-option", 4, 3)),
        ('Q: Which? {accept="c"}\n- [x] a\n- [ ] b\n', ("misplaced-attribute", 1, 12)),
        ("Q: Which?\n- [x] a {#c}\n- [ ] b\n", ("misplaced-attribute", 2, 10)),
        ("Q: Which?\n- [x] a\n- [ ] b\nA: a\n", ("answer-without-question", 4, 4)),
        ("Q:\n- [x] a\n- [ ] b\n", ("question-without-answer", 1, 3)),
    ],
)
def test_what_is_wrong_is_reported_at_its_place(text: str, fault: tuple[str, int, int]) -> None:
    assert faults(text) == [fault]
