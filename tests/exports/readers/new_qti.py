"""Items of QTI 2.1 as other programs write them, for their tests."""

from __future__ import annotations

from app.exports.readers import READERS, Reading, kind_of
from app.quiz.questions import Question

V21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
CORRECT = f'<responseProcessing template="{TEMPLATES}match_correct"/>'
MAPPED = f'<responseProcessing template="{TEMPLATES}map_response"/>'


def item(declared: str, body: str, rest: str = CORRECT, ident: str = "i1") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{V21}" '
        f'identifier="{ident}" title="An item" label="x" adaptive="false" timeDependent="false">'
        f"{declared}"
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{rest}</assessmentItem>"
    ).encode()


def response(
    right: list[str], cardinality: str = "single", kind: str = "identifier", more: str = ""
) -> str:
    values = "".join(f"<value>{value}</value>" for value in right)
    correct = f"<correctResponse>{values}</correctResponse>" if right else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="{kind}">{correct}{more}</responseDeclaration>'
    )


def mapping(marks: dict[str, str], attributes: str = "") -> str:
    entries = (f'<mapEntry mapKey="{k}" mappedValue="{v}" {attributes}/>' for k, v in marks.items())
    return f'<mapping defaultValue="0">{"".join(entries)}</mapping>'


def choices(options: dict[str, str], attributes: str = 'shuffle="true" maxChoices="1"') -> str:
    held = "".join(f'<simpleChoice identifier="{k}">{v}</simpleChoice>' for k, v in options.items())
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" {attributes}>{held}</choiceInteraction>'
    )


TYPED = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="9"/>'


def said(reading: Reading) -> list[str]:
    return [loss.what for loss in reading.losses]


def one(data: bytes) -> tuple[Question, list[str]]:
    assert kind_of(data) == "qti"
    found = READERS["qti"](data, "pictures")
    (question,) = found.questions
    return question, said(found)
