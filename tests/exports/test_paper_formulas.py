from __future__ import annotations

import unicodedata

import pytest
from latex2mathml.converter import convert

from app.exports.paper import typeset
from app.exports.paper.markup import Markup
from tests.exports.pdf_reader import alternatives, read


def written(tex: str) -> bytes:
    html = convert(tex).replace("<math ", f'<math alttext="{tex}" ', 1)
    markup = Markup(lambda text: text, lambda _told, _direction: "")
    source = f'#set document(title: "x")\n#par[{markup.line(html)}]'
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
    shown = unicodedata.normalize(
        "NFKC", read(written(tex)).text
    )  # letters of formulas are slanted
    assert set(signs) <= set(shown)
    assert alternatives(written(tex)) == [tex]


def test_signs_of_typst_in_a_formula_are_text() -> None:
    assert "#" in read(written(r"a \# b")).text
