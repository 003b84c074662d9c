"""Which responses an item of QTI 1.2 gives marks for, as its conditions have it (5.5 to 5.10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

FULL = 100.0
_COMPARED = frozenset(
    ("varequal", "vargt", "vargte", "varlt", "varlte", "varsubset", "varsubstring", "varinside")
)
# Canvas shows these after right answers only and after wrong ones only.
AFTER_SOME = frozenset({"correct_fb", "general_incorrect_fb"})


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison: its name, the response, the value, and whether it is exact in letters."""

    name: str
    response: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition. *tests* are those that have to hold, without what is denied.

    *together*: several have to hold at once. *always*: it compares nothing. *denied* are the
    tests that must not hold. *marks* is what it gives, *shown* the feedback that it shows.
    """

    tests: tuple[Test, ...]
    denied: tuple[Test, ...]
    together: bool
    always: bool
    marks: float
    shown: tuple[str, ...]


def rules(item: ET.Element) -> list[Rule]:
    """Return the conditions of *item* in their order."""
    return [_rule(one) for one in item.iterfind("resprocessing/respcondition")]


def giving(found: list[Rule]) -> list[Rule]:
    """Return the conditions that give marks for what is compared."""
    return [rule for rule in found if rule.marks > 0 and rule.tests]


def _rule(condition: ET.Element) -> Rule:
    held = condition.find("conditionvar")
    parts = list(held) if held is not None else []
    tests = [test for part in parts for test in _tests(part)]
    denied = [test for part in parts for test in _denied(part)]
    typed = {part.tag for part in parts} == {"varequal"}
    return Rule(
        tuple(tests),
        tuple(denied),
        any(len(list(_tests(one))) > 1 for one in condition.iter("and"))
        or (typed and len(parts) > 1),
        not tests and not denied and condition.find("conditionvar/unanswered") is None,
        sum(_marks(one) for one in condition.iterfind("setvar")),
        tuple(one.get("linkrefid") or "" for one in condition.iterfind("displayfeedback")),
    )


def _tests(part: ET.Element) -> Iterator[Test]:
    if part.tag in _COMPARED:
        exact = (part.get("case") or "No").lower() == "yes"
        yield Test(part.tag, part.get("respident") or "", (part.text or "").strip(), exact)
    elif part.tag in {"and", "or"}:
        for child in part:
            yield from _tests(child)


def _denied(part: ET.Element) -> Iterator[Test]:
    if part.tag == "not":
        for child in part:
            yield from _tests(child)
    elif part.tag in {"and", "or"}:
        for child in part:
            yield from _denied(child)


def _marks(setvar: ET.Element) -> float:
    """Return what is given; ``SCORE.max`` is what Blackboard writes for all there is."""
    if setvar.get("action", "Set") not in {"Set", "Add"}:
        return 0.0
    text = (setvar.text or "").strip()
    if text.casefold().endswith(".max"):
        return FULL
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 < number < float("inf") else 0.0
