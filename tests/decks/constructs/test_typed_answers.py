"""``A=`` and ``A~``: a number with its tolerance, and words with their synonyms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.decks.model import Kind, Quantity
from tests.decks.reading import cards_of, deck_of, faults, notes_of, only_note


@pytest.mark.parametrize(
    ("written", "value", "tolerance", "unit", "back"),
    [
        ("45 % ± 1", "45", "1", "%", "45 % ± 1"),
        ("5 ± 0", "5", "0", "", "5"),
        ("5", "5", "0", "", "5"),
        ("-3.50 kg +/- 0.5", "-3.50", "0.5", "kg", "-3.50 kg ± 0.5"),
        ("\u22121e3", "-1000", "0", "", "\u22121e3"),
        ("1,250,000 units ± 5,000", "1250000", "5000", "units", "1,250,000 units ± 5000"),
        ("€ 12.50", "12.50", "0", "€", "€ 12.50"),
        ("45 % ± 1 %", "45", "1", "%", "45 % ± 1"),
        ("20 °C±2", "20", "2", "°C", "20 °C ± 2"),
        ("1999.", None, "", "", ""),
        ("45,5", None, "", "", ""),
        ("about 5", None, "", "", ""),
        ("5 ± some", None, "", "", ""),
        ("5 kg ± 3 %", None, "", "", ""),
        ("5 or 6", None, "", "", ""),
        ("1e9999", None, "", "", ""),
        ("", None, "", "", ""),
    ],
)
def test_a_number_is_read_with_unit_and_tolerance(
    written: str, value: str | None, tolerance: str, unit: str, back: str
) -> None:
    text = f"Q: How much?\nA= {written}\n"
    if value is None:
        assert faults(text) == [("bad-answer", 2, 4)]
        return
    (card,) = cards_of(text)
    assert card.kind is Kind.NUMERIC
    assert card.quantity == Quantity(Decimal(value), Decimal(tolerance), unit)
    assert (card.front, card.back) == ("How much?", back)


def test_a_number_is_the_whole_answer() -> None:
    deck = deck_of("Q: How much? {#much}\nA= 5 {hint=few}\n\nProse goes on.\n")
    assert (deck.notes[0].explicit_id, deck.notes[0].hint) == ("much", "few")
    assert deck.notes[0].end_line == 2
    assert [block.markdown for block in deck.blocks] == [
        "**Q:** How much?",
        "Prose goes on.",
    ]


def test_the_first_wording_is_the_answer_and_the_others_count() -> None:
    text = 'Q: What is losing customers called?\nA~ customer churn | churn {accept="attrition"}\n'
    note = only_note(text)
    (card,) = note.cards
    assert (note.kind, card.kind) == (Kind.SHORT_ANSWER, Kind.SHORT_ANSWER)
    assert (card.back, card.accept) == ("customer churn", ("churn", "attrition"))
    (block,) = deck_of(text).blocks
    assert block.markdown == "**Q:** What is losing customers called?"


def test_a_backslash_makes_a_bar_part_of_the_answer() -> None:
    (card,) = cards_of("Q: Which sign?\nA~ \\| | bar | bar\n")
    assert (card.back, card.accept) == ("|", ("bar",))


@pytest.mark.parametrize("answer", ["", " |", " | |"])
def test_no_words_are_no_answer(answer: str) -> None:
    assert [code for code, _, _ in faults(f"Q: Who?\nA~{answer}\n")] == ["bad-answer"]


def test_other_wordings_do_not_count_for_a_number() -> None:
    text = 'Q: How much?\nA= 5 {accept="five"}\n'
    assert faults(text) == [("misplaced-attribute", 2, 7)]


@pytest.mark.parametrize("text", ["A=5\n", "A = 5\n", "A~5\n", "- A= 5\n", "> A~ b\n"])
def test_other_texts_stay_text(text: str) -> None:
    assert notes_of(text) == ()


@pytest.mark.parametrize("mark", ["A=", "A~"])
def test_a_typed_answer_needs_a_question(mark: str) -> None:
    assert faults(f"Prose.\n{mark} 5\n") == [("answer-without-question", 2, 4)]
