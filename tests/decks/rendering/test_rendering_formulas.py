"""Formulas become MathML that a page can carry; what cannot be set shows as its TeX."""

from __future__ import annotations

import pytest

from app.decks.rendering import plain_text, render
from app.decks.rendering.formulas import BrokenFormulaError, fault, faults, mathml


def test_a_formula_in_a_line_is_inline_and_keeps_its_tex() -> None:
    assert render("The sum $a + b$ of *both*.") == (
        '<p>The sum <math alttext="a + b" display="inline"><mrow><mi>a</mi><mo>+</mo><mi>b</mi>'
        "</mrow></math> of <em>both</em>.</p>"
    )


def test_a_formula_between_double_signs_is_a_block() -> None:
    html = render("$$\n\\frac{a}{2}\n$$")
    assert html.startswith('<p><math alttext="\\frac{a}{2}" display="block"><mrow><mfrac>')


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("is $x<y$ & so", "is $x<y$ & so"),
        ("$$\na\n+ b\n$$", "$$a + b$$"),
        ("costs \\$5 or $6", "costs $5 or $6"),
        ("`$a$` and $a$", "$a$ and $a$"),
        ("$x_1*y*z_2$ and $\\text{<b>}$", "$x_1*y*z_2$ and $\\text{<b>}$"),
        ("- $a$\n- $b$", "$a$\n$b$"),
    ],
)
def test_plain_text_keeps_the_tex(markdown: str, text: str) -> None:
    assert plain_text(render(markdown)) == text


@pytest.mark.parametrize("code", ["`$a$`", "    $a$", "```\n$a$\n```"])
def test_code_holds_no_formula(code: str) -> None:
    assert "<math" not in render(code)


def test_the_target_of_a_link_holds_no_formula() -> None:
    assert 'href="https://e.org/$a$b"' in render("[x](https://e.org/$a$b)")
    assert 'href="https://e.org/$a$b"' in render("<https://e.org/$a$b>")


def test_blanks_and_marked_spans_hold_formulas() -> None:
    html = render("\ue002$x$\ue003 or \ue000$y$\ue001")
    assert html.startswith('<p><span class="blank">[<math')
    assert '<mark class="cloze"><math' in html


def test_formulas_stand_in_cells_and_entries() -> None:
    assert "<td><math" in render("| a |\n|---|\n| $b$ |")
    assert render("$a$", inline=True).startswith("<math")


@pytest.mark.parametrize(
    ("tex", "what"),
    [
        (r"\foo x", "unknown command “\\foo”"),
        ("x^", "nothing to set"),
        (r"\frac{a}", "lacks an argument"),
        (r"\limits", "lacks an argument"),
        ("x^a^b", "two superscripts"),
        ("{" * 3000 + "}" * 3000, "too many levels"),
        (r"\href{javascript:alert(1)}{x}", "a link or a style"),
        (r"\style{position: fixed}{x}", "a link or a style"),
    ],
)
def test_what_cannot_be_set_is_named_and_shows_as_its_tex(tex: str, what: str) -> None:
    assert what in fault(tex)
    with pytest.raises(BrokenFormulaError, match=what.replace("\\", "\\\\")):
        mathml(tex, display=True)
    shown = render(f"before ${tex}$ after")
    assert plain_text(shown) == f"before ${tex}$ after"
    assert "<code>$" in shown


def test_many_are_asked_about_at_once() -> None:
    assert faults(["a", "x^"]) == ["", "a “^” or “_” with nothing to set"]


def test_lengths_that_would_leave_the_page_are_dropped() -> None:
    assert "<mspace></mspace>" in render(r"$a\hspace{999cm}b$")
    assert 'width="1cm"' in render(r"$a\hspace{1cm}b$")


def test_colours_are_the_pages_own() -> None:
    assert "red" not in render(r"$\color{red}x$").replace('alttext="\\color{red}x"', "")
