"""Canonical layout: what is written how, and that nothing a deck says ever changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.decks import parse
from app.decks.blocks.source import MAX_FILE, split_lines
from app.decks.layout.formatting import formatted
from app.decks.model import Deck, Note
from tests.decks.test_parse_properties import SCRAPS

LAYOUTS = {
    "spaces at the ends": ("Prose.  \nGoes on.  \n\nEnd. \t\n", "Prose.  \nGoes on.\n\nEnd.\n"),
    "headings": ("##   Head  ##\n#\tTab\n", "## Head\n# Tab\n"),
    "questions": ("Q:   Who?\nA:  We.\n", "Q: Who?\nA: We.\n"),
    "typed answers": ("Q: Who?\nA~   we  |  us\n", "Q: Who?\nA~ we  |  us\n"),
    "bullets": ("* a\n* b\n  + c\n", "- a\n- b\n  - c\n"),
    "bullets of two lists stay apart": ("* a\n\n- b\n", "* a\n\n- b\n"),
    "numbers": ("1. a\n1. b\n\n7. c\n", "1. a\n2. b\n\n3. c\n"),
    "a number that would grow": ("9. a\n9. b\n", "9. a\n9. b\n"),
    "definitions": ("Term\n: means this\nand that\n", "Term\n:   means this\n    and that\n"),
    "tables": (
        "|a|b|\n|-|:-:|\n|c||\nd \\| e|f\n",
        "| a | b |\n|-|:-:|\n| c | |\n| d \\| e | f |\n",
    ),
    "directives": (
        '# H\n<!--cards:list   ask="a  b"   #x-->\n- a\n- b\n',
        '# H\n<!-- cards: list ask="a  b" #x -->\n- a\n- b\n',
    ),
    "attributes": (
        'Q: Who?   { #a   hint="x  y" }\nA: We.\n',
        'Q: Who? {#a hint="x  y"}\nA: We.\n',
    ),
    "line ends": ("One\r\ntwo\rthree", "One\ntwo\nthree\n"),
    "blank lines at the end": ("One\n\n\n", "One\n"),
    "nothing": (" \n\n", ""),
    "code": ("```\n* a  \n```\n\n    * b  \n", "```\n* a  \n```\n\n    * b  \n"),
    "the header": ("---\ntitle:   A  \n---\n*  a\n", "---\ntitle:   A  \n---\n-  a\n"),
    "comments": ("<!--\n* a  \n-->\n", "<!--\n* a  \n-->\n"),
    "blank lines between": ("a\n\n\n\nb\n", "a\n\n\n\nb\n"),
    "a table in a list": ("- a\n\n  |b|c|\n  |-|-|\n", "- a\n\n  |b|c|\n  |-|-|\n"),
}


def said(text: str) -> Deck:
    """Return all that a deck says, its lines' numbers included."""
    deck = parse(text, "x.md").deck

    def bare(notes: tuple[Note, ...]) -> tuple[Note, ...]:
        return tuple(replace(note, source="") for note in notes)

    return replace(deck, notes=bare(deck.notes), exam_notes=bare(deck.exam_notes))


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_there_is_one_way_to_write(text: str, expected: str) -> None:
    assert formatted(text) == expected


SPACED = st.builds(
    lambda indent, scrap, end: f"{indent}{scrap}{end}",
    st.sampled_from(["", "", "", "  ", "   "]),
    SCRAPS | st.sampled_from(["* a", "+ b", ":  c d e", "2) f", "9. g", "|h|i", "#  J #", "Q:  k"]),
    st.sampled_from(["", "", " ", "  ", "\t"]),
)


@settings(max_examples=200)
@given(st.lists(SPACED, max_size=12).map("\n".join) | st.text())
@example("* a\n- b\n")
def test_no_card_changes_and_doing_it_twice_changes_nothing(text: str) -> None:
    once = formatted(text)
    assert said(once) == said(text)
    assert formatted(once) == once


@settings(max_examples=100)
@given(st.lists(SPACED, max_size=12).map("\n".join))
def test_no_line_moves(text: str) -> None:
    before, after = split_lines(text), split_lines(formatted(text))
    assert len(after) <= len(before)
    assert not any(line.strip() for line in before[len(after) :])
    assert [line.strip() == "" for line in after] == [
        line.strip() == "" for line in before[: len(after)]
    ]


def test_a_file_over_the_limit_stays_as_it_is() -> None:
    text = "word  \n" * (MAX_FILE // 6)
    assert formatted(text) == text
