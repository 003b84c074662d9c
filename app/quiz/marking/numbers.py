"""Marking a typed number: exact within what is tolerated, in the unit that was asked for."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from app.decks.model import Quantity
from app.quiz.marking.folding import folded, joined
from app.quiz.marking.inflection import uninflected
from app.quiz.marking.verdicts import Marked, Reason, Verdict

_NUMBER = re.compile(
    r"(?P<before>[€$£¥]?)\s*(?P<value>[+-]?\d[\d\s,.]*(?:e[+-]?\d{1,3})?)\s*(?P<after>.*)", re.I
)
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}|\d+,\d{4,}|0,\d+")
_WORDS = {"percent": "%", "per cent": "%", "pct": "%", "euro": "€", "euros": "€", "dollars": "$"}
_SIGNS = frozenset("%€$£¥")


def mark_number(typed: str, wanted: Quantity) -> Marked:
    """Mark *typed* by *wanted*. A unit left out is let pass; another one is not."""
    shown = f"{wanted.value:f} {wanted.unit}".strip()
    value, unit = read_number(typed)
    if value is None:
        reason = Reason.NO_NUMBER if typed.strip() else Reason.EMPTY
        return Marked(Verdict.WRONG, reason, shown)
    if unit and not _is_unit(unit, wanted.unit):
        return Marked(Verdict.WRONG, Reason.OTHER_UNIT, shown)
    if abs(value - wanted.value) > wanted.tolerance:
        return Marked(Verdict.WRONG, Reason.OTHER_NUMBER, shown)
    return Marked(Verdict.RIGHT, Reason.NUMBER, shown)


def read_number(typed: str) -> tuple[Decimal | None, str]:
    """Return the number and the unit in *typed*: ``1,200 €``, ``-0.5``, ``6 times``, ``five``.

    Of a comma and a point in one number the last is the decimal sign; a comma by itself is one
    before one or two digits at the end. A range is no number.
    """
    plain = unicodedata.normalize("NFKC", typed).replace("\N{MINUS SIGN}", "-").strip()
    match = _NUMBER.fullmatch(plain)
    if match is None:
        words = folded(plain)
        match = _NUMBER.fullmatch(" ".join(words)) if words and words[0].isdigit() else None
    if match is None or any(character.isdigit() for character in match["after"]):
        return None, ""
    try:
        value = Decimal(_with_point(match["value"]))
    except InvalidOperation:
        return None, ""
    return value, (match["before"] or match["after"]).strip()


def _with_point(written: str) -> str:
    """Return the digits with a decimal point, if any, and no sign between thousands."""
    written = written.strip().rstrip(".,").replace(" ", "")
    if "," in written and "." in written:
        decimal = max(",.", key=written.rfind)
        grouping = "," if decimal == "." else "."
        return written.replace(grouping, "").replace(decimal, ".")
    if _COMMA_DECIMAL.fullmatch(written.lstrip("+-")):
        return written.replace(",", ".")
    return written.replace(",", "")


def _is_unit(said: str, wanted: str) -> bool:
    one, other = _unit(said), _unit(wanted)
    # Points and percentage points are what a change of a percentage is counted in.
    points = {_unit("points"), _unit("percentage points")} if other == "%" else set()
    return not other or one == other or one in points


def _unit(text: str) -> str:
    plain = " ".join(text.casefold().split())
    text = _WORDS.get(plain, plain)
    if text in _SIGNS:
        return text
    return joined(tuple(uninflected(word) for word in folded(text)))
