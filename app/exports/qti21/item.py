"""One question as an item of QTI 2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from app.exports.packages import add, xml_id
from app.exports.qti21 import interactions
from app.exports.qti21.dialect import Dialect
from app.exports.qti21.processing import (
    FEEDBACK,
    GENERAL,
    by_mapping,
    by_places,
    by_template,
    declare_outcomes,
    if_between,
    if_right,
    number,
    set_score,
    shows,
)
from app.exports.qti21.texts import Texts
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

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MATCH_CORRECT, MAP_RESPONSE = "match_correct", "map_response"


@dataclass(frozen=True, slots=True)
class _Writer:
    """One type: its declaration, what is shown, and how it is marked.

    *template* names the standard template that marks it as *marks* does, "" for none.
    """

    declare: Callable[[ET.Element, Question], None]
    present: Callable[[Texts, ET.Element, Question], None]
    template: Callable[[Question], str]
    marks: Callable[[ET.Element, Question], None] | None = None


def item(texts: Texts, question: Question, dialect: Dialect) -> ET.Element:
    """Return *question* as an item."""
    writer = _WRITERS[type(question.body)]
    element = ET.Element("assessmentItem", {"xmlns": dialect.namespace, LANGUAGE: _language(texts)})
    element.attrib.update(identifier=xml_id(question.id), title=texts.sheet.title_of(question))
    element.attrib.update(adaptive="false", timeDependent="false")
    writer.declare(element, question)
    general = texts.sheet.feedback(question)
    of_options = _feedback_of_options(texts, question.body)
    declare_outcomes(element, question.points, feedback=bool(general or of_options))
    body = add(element, "itemBody")
    texts.block(body, texts.sheet.stem(question))
    writer.present(texts, body, question)
    _process(element, writer, question, dialect, (bool(of_options), bool(general)))
    for identifier, html in {**of_options, **({GENERAL: general} if general else {})}.items():
        _feedback(texts, element, identifier, html)
    return element


def _language(texts: Texts) -> str:
    return texts.sheet.language or "en"


def _process(
    element: ET.Element,
    writer: _Writer,
    question: Question,
    dialect: Dialect,
    feedback: tuple[bool, bool],
) -> None:
    """Add the response processing; *feedback*: of options, and after any response."""
    template = writer.template(question)
    if template and not any(feedback):
        by_template(element, dialect, template)
    elif writer.marks is not None or any(feedback):
        processing = add(element, "responseProcessing")
        if writer.marks is not None:
            writer.marks(processing, question)
        if any(feedback):
            shows(processing, chosen=feedback[0], general=feedback[1])


def _feedback_of_options(texts: Texts, body: object) -> dict[str, str]:
    if not isinstance(body, Choice):
        return {}
    return {
        interactions.option_id(option.id): texts.sheet.block(option.feedback)
        for option in body.options
        if option.feedback.strip()
    }


def _feedback(texts: Texts, element: ET.Element, identifier: str, html: str) -> None:
    shown = add(element, "modalFeedback", outcomeIdentifier=FEEDBACK, identifier=identifier)
    shown.set("showHide", "show")
    texts.block(shown, html)


def _mark_choice(processing: ET.Element, question: Question) -> None:
    if isinstance(question.body, Choice) and question.body.multiple:
        by_mapping(processing)
    else:
        set_score(if_right(processing, question.points), 0)


def _template_of_choice(question: Question) -> str:
    if isinstance(question.body, Choice) and question.body.multiple:
        return MAP_RESPONSE
    return MATCH_CORRECT if number(question.points) == "1" else ""


def _mark_number(processing: ET.Element, question: Question) -> None:
    quantity = question.body.quantity
    low, high = quantity.value - quantity.tolerance, quantity.value + quantity.tolerance
    if_between(processing, low, high, question.points)


def _mark_order(processing: ET.Element, question: Question) -> None:
    right = [interactions.entry_id(question, ident) for ident, _ in question.body.entries]
    by_places(processing, question.points, right)


def _mark_mapped(processing: ET.Element, _question: Question) -> None:
    by_mapping(processing)


def _named(template: str) -> Callable[[Any], str]:
    return lambda _question: template


_CHOICE = (interactions.show_choices, _template_of_choice, _mark_choice)
_TYPED = _Writer(
    interactions.declare_wordings, interactions.show_line, _named(MAP_RESPONSE), _mark_mapped
)
_BY_HAND = _Writer(interactions.declare_text, interactions.show_text, _named(""))
_WRITERS: dict[type, _Writer] = {
    Choice: _Writer(interactions.declare_choice, *_CHOICE),
    TrueFalse: _Writer(interactions.declare_truth, *_CHOICE),
    ShortAnswer: _TYPED,
    Gap: _TYPED,
    Numeric: _Writer(interactions.declare_number, interactions.show_line, _named(""), _mark_number),
    Matching: _Writer(
        interactions.declare_pairs, interactions.show_pairs, _named(MAP_RESPONSE), _mark_mapped
    ),
    Ordering: _Writer(interactions.declare_order, interactions.show_order, _named(""), _mark_order),
    Listing: _BY_HAND,
    Essay: _BY_HAND,
}
