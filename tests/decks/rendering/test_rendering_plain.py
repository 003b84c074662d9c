"""The short way gives what the long way gives, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.decks.rendering import quick, render

PIECES = st.sampled_from(
    [
        "word", "two words", "Ä", "1", "12.", " ", "  ", ". ", ", ", "*", "**", "***", "*em*",
        "**strong**", "- ", "-", "-   ", "1. ", "2. ", "1.  ", "\n", "\n\n", ":   ", ":", "# ", "#",
        "## ", "(", ")", "[", "](", '"', "'", "=", "==", "---", "+ ", "/", "https://e.org", "\\",
        "_", "`", "|", "&", "<", ">", "$", "\t", "\u00a0", "\u2028", "\x0c", "é\u0301", "²",
        "\ue000", "\ue001", "\ue002", "\ue003", "\x02", "\x03", "Term", "!", "?", "%", "…",
    ]
)  # fmt: skip


@settings(max_examples=1500)
@given(markdown=st.lists(PIECES, max_size=9).map("".join), inline=st.booleans())
def test_what_is_rendered_quickly_is_what_the_renderer_makes(
    markdown: str, *, inline: bool
) -> None:
    html = quick(markdown, inline=inline)
    if html is not None:
        assert html == render(markdown, inline=inline)


@pytest.mark.parametrize(
    "markdown",
    [
        "Handling orders, questions and complaints.",
        "The *first* of **many things** (or so).",
        "## The seven R's",
        "-   one\n-   two **three**",
        "1.  one\n2.  two",
        "Term\n:   What it means.",
        "From \ue002\ue003 to \ue000friends\ue001 in years.",
    ],
)
def test_what_most_decks_are_made_of_is_plain(markdown: str) -> None:
    html = quick(markdown)
    assert html is not None
    assert html == render(markdown)


@pytest.mark.parametrize(
    "markdown", ["1. May", "a & b", "see [x](y)", "`x`", "a_b", "$x$", "a*b", "- a\n  - b", "a\nb"]
)
def test_everything_else_goes_the_long_way(markdown: str) -> None:
    assert quick(markdown) is None
