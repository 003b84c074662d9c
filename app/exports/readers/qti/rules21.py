"""What an item of QTI 2 declares of its response, its marks and its feedback (sections 5, 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from xml.etree import ElementTree as ET

from app.quiz.questions import USUAL_POINTS

SCORE, MAXIMUM = "SCORE", "MAXSCORE"
_CLOSE = 1e-6  # marks closer than this are the same
# What the rules that are understood here consist of.
_KNOWN = frozenset(
    {"responseCondition", "responseIf", "responseElseIf", "responseElse", "setOutcomeValue"}
    | {"variable", "correct", "baseValue", "match", "mapResponse", "isNull", "not", "index"}
    | {"multiple", "sum", "and", "gte", "lte", "gt", "lt", "equal", "member", "max", "min"}
)


@dataclass(frozen=True, slots=True)
class Declared:
    """A response as it is declared: *mapping* has the marks of single values."""

    identifier: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    mapping: dict[str, float]
    exact: bool  # capital letters count in the mapping

    @property
    def right(self) -> tuple[str, ...]:
        """The values that are right: those declared so, else those worth the most."""
        if self.correct:
            return self.correct
        best = max(self.mapping.values(), default=0.0)
        several = self.cardinality != "single"
        return tuple(k for k, v in self.mapping.items() if v > 0 and (several or v == best))


def declared(item: ET.Element, identifier: str) -> Declared:
    """Return the declaration of a response, an empty one if there is none."""
    found = (e for e in item.iterfind("responseDeclaration") if e.get("identifier") == identifier)
    element = next(found, ET.Element("responseDeclaration"))
    entries = list(element.iterfind("mapping/mapEntry"))
    return Declared(
        identifier,
        element.get("cardinality") or "single",
        element.get("baseType") or "",
        tuple(" ".join((v.text or "").split()) for v in element.iterfind("correctResponse/value")),
        {" ".join((e.get("mapKey") or "").split()): _float(e.get("mappedValue")) for e in entries},
        any((e.get("caseSensitive") or "true") == "true" for e in entries),
    )


def uses_mapping(item: ET.Element) -> bool:
    """Whether parts of a response have their own marks."""
    processing = item.find("responseProcessing")
    if processing is None:
        return False
    template = (processing.get("template") or "").rpartition("/")[2]
    mapped = next(processing.iter("mapResponse"), None)
    return template.startswith("map_response") or mapped is not None


def has_other_rules(item: ET.Element) -> bool:
    """Whether the item is marked by rules, or a template, that are not understood here."""
    processing = item.find("responseProcessing")
    if processing is None:
        return False
    template = (processing.get("template") or "").rpartition("/")[2].removesuffix(".xml")
    tags = {one.tag for one in processing.iter()} - {"responseProcessing"}
    return template not in {"", "match_correct", "map_response"} or not tags <= _KNOWN


def points(item: ET.Element, response: Declared) -> float:
    """Return the most marks that the item gives."""
    most = [
        _float(text)
        for outcome in item.iterfind("outcomeDeclaration")
        for text in _most_of(outcome)
        if text is not None
    ]
    if most:
        return max(most[0], 0.0)
    if uses_mapping(item):
        return max(sum(value for value in response.mapping.values() if value > 0), 0.0)
    sets = item.iterfind("responseProcessing//setOutcomeValue")
    values = [
        _float(one.text)
        for held in sets
        if held.get("identifier") == SCORE
        for one in held.iterfind("baseValue")
    ]
    return max(values, default=0.0) or USUAL_POINTS


def _most_of(outcome: ET.Element) -> Iterator[str | None]:
    if outcome.get("identifier") == MAXIMUM:
        yield outcome.findtext("defaultValue/value")
    elif outcome.get("identifier") == SCORE:
        yield outcome.get("normalMaximum")


def is_marked_as_here(response: Declared, worth: float, values: list[str]) -> bool:
    """Whether a mapping gives all of *worth* in shares, and takes as much off in shares."""
    right = set(response.right)
    wrong = [value for value in values if value not in right]
    share, cost = worth / max(len(right), 1), worth / max(len(wrong), 1)
    return all(
        abs(response.mapping.get(value, 0.0) - (share if value in right else -cost)) < _CLOSE
        for value in values
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """Feedback to show: its outcome and identifier; *value* is what is chosen then.

    *always*: after any response. *by_choice*: its identifier is that of the choice.
    """

    outcome: str
    identifier: str
    value: str = ""
    always: bool = False
    by_choice: bool = False


def shown(item: ET.Element, response: Declared, outcomes: set[str]) -> Iterator[Shown]:
    """Yield what the rules set of *outcomes*, those of feedback."""
    processing = item.find("responseProcessing")
    if processing is None:
        return
    for rule in processing:
        branches = [(rule, "", True)]
        if rule.tag == "responseCondition":
            branches = [(branch, _chosen(branch, response), False) for branch in rule]
        for held, value, always in branches:
            for setting in held.iter("setOutcomeValue"):
                outcome = setting.get("identifier") or ""
                if outcome in outcomes:
                    yield from _set(setting, outcome, response, (value, always))


def _set(
    setting: ET.Element, outcome: str, response: Declared, when: tuple[str, bool]
) -> Iterator[Shown]:
    value, always = when
    for part in chain(setting.iter("baseValue"), setting.iter("variable")):
        if part.tag == "baseValue":
            yield Shown(outcome, (part.text or "").strip(), value, always)
        elif part.get("identifier") == response.identifier and always:
            yield Shown(outcome, "", by_choice=True)


def _chosen(branch: ET.Element, response: Declared) -> str:
    """Return the value whose choice leads into *branch*, "" if it is not just one."""
    test = branch[0] if len(branch) and branch.tag == "responseIf" else None
    if test is None or test.tag not in {"match", "member"}:
        return ""
    names = {one.get("identifier") for one in test.iter("variable")}
    values = [(one.text or "").strip() for one in test.iter("baseValue")]
    if test.find("correct") is not None and response.cardinality == "single":
        values = list(response.correct)
    return values[0] if names == {response.identifier} and len(values) == 1 else ""


def _float(text: str | None) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if abs(number) < float("inf") else 0.0
