"""QTI 1.2, 2.1 and 2.2, in a package or as a file alone: Canvas, Respondus, TAO (ADR 28).

Documentation: IMS QTI ASI 1.2.1; IMS QTI 2.1 and 2.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import dirname
from xml.etree import ElementTree as ET

from app.exports.readers.qti import item12, item21
from app.exports.readers.qti.package import Document, Package, joined, opened
from app.exports.readers.qti.texts import Texts
from app.exports.readers.reading import Gathered, NotTaken, ReadError, Reading
from app.quiz.questions import Question

ROOTS = ("questestinterop", "assessmentItem", "assessmentTest")
_LONGEST = 60  # characters of a title that says which item is meant


def read(data: bytes, folder: str) -> Reading:
    """Return the questions of a file; raises ReadError."""
    found = Gathered(folder)
    package = opened(data, found)
    for document in package.documents:
        _refuse(document.root.tag, alone=package.archive is None)
    title = _old(found, package) or _new(found, package)
    return found.reading(title)


def _refuse(tag: str, *, alone: bool) -> None:
    if tag.startswith("qti-"):
        raise ReadError("The file is QTI 3, which is not read. Export it as QTI 2.2 or 2.1.")
    if alone and tag not in ROOTS:
        raise ReadError(f"The file is XML, but no QTI: it begins with <{tag}>.")


def _keep(
    texts: Texts,
    item: ET.Element,
    chapter: str,
    question_of: Callable[[Texts, ET.Element], Question],
) -> None:
    """Keep the question of *item*, or say why not."""
    try:
        question = question_of(texts, item)
    except NotTaken as reason:
        texts.found.lose(texts.where, str(reason), left_out=True)
        return
    texts.found.keep(question, chapter=chapter)


def _where(item: ET.Element, ident: str) -> str:
    title = " ".join((item.get("title") or "").split())
    return (ident or title)[:_LONGEST] or "an item without an identifier"


def _old(found: Gathered, package: Package) -> str:
    """Keep the items of QTI 1.2; return the title of the first assessment."""
    title, seen = "", set()
    for document in package.documents:
        if document.root.tag != "questestinterop":
            continue
        held = next((one for one in document.root if one.get("title")), document.root)
        whole = held.get("ident")
        if whole and whole in seen:  # Canvas writes a quiz twice into the export of a course
            continue
        seen.add(whole)
        title = title or (held.get("title") or "").strip()
        for item, chapter in _items(document.root):
            texts = Texts(found, package, document.name, _where(item, item.get("ident") or ""))
            _keep(texts, item, chapter, item12.question)
    return title


def _items(parent: ET.Element, chapter: str = "") -> Iterator[tuple[ET.Element, str]]:
    """Yield the items below *parent* with the title of their section."""
    for child in parent:
        if child.tag == "item":
            yield child, chapter
        elif child.tag in {"assessment", "section", "objectbank"}:
            named = child.get("title") if child.tag == "section" else ""
            yield from _items(child, (named or "").strip() or chapter)


def _new(found: Gathered, package: Package) -> str:
    """Keep the items of QTI 2 in the order of their test; return the test's title."""
    items = {one.name: one for one in package.documents if one.root.tag == "assessmentItem"}
    tests = [one for one in package.documents if one.root.tag == "assessmentTest"]
    placed: dict[str, str] = {}
    for test in tests:
        for name, chapter in _references(test, test.root):
            placed.setdefault(name, chapter)
    for name in (*placed, *(name for name in items if name not in placed)):
        if name not in items:
            found.lose(name[:_LONGEST], "the item is not in the package", left_out=True)
            continue
        item = items[name].root
        texts = Texts(found, package, name, _where(item, item.get("identifier") or ""))
        _keep(texts, item, placed.get(name, ""), item21.question)
    return next((one.root.get("title") or "" for one in tests), "").strip()


def _references(test: Document, parent: ET.Element, chapter: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name of each item of *test* with the title of its section."""
    for child in parent:
        if child.tag == "assessmentItemRef":
            yield joined(dirname(test.name), child.get("href") or ""), chapter
        elif child.tag in {"testPart", "assessmentSection"}:
            title = (child.get("title") or "").strip()
            named = "" if title == (test.root.get("title") or "").strip() else title
            yield from _references(test, child, named or chapter)
