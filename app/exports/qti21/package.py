"""The package of QTI 2: a manifest, a test, an item for each question, pictures."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.exports.packages import (
    MANIFEST,
    add,
    document,
    manifest,
    picture_files,
    resource,
    sheet_id,
    xml_id,
    zipped,
)
from app.exports.qti21.dialect import Dialect
from app.exports.qti21.item import item
from app.exports.qti21.processing import SCORE
from app.exports.qti21.texts import PICTURES, Texts
from app.exports.sheet import Sheet

ITEMS = "items"
TEST = "assessment.xml"


def write(sheet: Sheet, dialect: Dialect) -> bytes:
    """Return the archive; every file in it stands in the manifest, and the other way round."""
    texts = Texts(sheet, picture_files(sheet))
    ident = sheet_id(sheet)
    root, resources = manifest(f"{ident}-package", dialect.schema, "1.0.0")
    names = [xml_id(question.id) for question in sheet.questions]
    resource(resources, ident, dialect.kind("test"), [TEST], *(f"{name}-item" for name in names))
    files = {TEST: document(_test(sheet, ident, dialect))}
    pictures: dict[str, bytes] = {}
    for name, question in zip(names, sheet.questions, strict=True):
        path, element = f"{ITEMS}/{name}.xml", item(texts, question, dialect)
        files[path] = document(element)
        shown = [f"{ITEMS}/{image.get('src')}" for image in element.iter("img")]
        used = dict.fromkeys(shown)
        pictures.update(dict.fromkeys(used, b""))
        resource(resources, f"{name}-item", dialect.kind("item"), [path, *used])
    of_file = {f"{ITEMS}/{PICTURES}/{file}": name for name, file in texts.files.items()}
    pictures = {path: sheet.pictures[of_file[path]] for path in sorted(pictures)}
    return zipped({MANIFEST: document(root), **files, **pictures})


def _test(sheet: Sheet, ident: str, dialect: Dialect) -> ET.Element:
    """Return a test of all items in their order, whose marks are the sum of theirs."""
    root = ET.Element("assessmentTest", {"xmlns": dialect.namespace})
    root.attrib.update(identifier=ident, title=sheet.title)
    score = add(root, "outcomeDeclaration", identifier=SCORE, cardinality="single")
    score.set("baseType", "float")
    part = add(root, "testPart", identifier="part")
    part.attrib.update(navigationMode="nonlinear", submissionMode="simultaneous")
    section = add(part, "assessmentSection", identifier="section", title=sheet.title)
    section.set("visible", "true")
    for question in sheet.questions:
        name = xml_id(question.id)
        add(section, "assessmentItemRef", identifier=name, href=f"{ITEMS}/{name}.xml")
    processing = add(root, "outcomeProcessing")
    total = add(add(processing, "setOutcomeValue", identifier=SCORE), "sum")
    add(total, "testVariables", variableIdentifier=SCORE)
    return root
