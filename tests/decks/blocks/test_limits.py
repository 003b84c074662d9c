"""Hard limits: what is over one makes no card, is named, and costs next to no time."""

from __future__ import annotations

import sys
import time

import pytest

from app.decks import parse
from app.decks.blocks import limits, scanner, tree
from app.decks.rendering import fragments
from tests.decks.reading import codes, faults

SIZE = 500_000
CARD = "\n# After\n\nQ: Who?\nA: We.\n"


def filled(part: str) -> str:
    return (part * (SIZE // len(part) + 1))[:SIZE]


def test_the_limits_are_those_of_rendering() -> None:
    assert scanner.MAX_BLOCK == fragments.MAX_BYTES
    assert tree.MAX_DEPTH == fragments.MAX_DEPTH
    assert (limits.MAX_BRACKETS, limits.BRACKETS) == (fragments.MAX_BRACKETS, fragments.BRACKETS)


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("word " * 4_000, "block-too-large"),
        ("- entry\n" * 3_000, "block-too-large"),
        ("- entry\n\n" * 3_000, "block-too-large"),
        ("```\n" + "code\n" * 4_000 + "```", "block-too-large"),
        ("客" * 6_000, "block-too-large"),
        ("> " * 13 + "deep", "block-too-deep"),
        ("- " * 13 + "deep", "block-too-deep"),
        ("- " * 12 + "a\n" + " " * 24 + ":   b", "block-too-deep"),
        ("[" * 201, "too-many-brackets"),
        ("|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|b\n" * 60, "table-too-large"),
        ("Q: " + ")" * 201 + "\nA: We.", "too-many-brackets"),
    ],
)
def test_a_block_over_a_limit_is_left_out_and_the_rest_is_read(block: str, code: str) -> None:
    parsed = parse(f"{block}\n{CARD}", "x.md")
    assert code in [d.code for d in parsed.diagnostics if d.line == 1]
    assert [note.source for note in parsed.deck.notes] == ["Q: Who?\nA: We."]
    assert len(parsed.deck.blocks) == 2


def test_blocks_at_the_limits_are_read() -> None:
    assert codes(f"{'> ' * 12}deep\n\n{'[' * 200}\n") == []


def test_a_large_block_ends_where_its_text_ends() -> None:
    text = "- entry\n" * 3_000 + "\nA paragraph.\n"
    assert parse(text, "x.md").deck.blocks[0].markdown == "A paragraph."


def test_a_question_may_be_too_large_as_a_whole() -> None:
    paragraph = "word " * 1_000 + "\n\n"
    text = f"Q: Who?\n\nA: We.\n\n{paragraph * 4}# After\n"
    assert faults(text) == [("block-too-large", 1, 1)]
    assert len(parse(text, "x.md").deck.blocks) == 1


def test_a_file_may_be_too_large() -> None:
    parsed = parse("word\n" * 110_000, "x.md")
    assert [d.code for d in parsed.diagnostics] == ["file-too-large"]
    assert parsed.deck.blocks == ()


def test_a_file_may_have_too_many_blocks() -> None:
    parsed = parse("word\n\n" * 3_100, "x.md")
    assert [(d.code, d.line) for d in parsed.diagnostics] == [("too-many-blocks", 6_001)]


HOSTILE = {
    "brackets": filled("["),
    "links": filled("[a]("),
    "quotes": filled("> > > > "),
    "dashes": filled("- - - - "),
    "dashes on lines": filled("- - - - a\n"),
    "nested lists": "".join("  " * depth + "- a\n" for depth in range(700))[:SIZE],
    "lists up and down": filled("".join("  " * depth + "- a\n" for depth in range(14))),
    "one long line": filled("word "),
    "spaces": filled(" "),
    "tabs": filled("\t"),
    "heading of spaces": "# " + filled(" ") + "x",
    "hashes": filled("# "),
    "backticks": filled("` `` "),
    "equals signs": filled("==a== "),
    "comments": filled("<!--"),
    "attributes": filled('{a="'),
    "numbers": filled("1. a 2. b "),
    "pipes": filled("a|b\n-|-\n"),
    "questions": filled("Q: a\n"),
    "options": filled("Q: a\n- [ ] b\n- [x] c {pin}\n"),
    "many options": "Q: a\n" + filled("- [x] b\n"),
    "numbers to type": filled("Q: a\nA= " + "1," * 2_000 + "\n"),
    "questions without an answer": filled("Q: a\n\n|a|b|\n|-|-|\n\n"),
    "bold": "# a\n<!-- cards: terms -->\n" + filled("- **a **: "),
    "dollars": filled("$a $$ "),
    "formulas": filled("$a$"),
    "escaped dollars": filled("$\\$"),
    "pictures": filled("![a]("),
    "blank lines": filled("\n"),
    "headers": "---\n" + filled("a: [\n"),
    "flow": "---\n" + "[" * 16_000 + "\n---\n",
    "keys": "---\n" + "a: b: c\n" * 1_800 + "---\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_parsed_within_a_second(text: str) -> None:
    best = min(_seconds(text) for _ in range(3))
    assert best < (1 if sys.gettrace() is None else 5)  # measuring coverage takes its time


def _seconds(text: str) -> float:
    start = time.process_time()
    parse(text, "x.md")
    return time.process_time() - start
