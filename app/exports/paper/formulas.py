"""MathML, as our renderer writes it, in typst's functions for formulas."""

from __future__ import annotations

from collections.abc import Callable

from app.exports.paper.tree import Element

ACCENTS = {"^": "hat", "~": "tilde", "→": "arrow", "˙": "dot", "¨": "dot.double", "ˇ": "caron"}
BARS = {"¯", "‾", "_", "―"}


def formula(element: Element, literal: Callable[[str], str]) -> str:
    """Return typst code for a ``math`` element; its alternative text is its TeX."""
    block = "true" if element.attributes.get("display") == "block" else "false"
    described = literal(element.attributes.get("alttext") or " ".join(element.text.split()))
    inner = _row(element, literal)
    return f"math.equation(block: {block}, alt: {described}, {inner})"


def _row(element: Element, literal: Callable[[str], str]) -> str:
    """Return the children as content; text between them is white space."""
    return f"[{''.join(f'#{_part(one, literal)};' for one in _elements(element))}]"


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _part(element: Element, literal: Callable[[str], str]) -> str:
    made = [_part(child, literal) for child in _elements(element)]
    match element.tag, made:
        case "mi" | "mo" | "mn" | "mtext", _:
            return _sign(element, literal)
        case "mfrac", [above, below]:
            return f"math.frac({above}, {below})"
        case "msup", [base, above]:
            return f"math.attach({base}, t: {above})"
        case "msub", [base, below]:
            return f"math.attach({base}, b: {below})"
        case "msubsup", [base, below, above]:
            return f"math.attach({base}, b: {below}, t: {above})"
        case "mover", [base, above]:
            return _over(element, base, above)
        case "munder", [base, below]:
            return f"math.attach(math.limits({base}), b: {below})"
        case "munderover", [base, below, above]:
            return f"math.attach(math.limits({base}), b: {below}, t: {above})"
        case "mroot", [base, degree]:
            return f"math.root({degree}, {base})"
        case "msqrt", _:
            return f"math.sqrt({_row(element, literal)})"
        case "mphantom", _:
            return f"hide({_row(element, literal)})"
        case "mtable", _:
            return _table(element, literal)
    return _row(element, literal)


def _sign(element: Element, literal: Callable[[str], str]) -> str:
    text = element.text.strip()
    if not text or element.tag == "mtext":
        return f"[#{literal(element.text)}]"
    if element.tag == "mi" and len(text) > 1:
        return f"math.op({literal(text)})"
    return f"symbol({literal(text)})" if len(text) == 1 else f"[#{literal(text)}]"


def _over(element: Element, base: str, above: str) -> str:
    sign = _elements(element)[1].text.strip()
    if sign in BARS:
        return f"math.overline({base})"
    if sign in ACCENTS:
        return f"math.accent({base}, sym.{ACCENTS[sign]})"
    return f"math.attach(math.limits({base}), t: {above})"


def _table(element: Element, literal: Callable[[str], str]) -> str:
    rows = [
        "".join(f"{_row(cell, literal)}, " for cell in _elements(row))
        for row in _elements(element)
    ]
    return f"math.mat(delim: none, {', '.join(f'({row})' for row in rows)})"
