"""Markdown fragments become the HTML that pages show."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable

import pytest

from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN
from app.decks.rendering import MAX_BYTES, plain_text, refuse, render, verbatim


def marked(text: str) -> str:
    return f"{MARK_OPEN}{text}{MARK_CLOSE}"


def blank(hint: str = "") -> str:
    return f"{BLANK_OPEN}{hint}{BLANK_CLOSE}"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("# One\n\n###### Six", "<h1>One</h1>\n<h6>Six</h6>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("Term\n:   one\n:   two", "<dl>\n<dt>Term</dt>\n<dd>one</dd>\n<dd>two</dd>\n</dl>"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_elements(markdown: str, html: str) -> None:
    assert render(markdown) == html


def test_a_numbered_list_is_not_continued_by_bullets() -> None:
    assert render("1. a\n\n- b") == "<ol>\n<li>a</li>\n</ol>\n<ul>\n<li>b</li>\n</ul>"


def test_table_columns_are_aligned_by_class_never_by_style() -> None:
    html = render("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |")
    assert '<th class="align-left">a</th>' in html
    assert '<td class="align-center">2</td>' in html
    assert '<td class="align-right">3</td>' in html
    assert "<td>4</td>" in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("1. May", "1. May"),
        ("# of customers", "# of customers"),
        ("- 5 %", "- 5 %"),
        ("> 10", "&gt; 10"),
        ("    four", "four"),
        ("```\na", "```\na"),
        ("[x]: y", "[x]: y"),
        ("a **b**", "a <strong>b</strong>"),
        ("one\n\ntwo", "one two"),
    ],
)
def test_inline_text_makes_no_blocks(text: str, html: str) -> None:
    assert render(text, inline=True) == html


def test_a_marked_span_is_a_mark_with_its_own_markdown() -> None:
    assert render(f"so {marked('**very** true')}.") == (
        '<p>so <mark class="cloze"><strong>very</strong> true</mark>.</p>'
    )
    assert render(f"**{marked('x')}**", inline=True) == (
        '<strong><mark class="cloze">x</mark></strong>'
    )
    assert render(f"`{marked('x')}`", inline=True) == ('<code><mark class="cloze">x</mark></code>')


def test_a_blank_shows_dots_or_its_hint() -> None:
    html = render(f"a {blank()} of {blank(' two *words* ')}(sic)", inline=True)
    assert html == (
        'a <span class="blank">[…]</span> of <span class="blank">[two <em>words</em>]</span>(sic)'
    )
    assert plain_text(html) == "a […] of [two words](sic)"


def test_a_mark_that_crosses_elements_still_gives_well_formed_html() -> None:
    html = render(f"**a {MARK_OPEN}b** c{MARK_CLOSE}")
    assert html.count("<mark") == html.count("</mark>")
    assert plain_text(html) == "a b c"


@pytest.mark.parametrize(
    "markdown",
    [
        f"a {MARK_OPEN} b",
        f"a {MARK_CLOSE} b",
        f"a {BLANK_CLOSE}{MARK_OPEN} b",
        "a &#xe000; b",
    ],
)  # fmt: skip
def test_stray_sentinels_vanish(markdown: str) -> None:
    assert plain_text(render(markdown)) == "a b"
    assert "<mark" not in render(markdown)


def test_sentinels_vanish_from_addresses_and_titles() -> None:
    html = render(f'[a](https://e.org/{marked("x")} "{blank()}")')
    assert html == ('<p><a href="https://e.org/x" title="" rel="noopener noreferrer">a</a></p>')


def test_the_converter_is_whole_again_after_an_error() -> None:
    nested = "\n".join("    " * depth + "- x" for depth in range(12))
    before = render(nested)
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(len(inspect.stack(0)) + 40)
        with pytest.raises(RecursionError):
            render(nested)
    finally:
        sys.setrecursionlimit(limit)
    assert render(nested) == before


def test_rendering_again_gives_the_same_and_references_do_not_leak() -> None:
    assert "href" in render("[a][x]\n\n[x]: https://e.org")
    assert "href" not in render("[a][x]")


def test_refused_text_is_shown_as_it_stands_with_its_blanks_hidden() -> None:
    text = f"<b> & {blank('hint')} {marked('[[')}{MARK_OPEN}"
    assert verbatim(text) == (
        '<pre>&lt;b&gt; &amp; <span class="blank">[hint]</span> <mark class="cloze">[[</mark></pre>'
    )


@pytest.mark.parametrize("make", [render, verbatim])
def test_what_cannot_be_stored_is_replaced(make: Callable[[str], str]) -> None:
    assert plain_text(make("a\ud800 b\0 \ud83d\ude00")) == "a\ufffd b\ufffd \U0001f600"


class TestRefuse:
    def test_ordinary_blocks_are_rendered(self) -> None:
        assert refuse("") is None
        assert refuse("- [a](b) **c**\n    - d\n\n| x | y |") is None

    def test_sixteen_kilobytes_are_the_limit_counted_in_bytes(self) -> None:
        assert refuse("x" * MAX_BYTES) is None
        assert refuse("ü" * (MAX_BYTES // 2) + "x") == (
            "the block has 16,385 bytes; at most 16,384 are rendered"
        )
        assert refuse("\ud800" * 6000) is not None

    @pytest.mark.parametrize("bracket", "[](){}<>")
    def test_two_hundred_of_each_bracket_are_the_limit(self, bracket: str) -> None:
        assert refuse(f"a{bracket}" * 200) is None
        assert refuse(f"a{bracket}" * 201) == (
            f"the block has 201 “{bracket}”; at most 200 are rendered"
        )

    @pytest.mark.parametrize(
        "level", ["> ", ">", "- ", "* ", "+ ", "1. ", "12) ", ":   ", "    ", "\t"]
    )
    def test_twelve_levels_are_the_limit(self, level: str) -> None:
        assert refuse("ok\n" + level * 12 + "x") is None
        assert refuse("ok\n" + level * 13 + "x") == (
            "the block is nested 13 levels deep; at most 12 are rendered"
        )

    def test_an_empty_line_of_spaces_is_not_deep(self) -> None:
        assert refuse("a\n" + " " * 400 + "\nb") is None
