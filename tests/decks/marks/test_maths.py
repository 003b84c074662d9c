"""Formulas: where our marks mean nothing, and what cannot be right in them."""

from __future__ import annotations

import pytest

from app.decks.marks.masks import MATHS, mask, spans
from app.decks.marks.maths import fault_of
from tests.decks.reading import codes, deck_of, faults


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The sum $a + b$ of both.", ["$a + b$"]),
        ("$$\n\\frac{a}{b}\n$$", ["$$\n\\frac{a}{b}\n$$"]),
        ("$a$ and $b$", ["$a$", "$b$"]),
        ("It costs $5 or $6.", []),
        ("It costs \\$a or b$ more.", []),
        ("From $5 to 6$7", []),
        ("`$a$` is code", []),
        ("$a\\$b$ has a dollar", ["$a\\$b$"]),
    ],
)
def test_formulas_are_told_from_money_and_code(text: str, formulas: list[str]) -> None:
    assert [text[start:end] for start, end in spans(mask(text), MATHS)] == formulas


def test_the_rows_of_a_formula_break_no_lines() -> None:
    (block,) = deck_of("So\\\n$$\na \\\\\nb\n$$ and\nmore\n").blocks
    assert block.markdown == "So  \n$$ a \\\\ b $$ and more"


def test_marks_in_a_formula_are_tex() -> None:
    deck = deck_of("It holds that $x {a=1} \\le y$ always.\n")
    assert deck.blocks[0].markdown == "It holds that $x {a=1} \\le y$ always."


def test_a_cloze_in_a_formula_is_reported() -> None:
    assert faults("It is $a ==b== c$ here.\n") == [("cloze-in-code", 1, 10)]


@pytest.mark.parametrize(
    ("tex", "fault"),
    [
        ("\\frac{a}{b}", ""),
        ("\\left\\{ a \\right\\}", ""),
        ("\\leftarrow \\rightarrow", ""),
        ("\\begin{cases} a \\\\ b \\end{cases}", ""),
        ("a_{b", "no “}”"),
        ("a}", "a “}” that closes nothing"),
        ("\\left( a", "no “\\right”"),
        ("{\\left( a} \\right)", "a “}” that closes nothing"),
        ("a \\right)", "a “\\right” that closes nothing"),
        ("\\begin{cases} a", "no “\\end{cases}”"),
        ("\\begin{a} \\end{b}", "a “\\end{b}” that closes nothing"),
    ],
)
def test_brackets_and_commands_need_their_partners(tex: str, fault: str) -> None:
    assert fault_of(tex) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("As $a_{b$ shows.\n", ("broken-tex", 1, 4)),
        ("As follows:\n$$\n\\left( a\n$$\n", ("broken-tex", 2, 1)),
        ("As $$a follows.\n", ("broken-tex", 1, 4)),
    ],
)
def test_a_broken_formula_is_reported_where_it_starts(
    text: str, fault: tuple[str, int, int]
) -> None:
    assert faults(text) == [fault]


def test_dollars_alone_are_no_formula() -> None:
    assert codes("It costs $5, `$$` or \\$$ more.\n") == []
