"""Canonical Markdown is read by Python-Markdown the way CommonMark reads the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.decks import parse
from app.decks.rendering import render
from tests.decks.blocks.commonmark import ORACLE
from tests.decks.blocks.html_tree import html_tree


def canonical(text: str) -> list[str]:
    return [block.markdown for block in parse(text, "x.md").deck.blocks]


def ours(text: str) -> object:
    return html_tree("".join(render(block) for block in canonical(text)))


SAMPLES = {
    "list right after a line": "What helps:\n- listening\n- acting",
    "nested by two": "- calls\n  - weekly\n  - monthly\n- letters",
    "nested by three": "1. plan\n   - budget\n   - dates\n2. act",
    "three levels": "- a\n  - b\n    - c\n- d",
    "numbers with brackets": "1) listen\n2) act",
    "start number": "4. four\n5. five",
    "loose": "- a\n\n- b",
    "two blocks in an item": "- a\n\n  more\n- b",
    "lazy": "- a long entry\nthat goes on\n- next",
    "code in an item": "- run\n  ```\n  x = 1\n\n  y = 2\n  ```\n- next",
    "code": "```python\nif a:\n    - b\n```",
    "code with backticks": "````\n```\n````",
    "quote": "> a\n> - b\n>\n> c",
    "table": "| a | b |\n|---|:-:|\n| 1 \\| 2 | 3 |",
    "no heading without a space": "#tag and more",
    "a number that starts a sentence": "It was\n2. May",
    "loose list in a tight one": "2. g\n   1. a\n\n   1. a\n1. a",
    "hard break": "one  \ntwo\\\nthree",
    "a plus after a break": "one  \n+",
    "heading": "Title\n===\n## Two ##",
    "rule": "a\n\n* * *\n\nb",
}


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_it_means_what_the_source_means(text: str) -> None:
    assert ours(text) == html_tree(ORACLE.render(text))


MARKERS = ["", "", "", "- ", "- ", "1. ", "> "]
LINE = st.builds(
    lambda indent, marker, words: f"{' ' * indent}{marker}{words}",
    st.sampled_from([0, 0, 0, 1, 2, 2, 3]),
    st.sampled_from(MARKERS),
    st.sampled_from(["a", "b c", "#d", "1.5 e", "*f*"]),
) | st.sampled_from(["", "2. g"])


@settings(max_examples=200)
@given(st.lists(LINE, max_size=8).map("\n".join))
def test_any_mixture_of_blocks_is_read_alike(text: str) -> None:
    assert ours(text) == html_tree(ORACLE.render(text))
