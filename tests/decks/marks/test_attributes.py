"""Attributes: how they are written, and what is wrong with some."""

from __future__ import annotations

import pytest

from tests.decks.reading import codes, deck_of, faults, only_note

ANSWER = "\nA: We.\n"


@pytest.mark.parametrize(
    "written",
    [
        '{#who hint="h"}',
        '{ #who hint = "h" }',
        "{hint=h #who}",
        '{#who} {hint="h"}',
        '{#who}{hint="h"}',
        '{hint="h"} <!-- #who -->',
        '<!-- #who hint="h" -->',
        "{#who HINT=h}  ",
    ],
)
def test_there_are_several_ways_to_write_them(written: str) -> None:
    note = only_note(f"Q: Who? {written}{ANSWER}")
    assert (note.explicit_id, note.hint, note.cards[0].front) == ("who", "h", "Who?")


def test_they_are_gone_from_the_words() -> None:
    text = f"Q: Who\n  pays? {{#who}}{ANSWER}"
    assert deck_of(text).blocks[0].markdown == "**Q:** Who pays?\n\n**A:** We."


@pytest.mark.parametrize("text", ["{pin}", "{…}", "a {b} c", "`{#id}`", "{=}", "{n=1} of m"])
def test_other_braces_are_text(text: str) -> None:
    assert deck_of(f"{text}\n").blocks[0].markdown == text


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('{hnt="a"}', ("unknown-attribute", 1, 10)),
        ("{points=two}", ("bad-attribute", 1, 10)),
        ("{points=-1}", ("bad-attribute", 1, 10)),
        ("{use=exams}", ("bad-attribute", 1, 10)),
        (f"{{#{'a' * 101}}}", ("bad-attribute", 1, 10)),
        ('{as="a"}', ("misplaced-attribute", 1, 10)),
        ('{hint=""}', ("bad-attribute", 1, 10)),
        ("{#a #b}", ("bad-attribute", 1, 13)),
        ("{#a,b}", ("bad-attribute", 1, 10)),
        ("{#}", ("bad-attribute", 1, 10)),
        ("{#a b}", ("bad-attribute", 1, 13)),
        ("{hint=“a b”}", ("bad-attribute", 1, 18)),
        ("{#a} or not", ("misplaced-attribute", 1, 9)),
        ("{hint=a} or not", ("misplaced-attribute", 1, 9)),
        ("<!-- #a --> or not", ("misplaced-attribute", 1, 9)),
    ],
)
def test_a_faulty_attribute_is_reported_at_its_place(
    written: str, fault: tuple[str, int, int]
) -> None:
    assert faults(f"Q: Who? {written}{ANSWER}") == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Prose. {#a}", ("misplaced-attribute", 1, 9)),
        ("# Heading {#a}", ("misplaced-attribute", 1, 12)),
        ("- entry {#a}", ("misplaced-attribute", 1, 10)),
        ("<!-- #a -->", ("misplaced-attribute", 1, 6)),
        ("# A\n<!-- cards: list -->\n- x {#a}", ("misplaced-attribute", 3, 6)),
    ],
)
def test_attributes_that_no_card_takes_are_reported(text: str, fault: tuple[str, int, int]) -> None:
    assert faults(f"{text}\n") == [fault]


def test_a_column_counts_characters_also_behind_tabs() -> None:
    assert faults("-\tentry {#a}\n") == [("misplaced-attribute", 1, 10)]


def test_comments_inside_the_text_are_dropped() -> None:
    assert (
        deck_of("One <!-- hm --> two <!-- oh -->\nthree\n").blocks[0].markdown == "One  two three"
    )


def test_the_hint_names_what_is_near() -> None:
    assert codes(f'Q: Who? {{acept="a"}}{ANSWER}') == ["unknown-attribute"]
