"""``use=exam``: kept apart from what students learn and read."""

from __future__ import annotations

import pytest

from app.decks import parse
from app.decks.check import check
from app.decks.model import Deck, Kind, Use
from tests.decks.reading import codes, deck_of, faults

SECRET = "secret"
EXAM_ONLY = (
    f"Q: What is {SECRET}? {{use=exam #e points=4}}\nA: The {SECRET} answer.\n",
    f"Q: Which is {SECRET}? {{use=exam}}\n- [x] {SECRET} a\n- [ ] {SECRET} b\n",
    f"Q: How {SECRET}?\nA= 5 {SECRET} {{use=exam}}\n",
    f"Q: Discuss. {{use=exam}}\nA: essay\n\nThe {SECRET} model.\n\n- {SECRET}\n",
    f"Q: Match. {{use=exam}}\n\n| A | B |\n|---|---|\n| {SECRET} | x |\n| b | y |\n",
    f"{SECRET.title()} term {{use=exam}}\n:   {SECRET} and well defined\n",
    f"The =={SECRET}== matters much. {{use=exam}}\n",
    f"## Both\n<!-- cards: list use=exam -->\n- {SECRET}\n- {SECRET} ==two==\n",
    f"## Both {{use=exam}}\n<!-- cards: steps -->\n\n1. {SECRET}\n2. b\n",
    f"## Both\n<!-- cards: list use=exam -->\n### Below\n- {SECRET}\n- b\n",
    f"## Both {{use=exam}}\n<!-- cards: list -->\n### Below\n- {SECRET}\n- b\n",
    f"## Terms\n<!-- cards: terms use=exam -->\n- **Thing** — {SECRET} and well defined\n",
)
REMARK = f"\n> **Remark:** {SECRET} too\n"


def seen(deck: Deck) -> str:
    """Return all that a student may get to see of *deck*."""
    return repr((deck.notes, deck.blocks)).lower()


@pytest.mark.parametrize("text", EXAM_ONLY)
def test_exam_notes_and_their_text_are_set_apart(text: str) -> None:
    deck = deck_of(f"Prose.\n\n{text}{REMARK}")
    assert deck.notes == ()
    assert {note.use for note in deck.exam_notes} == {Use.EXAM}
    assert deck.exam_notes[-1].remark == f"{SECRET} too"
    assert SECRET not in seen(deck)
    assert SECRET in repr(deck.exam_notes)


def test_they_are_numbered_by_themselves() -> None:
    text = "Q: One?\nA: First.\n\nQ: Two? {use=exam}\nA: Second.\n\nQ: Three?\nA: Third.\n"
    deck = deck_of(text)
    assert [(note.position, note.line) for note in deck.notes] == [(0, 1), (1, 7)]
    assert [(note.position, note.line, note.points) for note in deck.exam_notes] == [(0, 4, None)]
    assert [block.notes for block in deck.blocks] == [(0,), (1,)]


def test_practice_is_what_a_note_is_for_unless_told() -> None:
    notes = deck_of("Q: One?\nA: First.\n\nQ: Two? {use=practice}\nA: Second.\n").notes
    assert {note.use for note in notes} == {Use.PRACTICE}


def test_a_section_below_may_be_for_practice_again() -> None:
    text = "## All {use=exam}\n<!-- cards: list -->\n- a\n- b\n### Known {use=practice}\n- c\n- d\n"
    deck = deck_of(text)
    assert [note.headings[-1] for note in deck.notes] == ["Known"]
    assert [note.headings[-1] for note in deck.exam_notes] == ["All"]


def test_a_broken_exam_question_is_not_shown_either() -> None:
    parsed = parse(f"Q: {SECRET}? {{use=exam}}\n- [ ] {SECRET}\n- [ ] b\n", "x.md")
    assert [fault.code for fault in check([parsed])] == ["choice-without-right"]
    assert SECRET not in seen(parsed.deck)


def test_an_exam_question_must_not_be_answered_in_the_notes() -> None:
    text = "Q: Who?\nA: We.\n\nQ: Who? {use=exam}\nA: We.\n"
    assert faults(text) == [("same-content", 4, 1)]


def test_ids_are_one_set() -> None:
    text = "Q: One? {#a}\nA: First.\n\nQ: Two? {#a use=exam}\nA: Second.\n"
    assert codes(text) == ["duplicate-id"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Prose. {use=exam}\n", ("misplaced-attribute", 1, 9)),
        ("# Head {use=exam}\n\nProse.\n", ("misplaced-attribute", 1, 9)),
        ("Q: Who {use=exam} is it?\nA: We.\n", ("misplaced-attribute", 1, 8)),
    ],
)
def test_it_is_an_error_where_it_keeps_nothing_apart(
    text: str, fault: tuple[str, int, int]
) -> None:
    assert faults(text) == [fault]


def test_kinds_of_exam_notes_are_those_of_others() -> None:
    kinds = [deck_of(text).exam_notes[0].kind for text in EXAM_ONLY[:5]]
    expected = [Kind.QUESTION, Kind.CHOICE, Kind.NUMERIC, Kind.ESSAY, Kind.MATCHING]
    assert kinds == expected
