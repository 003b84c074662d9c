"""Moodle XML: the question bank's own format, and what carries most.

Documentation: Moodle docs, "Moodle XML format". Partial credit must be one of the fractions
that Moodle's forms offer, or the import refuses the whole file; pictures go along in base64.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.etree import ElementTree as ET

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

# What Moodle's forms offer (question_bank::fraction_options_full), in per cent.
FRACTIONS = (
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333"),
    *("30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
)
TITLE_LENGTH = 80
MOST_RIGHT = 10  # options; a smaller share than a tenth is not among the fractions


def fraction(share: float) -> str:
    """Return the listed fraction nearest to *share*, from -1 to 1, as Moodle writes it."""
    nearest = min(FRACTIONS, key=lambda listed: abs(float(listed) - abs(share) * 100))
    return f"-{nearest}" if share < 0 and nearest != "0" else nearest


def write(sheet: Sheet) -> bytes:
    """Return the file: a category with the sheet's title, then every question."""
    root = ET.Element("quiz")
    category = ET.SubElement(root, "question", type="category")
    title = sheet.title.replace("/", "//")  # a single slash begins a subcategory
    _text(ET.SubElement(category, "category"), f"$course$/top/{title}")
    for question in sheet.questions:
        root.append(_element(sheet, question))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _element(sheet: Sheet, question: Question) -> ET.Element:
    name, answers = _WRITERS[type(question.body)]
    element = ET.Element("question", type=name)
    _text(ET.SubElement(element, "name"), title_of(sheet, question))
    _html(sheet, element, "questiontext", sheet.stem(question))
    _html(sheet, element, "generalfeedback", _feedback(sheet, question))
    ET.SubElement(element, "defaultgrade").text = f"{question.points:g}"
    ET.SubElement(element, "penalty").text = "0"
    ET.SubElement(element, "hidden").text = "0"
    ET.SubElement(element, "idnumber").text = question.id
    answers(sheet, element, question.body)
    tags = ET.SubElement(element, "tags")
    for tag in question.tags:
        _text(ET.SubElement(tags, "tag"), tag)
    return element


def title_of(sheet: Sheet, question: Question) -> str:
    """Return the first words of what is asked, by which it is found in the bank."""
    words = " ".join(sheet.block_text(question.stem).split())
    return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1].rstrip() + "…"


def _feedback(sheet: Sheet, question: Question) -> str:
    explanation = question.body.explanation if isinstance(question.body, TrueFalse) else ""
    return sheet.block(explanation) + sheet.block(question.feedback)


def _choice(sheet: Sheet, element: ET.Element, body: Choice) -> None:
    pinned = any(option.pinned for option in body.options)
    ET.SubElement(element, "single").text = "false" if body.multiple else "true"
    ET.SubElement(element, "shuffleanswers").text = "false" if pinned else "true"
    ET.SubElement(element, "answernumbering").text = "abc"
    worth, cost = 1 / len(body.right), 1 / len(body.wrong) if body.multiple else 0
    for option in body.options:
        share = fraction(worth if option.right else -cost)
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
        ET.SubElement(answer, "text").text = _literal(as_typed(wording))


def _literal(wording: str) -> str:
    """Return *wording* with its asterisks escaped: a bare one would match anything."""
    return wording.replace("*", "\\*")


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
    _text(ET.SubElement(_html(sheet, element, "subquestion", left), "answer"), sheet.text(choice))


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


def losses(_sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return what Moodle's own types cannot take over."""
    return [Loss(question.id, what, gone) for what, gone in _losses(question.body)]


def _losses(body: object) -> Iterable[tuple[str, bool]]:
    match body:
        case Choice() if len(body.right) > MOST_RIGHT:
            yield f"more than {MOST_RIGHT} right options: Moodle knows no smaller fractions", True
        case Choice(options=options) if any(option.pinned for option in options):
            yield "a pinned option: no option of this question is shuffled", False
        case Listing():
            yield "a list becomes an essay, with the entries as information for graders", False
        case Numeric(quantity=quantity) if quantity.unit:
            yield f"the unit ({quantity.unit}) is not asked for, only the number", False
        case Ordering():
            yield "needs the question type Ordering (in Moodle from 4.4, else a plugin)", False
        case ShortAnswer() | Gap():
            yield "spelling is not tolerated: Moodle compares letter by letter", False


add(Format("moodle-xml", "Moodle XML", "xml", "application/xml", write, losses))
