"""The small parts of an item of QTI 1.2: where a response goes, and what a mark depends on."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.exports.packages import add

FULL = 100  # marks are per cent of the points
RESPONSE = "response1"
# Canvas's ids are numbers. Those of answers and of what is matched to them never meet.
_ANSWERS, _MATCHES = 1000, 5000


def answer_id(number: str | int) -> str:
    """Return Canvas's id of an answer that counts from one."""
    return str(_ANSWERS + int(number))


def match_id(number: str | int) -> str:
    """Return Canvas's id of what may be matched to an answer."""
    return str(_MATCHES + int(number))


def choices(parent: ET.Element, cardinality: str) -> ET.Element:
    """Add a response by choosing; return the element for its labels."""
    lid = add(parent, "response_lid", ident=RESPONSE, rcardinality=cardinality)
    return add(lid, "render_choice")


def typed(parent: ET.Element, **attributes: str) -> None:
    """Add a response by typing."""
    held = add(parent, "response_str", ident=RESPONSE, rcardinality="Single")
    add(add(held, "render_fib", **attributes), "response_label", ident="answer1", rshuffle="No")


def condition(processing: ET.Element, *, proceed: bool) -> tuple[ET.Element, ET.Element]:
    """Add a condition; *proceed*: those after it are looked at, too. Return it and its test."""
    held = ET.SubElement(processing, "respcondition", {"continue": "Yes" if proceed else "No"})
    return held, add(held, "conditionvar")


def is_equal(test: ET.Element, value: str, respident: str = RESPONSE) -> None:
    """Add to *test* that a response is, or has, *value*."""
    add(test, "varequal", value, respident=respident)


def sets_full(held: ET.Element) -> None:
    """Let a condition give full marks."""
    add(held, "setvar", str(FULL), action="Set", varname="SCORE")


def shows(held: ET.Element, feedback: str) -> None:
    """Let a condition show a feedback."""
    add(held, "displayfeedback", feedbacktype="Response", linkrefid=feedback)
