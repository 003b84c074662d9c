"""TeX → MathML, by latex2mathml; and what keeps a formula from being set, in words.

Call it in the sandbox only: the library is fast, but a file may come from anybody. What it
returns is cut down to the MathML that ``html`` allows, and still passes the sanitiser.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

ELEMENTS = frozenset(
    {
        "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow",
        "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr",
        "munder", "munderover",
    }
)  # fmt: skip
LENGTHS = frozenset(
    {
        "columnspacing", "depth", "height", "linethickness", "lspace", "maxsize", "minsize",
        "rowspacing", "rspace", "voffset", "width",
    }
)  # fmt: skip
WORDS = frozenset(
    {
        "accent", "columnalign", "columnlines", "displaystyle", "fence", "form", "mathvariant",
        "movablelimits", "notation", "rowlines", "scriptlevel", "separator", "stretchy",
    }
)  # fmt: skip

# What has to stand in an element; with less a browser shows an error, or nothing.
_CHILDREN = {
    "mfrac": 2, "msub": 2, "msup": 2, "mroot": 2, "mover": 2, "munder": 2, "msubsup": 3,
    "munderover": 3,
}  # fmt: skip
_LENGTH = re.compile(r"(?:-?\d{0,2}(?:\.\d{1,6})?(?:em|ex|mu|pt|px|cm|mm|in|pc|%)?(?: |$)){1,40}")
_WORD = re.compile(r"[a-z0-9 +-]{1,60}")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_REFUSED = ("href", "style")

_IN_WORDS = {
    "DenominatorNotFoundError": "a fraction without a denominator",
    "DoubleSubscriptsError": "two subscripts on one sign",
    "DoubleSuperscriptsError": "two superscripts on one sign",
    "ExtraLeftOrMissingRightError": "a “\\left” or “\\right” without its partner",
    "LimitsMustFollowMathOperatorError": "“\\limits” behind what takes none",
    "MissingEndError": "a “\\begin” without its “\\end”",
    "MissingSuperScriptOrSubscriptError": "a “^” or “_” with nothing to set",
    "NoAvailableTokensError": "something missing at its end",
    "NumeratorNotFoundError": "a fraction without a numerator",
    "RecursionError": "too many levels within each other",
}


class BrokenFormulaError(ValueError):
    """The TeX cannot be set; the message says what the formula has, as a noun phrase."""


def fault(tex: str) -> str:
    """Return what keeps *tex* (without its dollar signs) from being set; "" if nothing."""
    try:
        mathml(tex, display=False)
    except BrokenFormulaError as error:
        return str(error)
    return ""


def faults(formulas: list[str]) -> list[str]:
    """Return the ``fault`` of each formula."""
    return [fault(tex) for tex in formulas]


def mathml(tex: str, *, display: bool) -> Element:
    """Return a ``math`` element for *tex*, whose ``alttext`` is the TeX itself.

    Raises BrokenFormulaError, whatever latex2mathml raises.
    """
    from latex2mathml.converter import Converter  # heavy, and only few decks have formulas

    try:
        found = Converter().convert_to_element(tex.strip())
    except Exception as error:
        what = _IN_WORDS.get(type(error).__name__, "something that cannot be read as TeX")
        raise BrokenFormulaError(what) from error
    for element in found.iter():
        _settle(element)
    found.attrib = {"display": "block" if display else "inline", "alttext": " ".join(tex.split())}
    return found


def _settle(element: Element) -> None:
    """Resolve entities, keep known attributes; refuse what would show wrongly."""
    element.text = unescape(element.text or "")
    if element.tag == "math":
        return
    if element.tag not in ELEMENTS:
        raise BrokenFormulaError(f"what needs “{element.tag}”, which is not shown here")
    if command := _COMMAND.fullmatch(element.text.strip()):
        raise BrokenFormulaError(f"the unknown command “{command[0]}”")
    if len(element) != _CHILDREN.get(element.tag, len(element)):
        raise BrokenFormulaError("a command that lacks an argument")
    if any(name in element.attrib for name in _REFUSED):
        raise BrokenFormulaError("a link or a style, which formulas cannot have here")
    element.attrib = {
        name: value for name, value in element.attrib.items() if may_stay(name, value)
    }


def may_stay(name: str, value: str) -> bool:
    """Tell whether an attribute inside of a formula is known, and its value small and plain."""
    if name in LENGTHS:
        return bool(_LENGTH.fullmatch(value))
    return name in WORDS and bool(_WORD.fullmatch(value))
