"""MathML, as our renderer writes it, in typst's functions for formulas."""

from __future__ import annotations

from collections.abc import Callable

from app.exports.paper.tree import Element

ACCENTS = {"^": "hat", "~": "tilde", "→": "arrow", "˙": "dot", "¨": "dot.double", "ˇ": "caron"}
SIGNS = {"mi", "mn", "mo", "mtext"}
_AROUND = {"msqrt": "math.sqrt", "mphantom": "hide"}
# What is written for an element with so many children.
_PARTS = {
    "mfrac": ("math.frac({0}, {1})", 2),
    "msup": ("math.attach({0}, t: {1})", 2),
    "msub": ("math.attach({0}, b: {1})", 2),
    "msubsup": ("math.attach({0}, b: {1}, t: {2})", 3),
    "munder": ("math.attach(math.limits({0}), b: {1})", 2),
    "mover": ("math.attach(math.limits({0}), t: {1})", 2),
    "munderover": ("math.attach(math.limits({0}), b: {1}, t: {2})", 3),
    "mroot": ("math.root({1}, {0})", 2),
}
OPENING, CLOSING = {"(", "[", "{", "|", "⟨"}, {")", "]", "}", "|", "⟩"}
BARS = {"¯", "‾", "_", "―"}


def is_displayed(element: Element | str) -> bool:
    """Whether it is a formula on a line of its own, as far as it may be."""
    return isinstance(element, Element) and element.attributes.get("display") == "block"


def formula(element: Element, literal: Callable[[str], str], *, alone: bool = False) -> str:
    """Return typst code for a ``math`` element; its alternative text is its TeX.

    Only a formula that stands *alone* is a block: typst leaves blocks within a paragraph out.
    """
    described = literal(element.attributes.get("alttext") or " ".join(element.text.split()))
    inner = _row(element, literal)
    if is_displayed(element):
        inner = f"math.display({inner})"
    return f"math.equation(block: {'true' if alone else 'false'}, alt: {described}, {inner})"


def _row(element: Element, literal: Callable[[str], str]) -> str:
    """Return the children as content; text between them is white space.

    Brackets at the ends grow with what they hold, as they do in MathML.
    """
    parts = _elements(element)
    content = f"[{''.join(f'#{_part(one, literal)};' for one in parts)}]"
    ends = (parts[0].text.strip() in OPENING, parts[-1].text.strip() in CLOSING) if parts else ()
    tall = any(one.tag in {"mtable", "mfrac"} for one in parts)
    return f"math.lr({content})" if any(ends) and (all(ends) or tall) else content


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _part(element: Element, literal: Callable[[str], str]) -> str:
    if element.tag in SIGNS:
        return _sign(element, literal)
    if element.tag in _AROUND:
        return f"{_AROUND[element.tag]}({_row(element, literal)})"
    if element.tag == "mtable":
        return _table(element, literal)
    made = [_part(child, literal) for child in _elements(element)]
    pattern, count = _PARTS.get(element.tag, ("", -1))
    if len(made) != count:
        return _row(element, literal)
    return _over(element, *made) if element.tag == "mover" else pattern.format(*made)


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
    return _PARTS["mover"][0].format(base, above)


def _table(element: Element, literal: Callable[[str], str]) -> str:
    rows = [
        "".join(f"{_row(cell, literal)}, " for cell in _elements(row)) for row in _elements(element)
    ]
    return f"math.mat(delim: none, {', '.join(f'({row})' for row in rows)})"
