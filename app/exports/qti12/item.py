"""One question as an item of QTI 1.2, in the form that Canvas's own export has."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.exports.packages import add, xml_id
from app.exports.qti12.answers import WRITERS
from app.exports.qti12.conditions import answer_id, condition, shows
from app.exports.qti12.texts import Texts
from app.quiz.questions import Question
from app.quiz.types.choice import Choice
from app.quiz.types.essay import Essay
from app.quiz.types.listing import Listing

GENERAL = "general_fb"


def item(texts: Texts, question: Question) -> ET.Element:
    """Return *question* as an item."""
    writer, ident = WRITERS[type(question.body)], xml_id(question.id)
    element = ET.Element("item", ident=ident, title=texts.sheet.title_of(question))
    _metadata(element, question, writer.form(question.body), writer.answers(question.body))
    presentation = add(element, "presentation")
    texts.block(presentation, texts.sheet.stem(question))
    writer.present(texts, presentation, question)
    processing = add(element, "resprocessing")
    outcomes = add(processing, "outcomes")
    add(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    feedback = texts.sheet.feedback(question) + _key(texts, question.body)
    if feedback:
        held, test = condition(processing, proceed=True)
        add(test, "other")
        shows(held, GENERAL)
    writer.process(texts, processing, question)
    if feedback:
        _feedback(texts, element, GENERAL, feedback)
    _feedback_of_options(texts, element, question.body)
    return element


def _metadata(element: ET.Element, question: Question, form: str, answers: int) -> None:
    fields = {
        "question_type": form,
        "points_possible": f"{question.points:g}",
        "original_answer_ids": ",".join(_answer_ids(question.body, answers)),
        "assessment_question_identifierref": f"{xml_id(question.id)}_question",
    }
    metadata = add(add(element, "itemmetadata"), "qtimetadata")
    for label, entry in fields.items():
        held = add(metadata, "qtimetadatafield")
        add(held, "fieldlabel", label)
        add(held, "fieldentry", entry)


def _answer_ids(body: object, answers: int) -> list[str]:
    if isinstance(body, Choice):
        return [answer_id(option.id) for option in body.options]
    return [answer_id(number) for number in range(1, answers + 1)]


def _key(texts: Texts, body: object) -> str:
    """Return what a grader compares with, in HTML, where nothing else in the item says it."""
    if isinstance(body, Essay):
        return texts.sheet.block(body.model)
    if isinstance(body, Listing):
        kind = "ol" if body.ordered else "ul"
        entries = "".join(f"<li>{texts.sheet.inline(entry.text)}</li>" for entry in body.entries)
        return f"<{kind}>{entries}</{kind}>"
    return ""


def _feedback_of_options(texts: Texts, element: ET.Element, body: object) -> None:
    if isinstance(body, Choice):
        for option in body.options:
            if option.feedback.strip():
                html = texts.sheet.block(option.feedback)
                _feedback(texts, element, f"{answer_id(option.id)}_fb", html)


def _feedback(texts: Texts, element: ET.Element, ident: str, html: str) -> None:
    texts.block(add(add(element, "itemfeedback", ident=ident), "flow_mat"), html)
