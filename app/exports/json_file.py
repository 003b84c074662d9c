"""JSON: everything that a question is, for programs. docs/exports.md describes the fields."""

from __future__ import annotations

import dataclasses
import json
from base64 import b64encode
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet
from app.quiz.questions import Question

VERSION = 1
ELSEWHERE = ("path", "line")  # where a question stands is not what it is


def write(sheet: Sheet) -> bytes:
    """Return the document; texts are Markdown, *text* and *html* what they come to."""
    document = {
        "format": "retain-questions",
        "version": VERSION,
        "title": sheet.title,
        "language": sheet.language,
        "questions": [_question(sheet, question) for question in sheet.questions],
        "pictures": _pictures(sheet),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def _question(sheet: Sheet, question: Question) -> dict[str, Any]:
    fields = dataclasses.asdict(question)
    fields = {name: value for name, value in fields.items() if name not in ELSEWHERE}
    return {
        "id": question.id,
        "type": question.type,
        "text": sheet.stem_text(question),
        "html": sheet.stem(question),
        **fields,
    }


def _plain(value: object) -> str:
    """Return a number as its digits: a float would not be it any more."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} has no form in JSON.")


def _pictures(sheet: Sheet) -> dict[str, str]:
    """Return the pictures that the questions show, in base64."""
    names = dict.fromkeys(name for one in sheet.questions for name in sheet.pictures_in(one))
    return {
        name: b64encode(sheet.pictures[name]).decode("ascii")
        for name in names
        if name in sheet.pictures
    }


def losses(_sheet: Sheet, _question: Question) -> Sequence[Loss]:
    """Return nothing: everything is there."""
    return ()


add(Format("json", "JSON", "json", "application/json", write, losses))
