"""Moodle XML: the question bank's own format, and what carries most.

Documentation: Moodle docs, "Moodle XML format". Partial credit must be one of the fractions
that Moodle's forms offer, or the import refuses the whole file; pictures go along in base64.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from app.exports.moodle import (
    category_of,
    choice_of,
    literal,
    losses_of,
    shares,
)
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet, as_typed, with_pictures_at
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.gap import Gap
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse


def write(sheet: Sheet) -> bytes:
    """Return the file: every question, before it its category where that changes."""
    root = ET.Element("quiz")
    category = ""
    for question in sheet.questions:
        if category_of(sheet, question) != category:
            category = category_of(sheet, question)
            change = ET.SubElement(root, "question", type="category")
            _text(ET.SubElement(change, "category"), category)
        root.append(_element(sheet, question))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _element(sheet: Sheet, question: Question) -> ET.Element:
    name, answers = _WRITERS[type(question.body)]
    element = ET.Element("question", type=name)
    _text(ET.SubElement(element, "name"), sheet.title_of(question))
    _html(sheet, element, "questiontext", sheet.stem(question))
    _html(sheet, element, "generalfeedback", sheet.feedback(question))
    ET.SubElement(element, "defaultgrade").text = f"{question.points:g}"
    ET.SubElement(element, "penalty").text = "0"
    ET.SubElement(element, "hidden").text = "0"
    ET.SubElement(element, "idnumber").text = question.id
    answers(sheet, element, question.body)
    if question.hint:
        _html(sheet, element, "hint", escape(question.hint, quote=False))
    tags = ET.SubElement(element, "tags")
    for tag in question.tags:
        _text(ET.SubElement(tags, "tag"), tag)
    return element


def _choice(sheet: Sheet, element: ET.Element, body: Choice) -> None:
    pinned = any(option.pinned for option in body.options)
    ET.SubElement(element, "single").text = "false" if body.multiple else "true"
    ET.SubElement(element, "shuffleanswers").text = "false" if pinned else "true"
    ET.SubElement(element, "answernumbering").text = "abc"
    for option, share in zip(body.options, shares(body), strict=True):
        answer = _html(sheet, element, "answer", sheet.inline(option.text), fraction=share)
        _html(sheet, answer, "feedback", sheet.block(option.feedback))


def _true_false(_sheet: Sheet, element: ET.Element, body: TrueFalse) -> None:
    for truth in (True, False):
        share = "100" if truth is body.truth else "0"
        answer = ET.SubElement(element, "answer", fraction=share, format="moodle_auto_format")
        ET.SubElement(answer, "text").text = "true" if truth else "false"


def _typed(_sheet: Sheet, element: ET.Element, body: ShortAnswer | Gap) -> None:
    ET.SubElement(element, "usecase").text = "0"
    for wording in body.wordings:
        answer = ET.SubElement(element, "answer", fraction="100", format="moodle_auto_format")
        ET.SubElement(answer, "text").text = literal(as_typed(wording))


def _numeric(_sheet: Sheet, element: ET.Element, body: Numeric) -> None:
    quantity = body.quantity
    answer = ET.SubElement(element, "answer", fraction="100", format="moodle_auto_format")
    ET.SubElement(answer, "text").text = f"{quantity.value:f}"
    ET.SubElement(answer, "tolerance").text = f"{quantity.tolerance:f}"
    ET.SubElement(element, "unitgradingtype").text = "0"
    ET.SubElement(element, "showunits").text = "3"  # no unit is asked for


def _matching(sheet: Sheet, element: ET.Element, body: Matching) -> None:
    ET.SubElement(element, "shuffleanswers").text = "true"
    used = {pair.choice for pair in body.pairs}
    for pair in body.pairs:
        _pair(sheet, element, sheet.inline(pair.left), body.text(pair.choice))
    for number, text in body.choices:
        if number not in used:
            _pair(sheet, element, "", text)


def _pair(sheet: Sheet, element: ET.Element, left: str, choice: str) -> None:
    answer = ET.SubElement(_html(sheet, element, "subquestion", left), "answer")
    _text(answer, choice_of(sheet, choice))


def _ordering(sheet: Sheet, element: ET.Element, body: Ordering) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for name, value in settings.items():
        ET.SubElement(element, name).text = value
    for position, (_, text) in enumerate(body.entries, 1):
        _html(sheet, element, "answer", sheet.inline(text), fraction=f"{position}")


def _listing(sheet: Sheet, element: ET.Element, body: Listing) -> None:
    kind = "ol" if body.ordered else "ul"
    entries = "".join(f"<li>{sheet.inline(entry.text)}</li>" for entry in body.entries)
    _by_hand(sheet, element, f"<{kind}>{entries}</{kind}>")


def _essay(sheet: Sheet, element: ET.Element, body: Essay) -> None:
    _by_hand(sheet, element, sheet.block(body.model))


def _by_hand(sheet: Sheet, element: ET.Element, key: str) -> None:
    ET.SubElement(element, "responseformat").text = "editor"
    ET.SubElement(element, "responserequired").text = "1"
    ET.SubElement(element, "responsefieldlines").text = "10"
    ET.SubElement(element, "attachments").text = "0"
    _html(sheet, element, "graderinfo", key)
    _html(sheet, element, "responsetemplate", "")


def _html(sheet: Sheet, parent: ET.Element, name: str, html: str, **attributes: str) -> ET.Element:
    """Add an element with HTML text and the pictures that it shows."""
    element = ET.SubElement(parent, name, {**attributes, "format": "html"})
    pictures = sheet.pictures_of(html)
    _text(element, with_pictures_at(html, "@@PLUGINFILE@@/") if pictures else html)
    for path, data in pictures.items():
        folder, _, file = path.rpartition("/")
        held = ET.SubElement(
            element, "file", name=file, path=f"/{folder}/" if folder else "/", encoding="base64"
        )
        held.text = base64.b64encode(data).decode("ascii")
    return element


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


_WRITERS: dict[type, tuple[str, Callable[[Sheet, ET.Element, Any], None]]] = {
    Choice: ("multichoice", _choice),
    TrueFalse: ("truefalse", _true_false),
    ShortAnswer: ("shortanswer", _typed),
    Gap: ("shortanswer", _typed),
    Numeric: ("numerical", _numeric),
    Matching: ("matching", _matching),
    Ordering: ("ordering", _ordering),
    Listing: ("essay", _listing),
    Essay: ("essay", _essay),
}


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what Moodle's own types cannot take over."""
    own = (Loss(question.id, what) for what in _losses(question.body))
    return [*losses_of(sheet, question), *own]


def _losses(body: object) -> Iterable[str]:
    match body:
        case Choice(options=options) if any(option.pinned for option in options):
            yield "a pinned option: no option of this question is shuffled"
        case Listing():
            yield "a list becomes an essay, with the entries as information for graders"
        case Ordering():
            yield "needs the question type Ordering (in Moodle from 4.4, else a plugin)"


add(Format("moodle-xml", "Moodle XML", "xml", "application/xml", write, losses))
