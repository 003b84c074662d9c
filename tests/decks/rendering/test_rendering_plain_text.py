"""Rendered HTML has a plain text for command lines, exports and search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decks.rendering import plain_text, render


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>a <em>b</em>c</p>", "a bc"),
        ("<p>a &amp; b &lt;c&gt; &quot;d&quot;&nbsp;e</p>", 'a & b <c> "d" e'),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        ("<p>one<br>\ntwo\nthree</p>", "one\ntwo three"),
        ("<ul>\n<li>a</li>\n<li>\n<p>b</p>\n<ul><li>c</li></ul></li></ul>", "a\nb\nc"),
        ("<dl><dt>t</dt><dd>d</dd></dl>", "t\nd"),
        ("<table><tr><th>a</th> <th>b</th></tr>\n<tr><td>1</td><td>2</td></tr></table>",
         "a\tb\n1\t2"),
        ("<table><tr><td></td><td> 1 </td><td></td><td>2</td></tr></table>", "\t1\t\t2"),
        ("<p>a</p><pre><code>if a:\n  b\n</code></pre><p>c</p>", "a\nif a:\n  b\nc"),
        ('<p>see <img alt="a graph" src="g.png"> and <img src="h.png"></p>',
         "see a graph and"),
        ("x", "x"),
    ],
)  # fmt: skip
def test_blocks_end_lines_and_tags_vanish(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1))
def test_words_come_back_as_they_were(word: str) -> None:
    assert plain_text(render(word, inline=True)) == word
