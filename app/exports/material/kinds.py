"""The registry of what can be read, and the one that a file looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from app.exports.material.apkg import read_apkg
from app.exports.material.document import read_docx
from app.exports.material.hypertext import read_html
from app.exports.material.tables import best_separator, decoded, read_table
from app.exports.material.text import as_is, read_text
from app.exports.material.values import Entry, Material, Shape
from app.exports.readers import READERS, ReadError, is_package
from app.exports.readers import kind_of as kind_of_questions
from app.exports.readers.deck_text import question_text
from app.exports.readers.reading import MAX_BYTES

_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<meta|<body|<table|<ul|<ol|<p\b|<div)", re.I)
_GIFT = re.compile(
    rb"^\$CATEGORY:|(?<![\\{])\{\s*(?:[=~#]|T(?:RUE)?\s*[}#]|F(?:ALSE)?\s*[}#]|\})", re.MULTILINE
)
_ANKI_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?#(?:separator|html|tags|notetype|deck)\b[^:\n]*:")
_ENDINGS = {
    ".apkg": "apkg", ".colpkg": "apkg", ".docx": "docx", ".tsv": "tsv", ".csv": "csv",
    ".html": "html", ".htm": "html", ".gift": "gift", ".xml": "moodle-xml", ".md": "markdown",
    ".qti": "qti",
}  # fmt: skip
_ZIP = b"PK"


def _text(data: bytes, _folder: str) -> Material:
    return read_text(decoded(data))


def _markdown(data: bytes, _folder: str) -> Material:
    return read_text(decoded(data), as_is)


def _tsv(data: bytes, _folder: str) -> Material:
    text = decoded(data)
    return read_table(text, "" if text.lstrip().startswith("#") else "\t")


def _csv(data: bytes, _folder: str) -> Material:
    return read_table(decoded(data))


def _html(data: bytes, folder: str) -> Material:
    return read_html(decoded(data), folder)


def _questions(kind: str) -> Callable[[bytes, str], Material]:
    """Return the reader of a kind of question files, as one of entries that are blocks."""

    def read(data: bytes, folder: str) -> Material:
        found = READERS[kind](data, folder)
        entries: list[Entry] = []
        chapter = ""
        for number, question in enumerate(found.questions, 1):
            place = f"question {number}"
            if question.chapter != chapter:
                chapter = question.chapter
                entries.append(Entry(Shape.HEADING, "", " ".join(chapter.split()), place))
            entries.append(Entry(Shape.BLOCK, "", question_text(question), place, id=question.id))
        cards = len(found.questions) + sum(loss.left_out for loss in found.losses)
        return Material(found.title, tuple(entries), found.losses, found.pictures, cards)

    return read


KINDS: dict[str, Callable[[bytes, str], Material]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "docx": read_docx,
    "tsv": _tsv,
    "csv": _csv,
    "apkg": read_apkg,
    **{kind: _questions(kind) for kind in READERS},
}
"""By kind: from a file's bytes, and the folder that its pictures shall be in, to what it holds."""


def kind_of(data: bytes, name: str = "") -> str:
    """Return the kind that a file looks like, by its name if that tells; else a text."""
    ending = PurePosixPath(name.lower()).suffix
    if data.startswith(_ZIP) and ending not in {".apkg", ".colpkg"}:
        return _packed(data)
    questions = kind_of_questions(data)
    if ending in _ENDINGS and questions != "qti":
        return _ENDINGS[ending]
    if questions in {"aiken", "qti"} or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"<?xml", b"<quiz")
    ):
        return questions
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if _ANKI_HEADER.match(data):
        return "tsv"
    return "gift" if _GIFT.search(data) else _plain(data)


def _packed(data: bytes) -> str:
    if is_package(data):
        return "qti"
    return "apkg" if b"collection.anki2" in data else "docx"


def read_material(data: bytes, name: str, kind: str, folder: str) -> tuple[str, Material]:
    """Return the kind ("auto" looks for it) and what *data* holds; raises ReadError."""
    if len(data) > MAX_BYTES:
        raise ReadError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
    kind = kind_of(data, name) if kind == "auto" else kind
    return kind, KINDS[kind](data, folder)


def _plain(data: bytes) -> str:
    """Return whether a text is a table with tabs between its columns, or just a text."""
    try:
        text = decoded(data)
    except ReadError:
        return "text"
    lines = [line for line in text.splitlines() if line.strip()]
    tabbed = sum("\t" in line.strip() for line in lines)
    is_table = len(lines) > 1 and tabbed >= 0.9 * len(lines) and best_separator(text) == "\t"
    return "tsv" if is_table else "text"
