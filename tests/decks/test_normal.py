"""Texts without their Markdown dress."""

from __future__ import annotations

import pytest

from app.decks.normal import bare


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**bold** and *slanted* and `code`", "bold and slanted and code"),
        ("snake_case and _slanted_", "snake_case and slanted"),
        ("[a link](https://example.org/a_b) ~~gone~~", "a link gone"),
        ("\\*", "*"),
        ("2\\*3\\*4", "2*3*4"),
        ("\\_x\\_ and \\`y\\`", "_x_ and `y`"),
        ("C:\\new", "C:\\new"),
    ],
)
def test_emphasis_goes_and_what_is_escaped_stays(markdown: str, text: str) -> None:
    assert bare(markdown) == text
