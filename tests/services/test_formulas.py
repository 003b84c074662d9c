"""Formulas that cannot be set are found by the sandbox and named at their places."""

from __future__ import annotations

from app.decks import parse
from app.sandbox import Sandbox
from app.services.formulas import TARGET, check_formulas

TEXT = "The $a$ is\n\tand $\\foo$.\n\n| $x^$ | b |\n|---|---|\n| c | $\\foo$ |\n\n`$\\foo$`\n"


def test_each_is_named_where_it_stands() -> None:
    parsed = parse(TEXT, "x.md")
    assert parsed.diagnostics == ()
    found = check_formulas([parsed])
    assert [(one.code, one.severity, one.line, one.column) for one in found] == [
        ("broken-tex", "warning", 2, 6),
        ("broken-tex", "warning", 4, 3),
        ("broken-tex", "warning", 6, 7),
    ]
    assert found[0].message == "the formula has the unknown command “\\foo”; it shows as its TeX"
    assert found[1].excerpt == "$x^$"


def test_without_formulas_no_worker_starts() -> None:
    broken = Sandbox("no.such:module")
    assert check_formulas([parse("It costs $5 or $6.\n", "x.md")], broken) == ()


def test_what_lacks_a_partner_is_named_by_the_parser_alone() -> None:
    parsed = parse("The $\\frac{a$ is.\n", "x.md")
    assert [fault.code for fault in parsed.diagnostics] == ["broken-tex"]
    assert check_formulas([parsed]) == ()


def stumble(formulas: list[str]) -> list[str]:
    if "bad" in formulas:
        bytearray(2**30)
    return ["" for _ in formulas]


def test_a_formula_that_kills_the_worker_costs_the_others_nothing() -> None:
    parsed = parse("$a$, $bad$ and $b$\n", "x.md")
    with Sandbox("tests.services.test_formulas:stumble") as sandbox:
        (found,) = check_formulas([parsed], sandbox)
    assert (found.line, found.column) == (1, 6)
    assert "more than can be set" in found.message
    with Sandbox(TARGET) as sandbox:
        assert check_formulas([parsed], sandbox) == ()
