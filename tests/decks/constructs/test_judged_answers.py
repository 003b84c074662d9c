"""``A: true``, ``A: false`` and ``A: essay``: a word that says what kind of answer is wanted."""

from __future__ import annotations

import pytest

from app.decks.model import Kind
from tests.decks.reading import cards_of, deck_of, faults, only_note


@pytest.mark.parametrize(
    ("written", "truth", "back"),
    [("true", True, "True"), ("False.", False, "False"), ("**TRUE**", True, "True")],
)
def test_a_statement_is_to_be_judged(written: str, truth: bool, back: str) -> None:
    note = only_note(f"Q: Churn is the loss of customers. {{#churn}}\nA: {written}\n")
    (card,) = note.cards
    assert (note.kind, note.explicit_id) == (Kind.TRUE_FALSE, "churn")
    assert (card.front, card.back, card.truth) == ("Churn is the loss of customers.", back, truth)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_stands_below_explains(gap: str) -> None:
    (card,) = cards_of(f"Q: It is so.\nA: false {{hint=h}}{gap}It is not,\nas shown.\n")
    assert (card.kind, card.back) == (Kind.TRUE_FALSE, "False\n\nIt is not, as shown.")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_essay_has_a_model_answer(gap: str) -> None:
    text = f"Q: Discuss churn. {{points=10}}\nA: essay{gap}Churn costs.\n\n- first\n- second\n"
    note = only_note(text)
    (card,) = note.cards
    assert (note.kind, note.points) == (Kind.ESSAY, 10.0)
    assert (card.front, card.back) == ("Discuss churn.", "Churn costs.\n\n-   first\n-   second")
    (block,) = deck_of(text).blocks
    assert block.markdown == "**Q:** Discuss churn."


def test_an_essay_without_a_model_answer_is_half_a_question() -> None:
    assert faults("Q: Discuss churn.\nA: essay\n") == [("question-without-answer", 2, 4)]


@pytest.mark.parametrize("answer", ["True, because it is.", "An essay", "`essays`", "untrue"])
def test_other_answers_are_plain(answer: str) -> None:
    (card,) = cards_of(f"Q: Is it so?\nA: {answer}\n")
    assert (card.kind, card.truth) == (Kind.QUESTION, None)
