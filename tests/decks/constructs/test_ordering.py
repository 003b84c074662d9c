"""A numbered list with ``<!-- order -->`` as the answer: the right order."""

from __future__ import annotations

import pytest

from app.decks.model import Kind
from tests.decks.reading import cards_of, deck_of, faults, notes_of, only_note

LIST = "1. Plan\n2. Do\n3. Check\n"


@pytest.mark.parametrize(
    "text",
    [
        f"Q: Put in order.\n<!-- order -->\n{LIST}",
        f"Q: Put in order. <!-- order -->\n{LIST}",
        f"Q: Put in order.\n\n<!-- order -->\n\n{LIST}",
        f"Q: Put in order.\n\n{LIST}<!-- order -->\n",
        f"Q: Put in order.\n\n{LIST}\n<!-- order -->\n",
        f"Q: Put in order.\n{LIST.rstrip()} <!-- order -->\n",
    ],
)
def test_the_comment_may_stand_before_or_after_the_list(text: str) -> None:
    (card,) = cards_of(text)
    assert (card.kind, card.stem, card.ordered) == (Kind.ORDERING, "Put in order.", True)
    assert [item.text for item in card.items] == ["Plan", "Do", "Check"]


def test_the_front_mixes_the_entries_and_the_back_has_them_in_order() -> None:
    (card,) = cards_of(f"Q: Put in order.\n<!-- order -->\n{LIST}")
    assert card.front == "Put in order.\n\n-   Check\n-   Do\n-   Plan"
    assert card.back == "1.  Plan\n2.  Do\n3.  Check"


def test_the_front_never_shows_the_right_order() -> None:
    (card,) = cards_of("Q: Put in order.\n<!-- order -->\n1. a\n2. b\n3. c\n")
    assert card.front == "Put in order.\n\n-   c\n-   b\n-   a"


def test_entries_may_have_other_wordings_and_the_question_an_id() -> None:
    note = only_note("Q: Put in order. {#o}\n<!-- order -->\n1. a {accept=A1}\n2. b\n")
    assert note.explicit_id == "o"
    assert note.cards[0].items[0].accept == ("A1",)


def test_the_notes_keep_the_order_back_and_prose_below_is_prose() -> None:
    blocks = deck_of(f"Q: Put in order.\n<!-- order -->\n{LIST}\nProse.\n").blocks
    assert [block.markdown for block in blocks] == [
        "**Q:** Put in order.\n\n-   Check\n-   Do\n-   Plan",
        "Prose.",
    ]


def test_one_entry_cannot_be_ordered() -> None:
    assert faults("Q: Order.\n<!-- order -->\n1. a\n") == [("bad-answer", 3, 1)]


def test_bullets_have_no_order() -> None:
    text = "Q: Order.\n<!-- order -->\n- a\n- b\n"
    assert faults(text) == [("question-without-answer", 1, 4)]


def test_an_answer_makes_it_a_plain_question() -> None:
    (note,) = notes_of("Q: In which order?\n<!-- order -->\nA: In this one.\n")
    assert note.kind is Kind.QUESTION
