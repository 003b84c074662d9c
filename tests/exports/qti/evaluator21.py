"""A small evaluator of QTI 2.1 and 2.2 items: it delivers nothing and marks responses.

IMS QTI 2.1, Information Model: 5.1 (mapping), 8 (response processing), 15 (expressions), and the
standard templates of its appendix. An element that is not known fails.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

# A single value is a list of one; no value is None. Pairs are "left right".
Value = list[str] | None
TEMPLATES = "http://www.imsglobal.org/question/qti_v{}/rptemplates/"


@dataclass
class Declared:
    cardinality: str
    base_type: str
    correct: Value
    default: Value
    mapping: etree._Element | None


class Item21:
    """An item; *outcomes* after ``mark`` are those of the last response."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)
        namespace = etree.QName(self.root).namespace
        self.version = str(namespace).rpartition("_v")[2]
        self.ns = {"q": str(namespace)}
        assert etree.QName(self.root).localname == "assessmentItem"
        self.responses = self._declared("responseDeclaration")
        self.declared = self._declared("outcomeDeclaration")
        self.outcomes: dict[str, Value] = {}
        self.given: dict[str, Value] = {}

    def all(self, path: str) -> list[etree._Element]:
        found: list[etree._Element] = self.root.findall(path, self.ns)
        return found

    def one(self, path: str) -> etree._Element:
        (found,) = self.all(path)
        return found

    def mark(self, given: Value) -> float:
        """Return SCORE for a response; it has to be one that the interaction lets through."""
        self._check(given)
        self.given = {"RESPONSE": given}
        self.outcomes = {name: one.default for name, one in self.declared.items()}
        for processing in self.all("q:responseProcessing"):
            template = processing.get("template")
            if template:
                assert len(processing) == 0
                self._by_template(template)
            self._run(list(processing))
        return float((self.outcomes["SCORE"] or ["0"])[0])

    @property
    def most(self) -> float:
        """MAXSCORE, which is the normal maximum of SCORE, too."""
        score = self.one("q:outcomeDeclaration[@identifier='SCORE']")
        (most,) = self.declared["MAXSCORE"].default or ["0"]
        assert float(score.attrib["normalMaximum"]) == float(most)
        return float(most)

    def shown(self) -> list[etree._Element]:
        """Return the modal feedback that the last response shows."""
        return [one for one in self.all("q:modalFeedback") if self._shows(one)]

    def _shows(self, feedback: etree._Element) -> bool:
        assert feedback.get("showHide") == "show"
        value = self.outcomes[str(feedback.attrib["outcomeIdentifier"])] or []
        return feedback.attrib["identifier"] in value

    def _declared(self, tag: str) -> dict[str, Declared]:
        return {
            str(one.attrib["identifier"]): Declared(
                str(one.attrib["cardinality"]),
                str(one.attrib["baseType"]),
                self._values(one.find("q:correctResponse", self.ns)),
                self._values(one.find("q:defaultValue", self.ns)),
                one.find("q:mapping", self.ns),
            )
            for one in self.all(f"q:{tag}")
        }

    def _values(self, parent: etree._Element | None) -> Value:
        return None if parent is None else [one.text or "" for one in parent]

    def _check(self, given: Value) -> None:
        """Assert that every identifier given is one of the interaction's."""
        known = {str(one.get("identifier")) for one in self.one("q:itemBody").iter("{*}*")}
        declared = self.responses["RESPONSE"]
        assert declared.cardinality != "single" or given is None or len(given) == 1
        if declared.base_type in {"identifier", "directedPair"}:
            for value in (*(given or []), *(declared.correct or [])):
                assert set(value.split(" ")) <= known, value

    def _by_template(self, template: str) -> None:
        given = self.given["RESPONSE"]
        known = TEMPLATES.format(self.version)
        assert template in {f"{known}match_correct", f"{known}map_response"}
        if template.endswith("match_correct"):
            right = self._same(given, self.responses["RESPONSE"].correct)
            self.outcomes["SCORE"] = ["1" if right else "0"]
        else:
            self.outcomes["SCORE"] = ["0"] if given is None else [self._mapped("RESPONSE")]

    def _same(self, one: Value, other: Value, *, ordered: bool = False) -> bool:
        if one is None or other is None:
            return False
        declared = self.responses["RESPONSE"]
        if declared.base_type == "float":
            return [float(value) for value in one] == [float(value) for value in other]
        if ordered or declared.cardinality == "ordered":
            return one == other
        return sorted(one) == sorted(other)

    def _mapped(self, identifier: str) -> str:
        declared = self.responses[identifier]
        mapping = declared.mapping
        assert mapping is not None
        default = float(mapping.attrib["defaultValue"])
        total = sum(self._map(mapping, value, default) for value in self.given[identifier] or [])
        low, high = mapping.get("lowerBound"), mapping.get("upperBound")
        total = total if low is None else max(total, float(low))
        return repr(total if high is None else min(total, float(high)))

    def _map(self, mapping: etree._Element, value: str, default: float) -> float:
        for entry in mapping:
            key = str(entry.attrib["mapKey"])
            case = entry.get("caseSensitive", "true") == "true"
            if value == key or (not case and value.casefold() == key.casefold()):
                return float(entry.attrib["mappedValue"])
        return default

    def _run(self, rules: list[etree._Element]) -> None:
        for rule in rules:
            name = etree.QName(rule).localname
            if name == "setOutcomeValue":
                self.outcomes[str(rule.attrib["identifier"])] = self._value(rule[0])
            else:
                assert name == "responseCondition", name
                self._branch(rule)

    def _branch(self, condition: etree._Element) -> None:
        for branch in condition:
            if etree.QName(branch).localname == "responseElse":
                self._run(list(branch))
                return
            if self._value(branch[0]) == ["true"]:
                self._run(list(branch)[1:])
                return

    def _value(self, expression: etree._Element) -> Value:
        name = etree.QName(expression).localname
        return _EXPRESSIONS[name](self, expression)

    def variable(self, expression: etree._Element) -> Value:
        name = str(expression.attrib["identifier"])
        return self.given[name] if name in self.responses else self.outcomes[name]

    def correct(self, expression: etree._Element) -> Value:
        return self.responses[str(expression.attrib["identifier"])].correct

    def match(self, expression: etree._Element) -> Value:
        one, other = (self._value(part) for part in expression)
        ordered = etree.QName(expression[0]).localname == "index"
        return _truth(holds=self._same(one, other, ordered=ordered))

    def index(self, expression: etree._Element) -> Value:
        values, at = self._value(expression[0]), int(expression.attrib["n"])
        return [values[at - 1]] if values is not None and at <= len(values) else None

    def multiple(self, expression: etree._Element) -> Value:
        return [value for part in expression for value in self._value(part) or []] or None

    def numbers(self, expression: etree._Element) -> list[float] | None:
        values = [self._value(part) for part in expression]
        return [float(value[0]) for value in values if value] if all(values) else None

    def compare(self, expression: etree._Element, test: Callable[[float, float], bool]) -> Value:
        numbers = self.numbers(expression)
        return None if numbers is None else _truth(holds=test(numbers[0], numbers[1]))

    def every(self, expression: etree._Element) -> Value:
        return _truth(holds=all(self._value(part) == ["true"] for part in expression))

    def some(self, expression: etree._Element) -> Value:
        return _truth(holds=any(self._value(part) == ["true"] for part in expression))

    def total(self, expression: etree._Element) -> Value:
        numbers = self.numbers(expression)
        return None if numbers is None else [repr(math.fsum(numbers))]

    def greatest(self, expression: etree._Element) -> Value:
        numbers = self.numbers(expression)
        return None if numbers is None else [repr(max(numbers))]

    def equal(self, expression: etree._Element) -> Value:
        assert expression.get("toleranceMode") == "exact"
        return self.compare(expression, lambda one, other: one == other)


def _truth(*, holds: bool) -> Value:
    return ["true" if holds else "false"]


_EXPRESSIONS: Mapping[str, Callable[[Item21, etree._Element], Value]] = {
    "variable": Item21.variable,
    "correct": Item21.correct,
    "baseValue": lambda _item, expression: [expression.text or ""],
    "match": Item21.match,
    "index": Item21.index,
    "multiple": Item21.multiple,
    "isNull": lambda item, expression: _truth(holds=item._value(expression[0]) is None),
    "mapResponse": lambda item, expression: [item._mapped(str(expression.attrib["identifier"]))],
    "and": Item21.every,
    "or": Item21.some,
    "sum": Item21.total,
    "max": Item21.greatest,
    "equal": Item21.equal,
    "lt": lambda item, expression: item.compare(expression, lambda one, other: one < other),
    "lte": lambda item, expression: item.compare(expression, lambda one, other: one <= other),
    "gt": lambda item, expression: item.compare(expression, lambda one, other: one > other),
    "gte": lambda item, expression: item.compare(expression, lambda one, other: one >= other),
}
