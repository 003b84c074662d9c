"""How an item of QTI 2 is marked: declarations and response processing (QTI 2.1, section 8).

Marks are points. A standard template is used where it says all that is to be said; it can
neither show feedback nor give other marks than its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_UP, Decimal
from xml.etree import ElementTree as ET

from app.exports.packages import add
from app.exports.qti21.dialect import Dialect

RESPONSE, SCORE, MAXIMUM, FEEDBACK = "RESPONSE", "SCORE", "MAXSCORE", "FEEDBACK"
GENERAL = "GENERAL"
_FINEST = Decimal("1e-9")


def number(value: float | Decimal) -> str:
    """Return *value* without an exponent."""
    return f"{Decimal(str(value)).normalize():f}"


def share(points: float, count: int) -> str:
    """Return one of *count* equal shares of *points*, rounded up.

    Shares that add up to a billionth more than all are cut off by the mapping's upper bound;
    a billionth less would keep a right response from full marks.
    """
    return number((Decimal(str(points)) / count).quantize(_FINEST, ROUND_UP))


def declare_response(
    item: ET.Element, cardinality: str, base_type: str, correct: Iterable[str]
) -> ET.Element:
    """Declare the response with its right values."""
    declared = add(
        item,
        "responseDeclaration",
        identifier=RESPONSE,
        cardinality=cardinality,
        baseType=base_type,
    )
    right = add(declared, "correctResponse")
    for value in correct:
        add(right, "value", value)
    return declared


def declare_mapping(
    declared: ET.Element, points: float, entries: Iterable[tuple[str, str]], **attributes: str
) -> None:
    """Give the parts of a response their marks, all together not less than none."""
    bounds = {"lowerBound": "0", "upperBound": number(points), "defaultValue": "0"}
    mapping = add(declared, "mapping", **bounds)
    for key, value in entries:
        add(mapping, "mapEntry", mapKey=key, mappedValue=value, **attributes)


def declare_outcomes(item: ET.Element, points: float, *, feedback: bool) -> None:
    """Declare the marks, the most that there can be, and, if any is shown, feedback."""
    most = number(points)
    score = add(item, "outcomeDeclaration", identifier=SCORE, cardinality="single")
    score.attrib.update(baseType="float", normalMaximum=most, normalMinimum="0")
    add(add(score, "defaultValue"), "value", "0")
    maximum = add(item, "outcomeDeclaration", identifier=MAXIMUM, cardinality="single")
    maximum.set("baseType", "float")
    add(add(maximum, "defaultValue"), "value", most)
    if feedback:
        shown = add(item, "outcomeDeclaration", identifier=FEEDBACK, cardinality="multiple")
        shown.set("baseType", "identifier")


def by_template(item: ET.Element, dialect: Dialect, name: str) -> None:
    """Mark by a standard template."""
    add(item, "responseProcessing", template=dialect.template(name))


def if_right(processing: ET.Element, points: float) -> ET.Element:
    """Give full marks for the right response; return where anything else is marked."""
    condition = add(processing, "responseCondition")
    right = add(condition, "responseIf")
    match = add(right, "match")
    add(match, "variable", identifier=RESPONSE)
    add(match, "correct", identifier=RESPONSE)
    set_score(right, points)
    return add(condition, "responseElse")


def set_score(parent: ET.Element, points: float) -> None:
    """Set the marks."""
    _value(_sets(parent, SCORE), "float", number(points))


def by_mapping(processing: ET.Element) -> None:
    """Mark by the mapping; no response has no marks, as in the template."""
    condition = add(processing, "responseCondition")
    add(add(add(condition, "responseIf"), "isNull"), "variable", identifier=RESPONSE)
    set_score(condition[0], 0)
    add(_sets(add(condition, "responseElse"), SCORE), "mapResponse", identifier=RESPONSE)


def by_places(processing: ET.Element, points: float, right: Sequence[str]) -> None:
    """Mark an order: each entry in its place is worth its share."""
    otherwise = if_right(processing, points)
    set_score(otherwise, 0)
    worth = share(points, len(right))
    for place, identifier in enumerate(right, 1):
        found = add(add(otherwise, "responseCondition"), "responseIf")
        match = add(found, "match")
        add(add(match, "index", n=str(place)), "variable", identifier=RESPONSE)
        _value(match, "identifier", identifier)
        total = add(_sets(found, SCORE), "sum")
        add(total, "variable", identifier=SCORE)
        _value(total, "float", worth)


def if_between(processing: ET.Element, low: Decimal, high: Decimal, points: float) -> None:
    """Give full marks for a number from *low* to *high*."""
    condition = add(processing, "responseCondition")
    found = add(condition, "responseIf")
    if low == high:
        tests = [add(found, "equal", toleranceMode="exact")]
    else:
        both = add(found, "and")
        tests = [add(both, "gte"), add(both, "lte")]
    for test, bound in zip(tests, (low, high), strict=False):
        add(test, "variable", identifier=RESPONSE)
        _value(test, "float", f"{bound:f}")
    set_score(found, points)
    set_score(add(condition, "responseElse"), 0)


def shows(processing: ET.Element, *, chosen: bool, general: bool) -> None:
    """Show the feedback of every option *chosen*, and what is shown after any response."""
    several = add(_sets(processing, FEEDBACK), "multiple")
    if chosen:
        add(several, "variable", identifier=RESPONSE)
    if general:
        _value(several, "identifier", GENERAL)


def _sets(parent: ET.Element, outcome: str) -> ET.Element:
    return add(parent, "setOutcomeValue", identifier=outcome)


def _value(parent: ET.Element, base_type: str, value: str) -> None:
    add(parent, "baseValue", value, baseType=base_type)
