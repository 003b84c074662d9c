"""One item of QTI 2.1 or 2.2 as a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from app.exports.readers.qti.answers import (
    Offered,
    choice_of,
    essay_of,
    lose_of_answers,
    number_of,
    truth_of,
    words_of,
)
from app.exports.readers.qti.body21 import Body, body_of
from app.exports.readers.qti.rules21 import (
    Declared,
    declared,
    has_other_rules,
    is_marked_as_here,
    points,
    shown,
    uses_mapping,
)
from app.exports.readers.qti.texts import Texts, html_inside
from app.exports.readers.reading import NotTaken, decimal, matching_of
from app.quiz.questions import Question
from app.quiz.types.essay import Essay
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering

_NUMBERS = frozenset({"float", "integer"})
_LOW, _HIGH = frozenset({"gte", "gt"}), frozenset({"lte", "lt"})
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class _Item:
    texts: Texts
    element: ET.Element
    body: Body
    response: Declared
    points: float
    feedback: Mapping[str, str]


def question(texts: Texts, element: ET.Element) -> Question:
    """Return what *element* asks; raises NotTaken."""
    body = body_of(element)
    response = declared(element, body.interaction.get("responseIdentifier") or "RESPONSE")
    of_answers, general = _feedback(texts, element, body, response)
    item = _Item(texts, element, body, response, points(element, response), of_answers)
    tag = body.interaction.tag
    if tag not in _BODIES:
        raise NotTaken(f"the question type “{tag}” is none of ours")
    stem = texts.block(body.stem)
    if not stem:
        raise NotTaken("it asks nothing: its text is empty")
    asked = _BODIES[tag](item)
    _say_losses(item, asked)
    return Question(
        id=(element.get("identifier") or "").strip(),
        stem=stem,
        body=asked,
        points=item.points,
        feedback=general,
    )


def _say_losses(item: _Item, asked: Any) -> None:
    lose_of_answers(item.texts, asked, item.feedback)
    if item.body.loses:
        item.texts.lose("texts that are shown only after some answers")
    if item.body.for_graders and not isinstance(asked, Essay):
        item.texts.lose("the notes for those who mark it")
    if not isinstance(asked, Essay) and has_other_rules(item.element):
        item.texts.lose("its own rules of marking")


def _feedback(
    texts: Texts, element: ET.Element, body: Body, response: Declared
) -> tuple[dict[str, str], str]:
    """Return the feedback of choices by their identifiers, and what is shown after any answer."""
    modal = {
        (one.get("outcomeIdentifier") or "", one.get("identifier") or ""): texts.block(
            html_inside(one)
        )
        for one in element.iterfind("modalFeedback")
    }
    of_answers = {ident: texts.block(html) for ident, html in body.feedback.items()}
    general: dict[str, None] = {}
    left = {key for key, text in modal.items() if text}
    for rule in shown(element, response, {outcome for outcome, _ in modal}):
        for key in [key for key in left if key[0] == rule.outcome]:
            if rule.by_choice and key[1] in _idents(body):
                of_answers[key[1]] = modal[key]
            elif key[1] == rule.identifier and rule.always:
                general[modal[key]] = None
            elif key[1] == rule.identifier and rule.value:
                of_answers[rule.value] = modal[key]
            else:
                continue
            left.discard(key)
    if left:
        texts.lose("the feedback that is shown only after right or only after wrong answers")
    return of_answers, "\n\n".join(general)


def _idents(body: Body) -> set[str]:
    return {one.get("identifier") or "" for one in body.interaction.iter()}


def _entries(item: _Item, parent: ET.Element, *tags: str) -> list[Offered]:
    found = [
        (
            one.get("identifier") or "",
            item.texts.line(html_inside(one)),
            one.get("fixed") == "true",
        )
        for one in parent
        if one.tag in tags
    ]
    if not all(text for _, text, _ in found):
        raise NotTaken("an option or entry has no text")
    return found


def _choice(item: _Item) -> Any:
    options = _entries(item, item.body.interaction, "simpleChoice", "inlineChoice")
    right = set(item.response.right)
    if not item.feedback and (truth := truth_of(options, right)) is not None:
        return truth
    body = choice_of(options, right, item.feedback)
    mapped = uses_mapping(item.element)
    if mapped and body.multiple:
        if not is_marked_as_here(item.response, item.points, [ident for ident, _, _ in options]):
            item.texts.lose("its own marks for single options")
    elif mapped and sum(value > 0 for value in item.response.mapping.values()) > 1:
        item.texts.lose("part of the points for an option that is not quite right")
    elif body.multiple:
        item.texts.lose("that only all right options together are worth points")
    return body


def _typed(item: _Item) -> Any:
    response = item.response
    if response.base_type in _NUMBERS:
        return _number(item)
    mapped = uses_mapping(item.element)
    best = max(response.mapping.values(), default=0.0)
    full = [key for key, value in response.mapping.items() if value == best > 0]
    if mapped and len(full) < len(response.mapping):
        item.texts.lose("answers that are worth a part of the points, or none")
    exact = response.exact if mapped else True
    return words_of(item.texts, full if mapped else response.right, exact=exact)


def _number(item: _Item) -> Numeric:
    """Return a number with the ends that the first rule gives it, else just the right one."""
    right = item.response.right
    value = decimal(right[0]) if right else None
    if len(right) > 1:
        item.texts.lose("numbers after the first that is right")
    held = item.element.find("responseProcessing//responseIf")
    if held is not None:
        low, high = (_bound(item, held, names) for names in (_LOW, _HIGH))
        if low is not None and high is not None:
            return number_of(low, high, value)
        equal = next(held.iter("equal"), None)
        if equal is not None:
            return _equal(equal, value)
    if value is None:
        raise NotTaken("it names no right answer")
    return number_of(value, value)


def _bound(item: _Item, held: ET.Element, names: frozenset[str]) -> Decimal | None:
    """Return the number that the response, in front, is compared with by one of *names*."""
    for test in held.iter():
        if test.tag in names and len(test) and test[0].tag == "variable":
            number = test.find("baseValue")
            if number is not None and test[0].get("identifier") == item.response.identifier:
                return decimal(number.text or "")
    return None


def _equal(equal: ET.Element, value: Decimal | None) -> Numeric:
    held = equal.find("baseValue")
    number = decimal(held.text or "") if held is not None else value
    if number is None:
        raise NotTaken("it names no right answer")
    below, *above = [*map(decimal, (equal.get("tolerance") or "0").split()), Decimal(0)][:2]
    above = above if len((equal.get("tolerance") or "").split()) > 1 else [below]
    if equal.get("toleranceMode") == "relative":  # in per cent of the number
        below, above = abs(number) * below / 100, [abs(number) * above[0] / 100]
    elif equal.get("toleranceMode") != "absolute":
        below, above = Decimal(0), [Decimal(0)]
    return number_of(number - abs(below), number + abs(above[0]), number)


def _matching(item: _Item) -> Matching:
    columns = item.body.interaction.findall("simpleMatchSet")
    if len(columns) != _COLUMNS:
        raise NotTaken("it has not two columns to match")
    lefts, rights = (_entries(item, one, "simpleAssociableChoice") for one in columns)
    texts = {ident: text for ident, text, _ in rights}
    belongs: dict[str, str] = {}
    for left, _, right in (pair.partition(" ") for pair in item.response.right):
        if left in belongs:
            raise NotTaken("to one entry several others belong")
        belongs[left] = right
    if any(belongs.get(ident) not in texts for ident, _, _ in lefts):
        raise NotTaken("there is an entry to which nothing belongs")
    rows = [(text, texts[belongs[ident]]) for ident, text, _ in lefts]
    if not uses_mapping(item.element):
        item.texts.lose("that only all right pairs together are worth points")
    return matching_of([*rows, *(("", text) for text in texts.values())])


def _ordering(item: _Item) -> Ordering:
    texts = {
        ident: text for ident, text, _ in _entries(item, item.body.interaction, "simpleChoice")
    }
    order = item.response.correct
    if len(texts) < 2 or sorted(order) != sorted(texts):  # noqa: PLR2004 - one is nothing to order
        raise NotTaken("it does not say the place of each of its entries")
    if next(item.element.iterfind("responseProcessing//index"), None) is None:
        item.texts.lose("that only the whole order is worth points")
    return Ordering(tuple((f"{n}", texts[ident]) for n, ident in enumerate(order, 1)))


def _essay(item: _Item) -> Essay:
    return essay_of(item.texts, item.texts.block(item.body.for_graders))


_BODIES: dict[str, Callable[[_Item], Any]] = {
    "choiceInteraction": _choice,
    "inlineChoiceInteraction": _choice,
    "textEntryInteraction": _typed,
    "extendedTextInteraction": _essay,
    "matchInteraction": _matching,
    "orderInteraction": _ordering,
}
