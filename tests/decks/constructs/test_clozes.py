"""Cloze deletions: one card for every gap, hints, groups, and what is no cloze."""

from __future__ import annotations

import pytest

from app.decks.model import Kind
from tests.decks.reading import cards_of, codes, deck_of, faults, notes_of, only_note, shown, sides


def test_every_gap_is_a_card_and_the_others_stay_readable() -> None:
    assert sides("Loyalty needs ==trust== and ==time==.\n") == [
        ("cloze", "Loyalty needs [] and time.", "Loyalty needs <trust> and time."),
        ("cloze", "Loyalty needs trust and [].", "Loyalty needs trust and <time>."),
    ]


def test_a_cloze_is_known_by_its_answer() -> None:
    assert [card.key for card in cards_of("It takes ==Trust== and *==time==*.\n")] == [
        "trust",
        "time",
    ]


def test_a_hint_stands_in_the_gap() -> None:
    ((_, front, back),) = sides("Keeping costs ==less^more or less?^== than winning.\n")
    assert (front, back) == (
        "Keeping costs [more or less?] than winning.",
        "Keeping costs <less> than winning.",
    )


def test_a_group_is_asked_at_once() -> None:
    assert sides("From ==1:new== to ==1:loyal== in ==years==.\n") == [
        ("cloze", "From [] to [] in years.", "From <new> to <loyal> in years."),
        ("cloze", "From new to loyal in [].", "From new to loyal in <years>."),
    ]


def test_the_same_answer_twice_is_one_card() -> None:
    ((_, front, _),) = sides("A ==customer== is a ==customer== for life.\n")
    assert front == "A [] is a [] for life."


def test_a_paragraph_is_one_note_with_its_lines() -> None:
    note = only_note('Intro.\n\nLoyalty needs\n==trust== and time. {#loyal hint="long"}\n')
    assert (note.kind, note.line, note.end_line, note.explicit_id, note.hint) == (
        Kind.CLOZE,
        3,
        4,
        "loyal",
        "long",
    )
    assert (note.cards[0].line, note.cards[0].front[:13]) == (4, "Loyalty needs")


def test_one_gap_may_have_other_wordings() -> None:
    text = 'It needs ==trust==. {accept="confidence"}\n'
    assert cards_of(text)[0].accept == ("confidence",)
    assert codes('==a== or ==b== it is. {accept="c"}\n') == ["misplaced-attribute"]


def test_list_entries_have_clozes_of_their_own() -> None:
    text = "- it needs ==trust==\n- it takes ==time==\n  - much ==patience== too\n"
    assert [note.line for note in notes_of(text)] == [1, 2, 3]


def test_a_switched_list_keeps_its_clozes() -> None:
    text = '# A\n<!-- cards: list -->\n- needs ==trust== {accept="faith"}\n- takes time\n'
    first, second = notes_of(text)
    assert first.cards[0].items[0].text == "needs trust"
    assert (second.kind, second.cards[0].accept) == (Kind.CLOZE, ())


def test_quotes_may_hold_clozes() -> None:
    assert len(notes_of("> It needs ==trust==.\n")) == 1


def test_a_gap_may_span_lines_and_hold_marks() -> None:
    text = "It is ==a *long\nway* `=` here== to go.\n"
    assert shown(cards_of(text)[0].back) == "It is <a *long way* `=` here> to go."


def test_comments_inside_a_gap_are_dropped() -> None:
    assert cards_of("It is ==a<!-- hm --> b== here.\n")[0].key == "a b"


def test_reading_shows_the_words() -> None:
    (block,) = deck_of("It needs ==trust^t^==.\n").blocks
    assert block.markdown == "It needs trust."


@pytest.mark.parametrize(
    "text",
    [
        "a == b and c == d",
        "\\==no== cloze",
        "===three===",
        "=====",
        "====",
        "one=two",
        "`a==b`",
        "see [a](x==y==z)",
        "<https://e.org/?a==b==c>",
    ],
)
def test_other_equals_signs_are_text(text: str) -> None:
    assert cards_of(f"{text}\n") == []


def test_an_escaped_mark_loses_its_backslash() -> None:
    assert deck_of("\\==no\\== cloze\n").blocks[0].markdown == "==no== cloze"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("It is ==== here.", ("empty-cloze", 1, 7)),
        ("It is ==^hint^== here.", ("empty-cloze", 1, 7)),
        ("It is ==1:== here.", ("empty-cloze", 1, 7)),
        ("It is ==.== here.", ("empty-cloze", 1, 7)),
        ("It is ==open here.", ("unclosed-cloze", 1, 7)),
        ("It is ==open ==here.", ("unclosed-cloze", 1, 7)),
        ("==All of it is hidden.==", ("whole-sentence-cloze", 1, 1)),
        ("First. ==All of it is hidden==. Last.", ("whole-sentence-cloze", 1, 8)),
        ("Use `==x==` here.", ("cloze-in-code", 1, 6)),
        ("    ==x==", ("cloze-in-code", 1, 5)),
        ("```\na\n==x==\n```", ("cloze-in-code", 3, 1)),
        ("# A ==x== b", ("misplaced-cloze", 1, 5)),
        ("Q: Is it ==x== b?\nA: Yes.", ("misplaced-cloze", 1, 10)),
        ("| a |\n|---|\n| ==x== |", ("misplaced-cloze", 3, 3)),
    ],
)
def test_what_cannot_be_asked_is_reported(text: str, fault: tuple[str, int, int]) -> None:
    assert fault in faults(f"{text}\n")
