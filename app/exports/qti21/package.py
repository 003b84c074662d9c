"""The package of QTI 2: a manifest, a test, an item for each question, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from app.exports.archive import archive
from app.exports.packages import (
    MANIFEST,
    add,
    document,
    hashed,
    manifest,
    picture_files,
    resource,
    sheet_id,
    xml_id,
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
    paths = _paths(names)
    resource(resources, ident, dialect.kind("test"), [TEST], *(f"{name}-item" for name in names))
    files = {TEST: document(_test(sheet, ident, dialect, paths))}
    shown: dict[str, None] = {}
    for name, path, question in zip(names, paths, sheet.questions, strict=True):
        element = item(texts, question, dialect)
        files[path] = document(element)
        used = dict.fromkeys(f"{ITEMS}/{image.get('src')}" for image in element.iter("img"))
        shown |= used
        resource(resources, f"{name}-item", dialect.kind("item"), [path, *used])
    pictures = {
        f"{ITEMS}/{PICTURES}/{file}": sheet.pictures[name] for name, file in texts.files.items()
    }
    files |= {path: pictures[path] for path in sorted(shown)}
    return archive({MANIFEST: document(root), **files})


def _paths(names: Sequence[str]) -> list[str]:
    """Return a file for each item; where case is all that tells two apart, a hash does as well."""
    count = Counter(name.casefold() for name in names)
    files = (name if count[name.casefold()] == 1 else f"{name}-{hashed(name)}" for name in names)
    return [f"{ITEMS}/{file}.xml" for file in files]


def _test(sheet: Sheet, ident: str, dialect: Dialect, paths: Sequence[str]) -> ET.Element:
    """Return a test of all items in their order, whose marks are the sum of theirs."""
    root = ET.Element("assessmentTest", {"xmlns": dialect.namespace})
    root.attrib.update(identifier=ident, title=sheet.title)
    score = add(root, "outcomeDeclaration", identifier=SCORE, cardinality="single")
    score.set("baseType", "float")
    part = add(root, "testPart", identifier="part")
    part.attrib.update(navigationMode="nonlinear", submissionMode="simultaneous")
    section = add(part, "assessmentSection", identifier="section", title=sheet.title)
    section.set("visible", "true")
    for question, path in zip(sheet.questions, paths, strict=True):
        add(section, "assessmentItemRef", identifier=xml_id(question.id), href=path)
    processing = add(root, "outcomeProcessing")
    total = add(add(processing, "setOutcomeValue", identifier=SCORE), "sum")
    add(total, "testVariables", variableIdentifier=SCORE)
    return root
