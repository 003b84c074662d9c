"""The short way gives what the long way gives, or nothing."""

from __future__ import annotations

from time import perf_counter

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
        "[a b](https://e.org/c-d.html)", "**Q:** ", "*so.*", "5 %", "\ue000w\ue001",
        "\n\n-   a\n-   b\n\n", "\n\n1.  a\n2.  b", "\n\n    c", "\ue002\ue003",
    ]
)  # fmt: skip


@settings(max_examples=1500)
@given(markdown=st.lists(PIECES, max_size=12).map("".join), inline=st.booleans())
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
        "**Q:** What is it?\n\n**A:** The *thing*, see [there](https://example.org/a-b.html).",
        "Which of these?\n\n-   one\n-   *two*\n\nChoose all.",
        "## Three\n\n1.  one\n2.  two\n\n5 % of them.",
        "The *number* is \ue002unit\ue003 and **more**.",
        "From \ue002\ue003 to \ue000friends\ue001 in years.",
    ],
)
def test_what_most_decks_are_made_of_is_plain(markdown: str) -> None:
    html = quick(markdown)
    assert html is not None
    assert html == render(markdown)


@pytest.mark.parametrize(
    "markdown",
    ["1. May", "- a\n\n- b", "- a\n\n    b", "[x](http://e.org?a&b)", "![x](http://e.org)",
     "[x](javascript:a)", "*\ue000x\ue001*", "\ue000a\n\nb\ue001", "a & b", "see [x](y)", "`x`",
     "a_b", "$x$", "a*b", "- a\n  - b", "a\nb"],
)  # fmt: skip
def test_everything_else_goes_the_long_way(markdown: str) -> None:
    assert quick(markdown) is None


@pytest.mark.parametrize(
    "piece",
    ["a", "a ", ", ", "*a ", "**a", "*a*", "[a", "[a](", "[a](http://a", "\ue000a", "- a\n"],
)
def test_the_short_way_is_short_for_long_texts_too(piece: str) -> None:
    for text in (f"{piece * 8_000}_", f"a {piece * 8_000}_"):
        began = perf_counter()
        assert quick(text) is None
        assert perf_counter() - began < 1
