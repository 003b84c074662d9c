"""The package for Canvas: manifest, assessment, what Canvas keeps beside it, pictures."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.exports.archive import archive
from app.exports.packages import (
    MANIFEST,
    add,
    document,
    manifest,
    picture_files,
    resource,
    sheet_id,
)
from app.exports.qti12.item import item
from app.exports.qti12.texts import PICTURES, Texts
from app.exports.sheet import Sheet
from app.quiz.types.choice import Choice

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
ASSESSMENT = "imsqti_xmlv1p2"
META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def write(sheet: Sheet) -> bytes:
    """Return the archive; every file in it stands in the manifest, and the other way round."""
    ident = sheet_id(sheet)
    texts = Texts(sheet, picture_files(sheet))
    quiz, meta = f"{ident}/{ident}.xml", f"{ident}/assessment_meta.xml"
    contents = {quiz: document(_assessment(texts, ident)), meta: document(_meta(sheet, ident))}
    pictures = {
        f"{PICTURES}/{texts.files[name]}": sheet.pictures[name] for name in sorted(texts.shown)
    }
    root, resources = manifest(f"{ident}-package", "IMS Content", "1.1.3")
    resource(resources, ident, ASSESSMENT, [quiz], f"{ident}-meta")
    resource(resources, f"{ident}-meta", META, [meta])
    for number, path in enumerate(pictures, 1):
        resource(resources, f"picture-{number}", "webcontent", [path])
    return archive({MANIFEST: document(root), **contents, **pictures})


def _assessment(texts: Texts, ident: str) -> ET.Element:
    root = ET.Element("questestinterop", {"xmlns": QTI})
    assessment = add(root, "assessment", ident=ident, title=texts.sheet.title)
    field = add(add(assessment, "qtimetadata"), "qtimetadatafield")
    add(field, "fieldlabel", "cc_maxattempts")
    add(field, "fieldentry", "1")
    section = add(assessment, "section", ident="root_section")
    for question in texts.sheet.questions:
        section.append(item(texts, question))
    return root


def _meta(sheet: Sheet, ident: str) -> ET.Element:
    root = ET.Element("quiz", {"xmlns": CANVAS, "identifier": ident})
    pinned = any(
        option.pinned
        for question in sheet.questions
        if isinstance(question.body, Choice)
        for option in question.body.options
    )
    settings = {
        "title": sheet.title,
        "description": "",
        "shuffle_answers": "false" if pinned else "true",
        "scoring_policy": "keep_highest",
        "hide_results": "",
        "quiz_type": "assignment",
        "points_possible": f"{sum(question.points for question in sheet.questions):g}",
        "show_correct_answers": "true",
        "allowed_attempts": "1",
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",  # the instructor publishes it
    }
    for name, value in settings.items():
        add(root, name, value)
    return root
