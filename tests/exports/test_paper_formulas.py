from __future__ import annotations

import unicodedata

import pytest
from latex2mathml.converter import convert

from app.exports.paper import typeset
from app.exports.paper.markup import Markup
from tests.exports.pdf_reader import alternatives, read


def written(tex: str, display: str = "inline", before: str = "") -> bytes:
    html = before + convert(tex, display=display).replace("<math ", f'<math alttext="{tex}" ', 1)
    markup = Markup(lambda text: text, lambda _told, _direction: "")
    source = f'#set document(title: "x")\n{markup.block(html)}'
    return typeset.pdf(source, {}, east_asian=False)


@pytest.mark.parametrize(
    ("tex", "signs"),
    [
        (r"a \neq b", "a≠b"),
        (r"\frac{a_1}{b^{2}} \leq \sum_{i=1}^{n} x_i", "a1b2≤∑ni=1xi"),
        (r"\left( a \right) + \sqrt[3]{x}", "(a)+3√x"),
        (r"\sin x + \hat{y} + \bar{z} + \vec{v}", "sinx+yzv"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(abcd)"),
        (r"\text{NPS} = 5 \times \overset{x}{y}", "NPS=5\u00d7xy"),
    ],
)
def test_a_formula_is_set_with_all_its_signs(tex: str, signs: str) -> None:
    # Letters of formulas are slanted, accents may be one with them.
    shown = read(written(tex)).text
    assert set(signs) <= {*shown, *unicodedata.normalize("NFKD", shown)}
    assert alternatives(written(tex)) == [tex]


@pytest.mark.parametrize("before", ["", "Before "])
def test_a_displayed_formula_is_there_alone_and_within_a_sentence(before: str) -> None:
    made = written(r"a \neq b", "block", before)
    assert "≠" in read(made).text
    assert alternatives(made) == [r"a \neq b"]


def test_what_typst_ignores_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="left something out"):
        typeset.pdf('#set document(title: "x")\n#par[a #block[b] c]', {}, east_asian=False)


def test_signs_of_typst_in_a_formula_are_text() -> None:
    assert "#" in read(written(r"a \# b")).text
