"""What the packages of QTI have in common: ids, names of files, the manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TypeVar
from xml.etree import ElementTree as ET

from app.exports.sheet import Sheet
from app.quiz.questions import Question

MANIFEST = "imsmanifest.xml"
CONTENT_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
HASH_BYTES = 6
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# An NCName (Namespaces in XML 1.0) in ASCII, which no importer has to rewrite.
_SAFE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NOT_SAFE = re.compile(r"[^A-Za-z0-9_-]+")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_ENDING = re.compile(r"[a-z0-9]{1,5}")
_Entry = TypeVar("_Entry")


def hashed(*parts: str) -> str:
    """Return a short hash of *parts*."""
    return blake2b("\x1f".join(parts).encode(), digest_size=HASH_BYTES).hexdigest()


def xml_id(text: str) -> str:
    """Return *text* if it can be an identifier in XML, else one made of it and its hash."""
    if _SAFE.fullmatch(text):
        return text
    return f"q_{_NOT_SAFE.sub('_', text)}-{hashed(text)}"


def sheet_id(sheet: Sheet) -> str:
    """Return an id for the whole of *sheet*: another one for another order of its questions."""
    return f"quiz-{hashed(sheet.title, *(question.id for question in sheet.questions))}"


def picture_files(sheet: Sheet) -> dict[str, str]:
    """Return a safe name of a file for every picture, by the name that the HTML has for it."""
    return {name: _picture_file(name, data) for name, data in sheet.pictures.items()}


def _picture_file(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    ending = ending.lower() if _ENDING.fullmatch(ending.lower()) else "png"
    readable = _NOT_IN_A_NAME.sub("-", stem).strip("-") or "picture"
    return f"{readable}-{blake2b(data, digest_size=HASH_BYTES).hexdigest()}.{ending}"


def mixed(question: Question, entries: Sequence[_Entry]) -> list[_Entry]:
    """Return *entries* in an order that does not tell the right one, always the same."""
    order = sorted(range(len(entries)), key=lambda at: hashed(question.id, str(at)))
    if order == sorted(order):
        order.reverse()
    return [entries[at] for at in order]


def add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    """Add an element with *text* to *parent*."""
    element = ET.SubElement(parent, tag, attributes)
    if text:
        element.text = text
    return element


def document(root: ET.Element) -> bytes:
    """Return *root* as a file."""
    # As text first: writing bytes step by step takes a third longer.
    return (_DECLARATION + ET.tostring(root, encoding="unicode")).encode()


def manifest(identifier: str, schema: str, version: str) -> tuple[ET.Element, ET.Element]:
    """Return a manifest by IMS Content Packaging 1.1.4, and its element for resources."""
    root = ET.Element("manifest", {"xmlns": CONTENT_PACKAGING, "identifier": identifier})
    metadata = add(root, "metadata")
    add(metadata, "schema", schema)
    add(metadata, "schemaversion", version)
    add(root, "organizations")
    return root, add(root, "resources")


def resource(
    resources: ET.Element, identifier: str, kind: str, files: Iterable[str], *needs: str
) -> None:
    """Add a resource: its first file is what it is, *needs* are the ids of others."""
    paths = list(files)
    element = add(resources, "resource", identifier=identifier, type=kind, href=paths[0])
    for path in paths:
        add(element, "file", href=path)
    for need in needs:
        add(element, "dependency", identifierref=need)
