"""The blocks of the notes for reading, and what is wrong with their text."""

from __future__ import annotations

import pytest

from app.decks import parse
from app.decks.blocks.source import raw_column
from app.decks.diagnostics import CODES, did_you_mean
from app.decks.model import BlockKind
from tests.decks.reading import deck_of, faults


def test_every_block_has_its_kind_line_and_notes() -> None:
    text = (
        "# Head {#x}\n\nProse\non two lines.\n\nTerm\n:   is defined as this\n\nQ: Who?\nA: We.\n"
    )
    blocks = parse(text, "x.md").deck.blocks
    assert [(block.kind, block.line, block.notes) for block in blocks] == [
        (BlockKind.HEADING, 1, ()),
        (BlockKind.PROSE, 3, ()),
        (BlockKind.DEFINITIONS, 6, (0,)),
        (BlockKind.QUESTION, 9, (1,)),
    ]
    assert [block.markdown for block in blocks[:3]] == [
        "# Head",
        "Prose on two lines.",
        "Term\n:   is defined as this",
    ]


def test_the_qualifier_of_a_term_is_shown() -> None:
    text = 'Service {as="an activity"}\n:   handling orders well\n:   handling complaints\n'
    (block,) = parse(text, "x.md").deck.blocks
    assert block.markdown == (
        "Service (an activity)\n:   handling orders well\n:   handling complaints"
    )


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<!-- hidden -->\n", []),
        ("<!-- hidden\nover lines -->\n\nshown\n", ["shown"]),
        ("<!-- a --> and text\n", ["and text"]),
        ("<!-- a --><!-- b -->\n", []),
        ("a `<!--` b `-->` c\n", ["a `<!--` b `-->` c"]),
        ("a <!-- note: x --> b\n", ["a  b"]),
        ("a <!-- open\n", ["a <!-- open"]),
        ("`a ``b`` c\n", ["`a ``b`` c"]),
        ("<x@e.org> and <not html\n", ["<x@e.org> and <not html"]),
        ("[a](<b c>) ![d](e.png)\n", ["[a](<b c>) ![d](e.png)"]),
        ("| a |\n|---|\n\n", ["| a |\n| --- |"]),
        ("+\n", []),
    ],
)
def test_prose_is_cleaned(text: str, markdown: list[str]) -> None:
    assert [block.markdown for block in deck_of(text).blocks] == markdown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A <b>bold</b> word.", ("raw-html", 1, 3)),
        ("<div>\ntext\n</div>", ("raw-html", 1, 1)),
        ("See ![](funnel.png).", ("image-alt", 1, 5)),
        ("Do 1. this 2. that.", ("inline-list", 1, 1)),
        ("1. this 2. that", ("inline-list", 1, 4)),
        ("- 1) this 2) that", ("inline-list", 1, 6)),
        ("a\n\n<!-- open\n\n# B", ("unclosed-comment", 3, 1)),
        ("| a | b |\n| c | d |", ("broken-table", 1, 1)),
    ],
)
def test_what_is_wrong_with_text_is_reported(text: str, fault: tuple[str, int, int]) -> None:
    assert fault in faults(f"{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "`<b>` and \\<b> and <https://e.org>",
        "`![](a.png)`",
        "Version 1. is out.",
        "1. this 3. that\n2. more\n",
        "1.\n",
        "2. > quoted 3. x",
        "<!-- <b> ![](x) -->",
        "one==two",
    ],
)
def test_what_only_looks_wrong_is_let_be(text: str) -> None:
    assert faults(f"{text}\n") == []


def test_a_file_without_errors_may_be_published() -> None:
    assert parse("A <b>bold</b> word.\n", "x.md").ok
    assert not parse("Q: Who?\n", "x.md").ok


def test_columns_are_counted_in_characters() -> None:
    assert [raw_column("\ta", column) for column in (1, 5, 9)] == [1, 2, 3]
    assert raw_column("abc", 3) == 3


def test_a_long_line_is_cut_around_the_fault() -> None:
    text = f"{'a ' * 200}<b>{' c' * 200}\n"
    (found,) = parse(text, "x.md").diagnostics
    assert found.excerpt.startswith("…")
    assert found.excerpt.endswith("…")
    assert "<b>" in found.excerpt
    assert len(found.excerpt) <= 102


def test_a_hint_offers_the_nearest_or_all() -> None:
    assert did_you_mean("lst", ["list", "table"]) == "Did you mean “list”?"
    assert did_you_mean("xyz", ["list", "table"]) == "Known here: list, table."


def test_every_severity_is_one_of_two() -> None:
    assert set(CODES.values()) == {"error", "warning"}
