"""The scanner splits text into the blocks that CommonMark's rules give (oracle: markdown-it)."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.decks.blocks.commonmark import ours, theirs

SAMPLES = {
    "nested by two": "- calls\n  - weekly\n  - monthly\n- letters",
    "nested by three under a number": "1. plan\n   - budget\n2. act",
    "nested by four": "- calls\n    - weekly\n- letters",
    "three levels": "- a\n  - b\n    - c\n  - d\n- e",
    "a list interrupts a paragraph": "What helps:\n- listening\n- acting",
    "a list from 1 interrupts a paragraph": "Steps:\n1. listen\n2. act",
    "a list from 2 does not": "In the year\n2. came the crisis",
    "an empty item does not": "Nothing\n-\nmore",
    "loose": "- a\n\n- b\n\n- c",
    "loose by one gap": "- a\n- b\n\n- c",
    "loose by two blocks": "- a\n\n  more of a\n- b",
    "a sub-list apart does not loosen": "- a\n  - b\n\n  - c\n- d",
    "lazy continuation": "- a long entry\nthat goes on\n- next",
    "lazy in a quote": "> quoted\nand on",
    "lazy never for a list": "> - a\n- b",
    "fence in a list": "- run\n  ```\n  - no item\n  ```\n- next",
    "fence left by the end of its item": "- run\n  ```\n  open\nafter",
    "fence of tildes": "~~~\na\n```\nb\n~~~\nc",
    "longer fence": "````\n```\n````\nafter",
    "indented code": "a\n\n    code\n\n    more\n\nb",
    "indented code under an item": "- a\n\n      code\n- b",
    "item that starts with code": "-     code\n- b",
    "dot and bracket are two lists": "1. a\n2. b\n1) c\n2) d",
    "bullets change": "- a\n* b\n+ c",
    "start number": "7. a\n8. b",
    "item that starts blank": "-\n  a\n- b",
    "item with two blanks": "-\n\n  a",
    "rule or list": "- a\n***\n- b\n- - -\n* * *",
    "setext": "One\n===\nTwo\nlines\n---",
    "atx": "# One #\n## Two\n####### Seven\n#no\n###",
    "quote with list": "> - a\n> - b\n>\n> c\n\nd",
    "quote in item": "- > a\n  > b\n- c",
    "nested quotes": "> > a\n> b\n\n> c",
    "table": "| a | b |\n| - | - |\n| 1 | 2 |\n\nafter",
    "table after a line": "before\n| a | b |\n| - | - |\n| 1 | 2 |",
    "table ended by a list": "a | b\n--|--\n1 | 2\n- x",
    "uneven dashes are no table": "| a | b |\n| - |\n",
    "tabs": "-\ta\n\n\tb\n\t- c",
    "four spaces in a paragraph": "a\n    - b",
    "blank lines only": "\n  \n\t\n",
    "a block in a deep item": "1. a\n\n   b\n\n       code\n   > c\n2. d",
}


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_blocks_are_those_of_commonmark(text: str) -> None:
    assert ours(text) == theirs(text)


MARKERS = ["", "", "- ", "* ", "1. ", "2. ", "3) ", "> ", "- - ", "> - ", "-", "# ", "```", "---"]
WORDS = st.sampled_from(["", "a", "b c"])
ROWS = st.sampled_from(["| d | e |", "|-|-|"])


def line(indent: int, marker: str, words: str) -> str:
    """Return a line; only words stand far in.

    Where marks stand four or more columns in, the oracle strays from the reference
    ("   - a" and "    > " below it are one paragraph, by laziness).
    """
    return f"{' ' * (indent % 4 if marker else indent)}{marker}{words}"


LINE = st.builds(line, st.integers(0, 7), st.sampled_from(MARKERS), WORDS) | ROWS


@settings(max_examples=400)
@given(st.lists(LINE, max_size=9).map("\n".join))
@example("- a\n\n  b")
def test_any_mixture_of_markers_gives_the_blocks_of_commonmark(text: str) -> None:
    assert ours(text) == theirs(text)
