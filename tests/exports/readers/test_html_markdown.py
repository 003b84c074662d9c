"""HTML of other systems becomes Markdown that renders to the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decks import parse
from app.decks.rendering import plain_text, render
from app.exports.readers import escaping
from app.exports.readers.html_markdown import blocks, line
from app.quiz.questions import questions

NASTY = "aZ 019.,;:-+*_`~=#<>&|!?()[]{}\\/\"'$@%^é顧\u00a0"


def to_markdown(html: str) -> str:
    return "\n\n".join(blocks(html, lambda address: address.removeprefix("at:")))


def folded(text: str) -> str:
    return " ".join(text.split())


# TeX is left as it is, so that dollars are no part of this.
@given(st.text(alphabet=NASTY.replace("$", ""), min_size=1, max_size=40))
def test_any_line_of_text_is_rendered_as_it_was(text: str) -> None:
    markdown = to_markdown(text.replace("&", "&amp;").replace("<", "&lt;"))
    assert folded(plain_text(render(markdown))) == folded(text)


@given(st.text(alphabet=NASTY.replace("$", ""), min_size=1, max_size=40))
def test_any_text_stays_within_its_question(text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;")
    stem = to_markdown(f"<p>Asked:</p><p>{html}</p>")
    deck = parse(f"Q: {stem}\n\n* [x] yes\n* [ ] no\n", "x.md")
    assert [fault.code for fault in deck.diagnostics if fault.severity == "error"] == []
    (question,) = questions(deck.deck)
    assert folded(plain_text(render(question.stem))) == folded(f"Asked: {text}")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("one<br>two", "one\\\ntwo"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("a<b> bold </b>word", "a **bold** word"),
        ("<strong><em>both</em></strong>", "***both***"),
        ("<b></b>x", "x"),
        ("<code>a`b</code>", "``a`b``"),
        ("<pre>a\n  b\n\nc</pre>", "```\na\n  b\n\nc\n```"),
        ("<h2>Head</h2>text", "**Head**\n\ntext"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "-   a\n    -   b\n-   c"),
        ("<ol><li><p>a</p></li><li><p>b</p></li></ol>", "1.  a\n\n2.  b"),
        ("<blockquote>a<br>b</blockquote>", "> a\\\n> b"),
        (
            "<table><tr><th>A<th>B<tr><td>1|2<td>3</table>",
            "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |",
        ),
        ('<a href="https://example.org/a(b)">x</a>', "[x](https://example.org/a%28b%29)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<img src="at:dot.png" alt="a [dot]">', "![a \\[dot\\]](dot.png)"),
        ('<img src="at:" alt="gone">', "gone"),
        ("<script>alert(1)</script><style>p {}</style>x", "x"),
        ('<math alttext="\\frac{a}{b}"><mi>a</mi></math>', "$\\frac{a}{b}$"),
        ("\\(a_1 * b\\) and $$c_1$$ and *", "$a_1 * b$ and $$c_1$$ and \\*"),
        ("# 1. A: what", "\\# 1. A: what"),
        ("1. first", "1\\. first"),
        ("A: first", "A&#58; first"),
        ("==hidden== {#id} {pin}", "&#61;&#61;hidden&#61;&#61; &#123;#id} &#123;pin}"),
        ("  \n ", ""),
    ],
)
def test_elements_become_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_a_line_takes_blocks_one_after_another() -> None:
    assert line("<p>one</p><p>two<br>three</p>", str) == "one two three"


def test_deep_and_broken_html_is_no_danger() -> None:
    assert to_markdown("<div>" * 5_000 + "deep") == "deep"
    assert to_markdown("</p></b>x<b>y</i>") == "x**y**"
    assert re.fullmatch(r"x+", to_markdown("<ul><li>" * 0 + "x" * 9))


@given(st.text(alphabet=NASTY.replace("=", "").replace("{", ""), min_size=1, max_size=20))
def test_any_wording_is_typed_as_it_was(text: str) -> None:
    from app.exports.sheet import as_typed

    if "~~" in text or not text.strip():
        return
    written = escaping.wording(text).replace("\\|", "|")
    assert as_typed(written) == folded(text)
