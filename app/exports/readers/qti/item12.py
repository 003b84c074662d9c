"""One item of QTI 1.2 as a question: in the form that Canvas has, and in others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from app.exports.readers.qti.answers import (
    GAP,
    Offered,
    choice_of,
    essay_of,
    lose_of_answers,
    number_of,
    truth_of,
    words_of,
)
from app.exports.readers.qti.material import html_of
from app.exports.readers.qti.rules12 import AFTER_SOME, FULL, Rule, giving, rules
from app.exports.readers.qti.texts import Texts
from app.exports.readers.reading import NotTaken, decimal, matching_of
from app.quiz.questions import USUAL_POINTS, Question
from app.quiz.types.essay import Essay
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering

RESPONSES = frozenset(
    ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
)
_POINTS = ("points_possible", "qmd_weighting", "cc_weighting")
_NOT_OURS = ("calculated_question", "file_upload_question", "text_only_question")
_NUMBERS = frozenset({"Integer", "Decimal", "Scientific"})


@dataclass(frozen=True, slots=True)
class _Item:
    texts: Texts
    element: ET.Element
    asked: list[ET.Element]
    rules: list[Rule]
    fields: Mapping[str, str]

    @property
    def kind(self) -> str:
        """The type by Canvas's or Common Cartridge's metadata, "" if none says it."""
        return self.fields.get("question_type") or self.fields.get("cc_profile") or ""


def question(texts: Texts, element: ET.Element) -> Question:
    """Return what *element* asks; raises NotTaken."""
    asked = [one for one in element.iterfind("presentation//*") if one.tag in RESPONSES]
    item = _Item(texts, element, asked, rules(element), _fields(element))
    if item.kind in _NOT_OURS or not asked:
        raise NotTaken(f"the question type “{item.kind or 'without an answer'}” is none of ours")
    stem = texts.block(_stem(item))
    if not stem:
        raise NotTaken("it asks nothing: its text is empty")
    of_answers, general = _feedback(item)
    body = _body(item, of_answers, general)
    lose_of_answers(texts, body, of_answers)
    hint = texts.line("".join(map(html_of, element.iterfind("itemfeedback/hint//hintmaterial"))))
    return Question(
        id=(element.get("ident") or "").strip(),
        stem=stem,
        body=body,
        points=_points(item),
        feedback="" if isinstance(body, Essay) else general,
        hint=hint,
    )


def _fields(element: ET.Element) -> dict[str, str]:
    found = {
        (one.findtext("fieldlabel") or "").strip(): (one.findtext("fieldentry") or "").strip()
        for one in element.iterfind(".//qtimetadatafield")
    }
    return found | {one.tag: (one.text or "").strip() for one in element.iterfind("itemmetadata/*")}


def _stem(item: _Item) -> str:
    """Return what is shown; a gap where Canvas has the name of the only blank."""
    html = html_of(item.element.find("presentation"))
    if len(item.asked) == 1:
        name = item.asked[0].get("ident", "").removeprefix("response_")
        held = item.asked[0].find("material/mattext")
        if held is not None and item.asked[0].find("render_choice") is not None:
            name = (held.text or "").strip() or name
        html = html.replace(f"[{name}]", GAP)
    return html


def _points(item: _Item) -> float:
    declared = item.element.find("resprocessing/outcomes/decvar")
    texts = [item.fields.get(name, "") for name in _POINTS]
    if declared is not None:
        texts.append(declared.get("maxvalue") or "")
    texts.append(str(max((rule.marks for rule in item.rules), default=USUAL_POINTS)))
    for text in texts:
        try:
            number = float(text)
        except ValueError:
            continue
        # Marks up to a hundred are per cent, where nothing says how many points that are.
        if 0 <= number < float("inf") and (number != FULL or text == texts[0]):
            return number
    return USUAL_POINTS


def _feedback(item: _Item) -> tuple[dict[str, str], str]:
    """Return the feedback of answers by their idents, and what is shown after any answer."""
    texts, of_answers, general = item.texts, dict[str, str](), list[str]()
    held = {one.get("ident") or "": one for one in item.element.iterfind("itemfeedback")}
    solutions = (one for each in held.values() for one in each.iterfind("solution"))
    shown = {ident: texts.block(html_of(one)) for ident, one in held.items()}
    lost = {ident for ident in shown if ident in AFTER_SOME and shown[ident]}
    for rule in item.rules:
        for ident in rule.shown:
            text = shown.get(ident, "")
            single = len(rule.tests) == 1 and rule.tests[0].name == "varequal" and not rule.denied
            if rule.always and text and ident not in AFTER_SOME:
                general.append(text)
            elif single and text and ident not in AFTER_SOME:
                of_answers[rule.tests[0].value] = text
            elif text:
                lost.add(ident)
    if lost:
        texts.lose("the feedback that is shown only after right or only after wrong answers")
    general += [
        texts.block("".join(map(html_of, one.iter("solutionmaterial")))) for one in solutions
    ]
    return of_answers, "\n\n".join(dict.fromkeys(filter(None, general)))


def _body(item: _Item, of_answers: Mapping[str, str], general: str) -> Any:
    """Return the answers of the question, by the tags of its responses."""
    tags = {one.tag for one in item.asked}
    if item.kind.startswith("essay") or item.kind.endswith("essay.v0p1"):
        return essay_of(item.texts, general)
    if tags == {"response_lid"}:
        if len(item.asked) > 1:
            return _matching(item)
        if item.asked[0].find(".//render_choice") is None:
            raise NotTaken("it is answered in a way that decks have not")
        if item.asked[0].get("rcardinality") == "Ordered":
            return _ordering(item)
        return _choice(item, of_answers)
    if len(item.asked) > 1:
        raise NotTaken(f"it asks for {len(item.asked)} answers at once")
    if tags <= {"response_str", "response_num"}:
        return _typed(item, general)
    raise NotTaken("it is answered in a way that decks have not")


def _options(item: _Item, response: ET.Element) -> list[Offered]:
    return [
        (label.get("ident") or "", item.texts.line(html_of(label)), False)
        for label in response.iter("response_label")
    ]


def _choice(item: _Item, of_answers: Mapping[str, str]) -> Any:
    response, texts = item.asked[0], item.texts
    options, marking = _options(item, response), giving(item.rules)
    several = response.get("rcardinality") == "Multiple"
    best = max((rule.marks for rule in marking), default=0.0)
    kept = [rule for rule in marking if several or rule.marks == best]
    if len(kept) < len(marking):
        texts.lose("part of the points for an option that is not quite right")
    right = {test.value for rule in kept for test in rule.tests}
    if item.kind.startswith("fill_in_multiple_blanks"):
        return words_of(
            texts, (label_text(one) for one in response.iter("response_label")), exact=False
        )
    truth = truth_of(options, right, sure="true_false" in item.kind)
    if truth is not None:
        return truth
    body = choice_of(options, right, of_answers)
    if body.multiple and not several:
        texts.lose("that one of several right options is enough: all are to be chosen now")
    elif body.multiple and not item.kind and any(rule.together for rule in kept):
        texts.lose("that only all right options together are worth points")
    return body


def label_text(label: ET.Element) -> str:
    """Return the plain text of a label."""
    return " ".join("".join(label.itertext()).split())


def _matching(item: _Item) -> Matching:
    """Return a matching of all responses: each has its text and offers the same labels."""
    right = {test.response: test.value for rule in giving(item.rules) for test in rule.tests}
    labels = {
        label.get("ident") or "": item.texts.line(html_of(label))
        for response in item.asked
        for label in response.iter("response_label")
    }
    rows = []
    for response in item.asked:
        left = item.texts.line("".join(map(html_of, response.iterfind("material"))))
        choice = labels.get(right.get(response.get("ident") or "", ""), "")
        if not left or not choice:
            raise NotTaken("an entry has no text, or nothing that belongs to it")
        rows.append((left, choice))
    if item.kind.startswith(("fill_in_multiple", "multiple_dropdowns")):
        raise NotTaken(f"it asks for {len(item.asked)} answers at once")
    return matching_of([*rows, *(("", text) for text in labels.values())])


def _ordering(item: _Item) -> Ordering:
    texts = {ident: text for ident, text, _ in _options(item, item.asked[0])}
    best = max(giving(item.rules), key=lambda rule: rule.marks, default=None)
    order = [test.value for test in best.tests] if best else []
    if len(texts) < 2 or sorted(order) != sorted(texts):  # noqa: PLR2004 - one is nothing to order
        raise NotTaken("it does not say the place of each of its entries")
    return Ordering(tuple((f"{n}", texts[ident]) for n, ident in enumerate(order, 1)))


def _typed(item: _Item, general: str) -> Any:
    marking, response = giving(item.rules), item.asked[0]
    if not marking:
        return essay_of(item.texts, general)
    field = response.find("render_fib")
    kind = field.get("fibtype") if field is not None else ""
    if kind in _NUMBERS or response.tag == "response_num" or item.kind.startswith("numer"):
        return _number(item, marking)
    best = max(rule.marks for rule in marking)
    kept = [test for rule in marking if rule.marks == best for test in rule.tests]
    if any(rule.marks < best for rule in marking):
        item.texts.lose("answers that are worth a part of the points, or none")
    if any(test.name != "varequal" for test in kept):
        item.texts.lose("answers that are right if they only contain some words")
    wordings = [test.value for test in kept if test.name == "varequal"]
    return words_of(item.texts, wordings, exact=any(test.exact for test in kept))


_LOW, _HIGH = frozenset({"vargte", "vargt"}), frozenset({"varlte", "varlt"})
_EQUAL = frozenset({"varequal"})


def _number(item: _Item, marking: list[Rule]) -> Numeric:
    best = max(marking, key=lambda rule: rule.marks)
    low, high, equal = (_values(best, names) for names in (_LOW, _HIGH, _EQUAL))
    if len(marking) > 1 or len(equal) > 1 or len(low) > 1:
        item.texts.lose("numbers after the first that is right")
    value = decimal(equal[0]) if equal else None
    if low and high:
        return number_of(decimal(low[0]), decimal(high[0]), value)
    if value is None:
        raise NotTaken("its right numbers have no end on one side")
    return number_of(value, value)


def _values(rule: Rule, names: frozenset[str]) -> list[str]:
    return [test.value for test in rule.tests if test.name in names]
