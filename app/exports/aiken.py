"""Aiken: plain text for choices with one right option, and nothing else.

Documentation: Moodle docs, "Aiken format". A question is one line, each option a line with its
letter, and the key ends it; a line that begins like an option or a key is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from app.exports import plain
from app.exports.plain import one_line
from app.exports.registry import Format, Loss, add
from app.exports.sheet import Sheet
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice

MOST = len(ascii_uppercase)  # options
GENERAL = ("ids, tags, points, hints and feedback: Aiken has no place for them",)
_NO_STEM = re.compile(r"[A-Z][).]\s|ANSWER:|.?$")


def write(sheet: Sheet) -> bytes:
    """Return the file: the questions with a blank line between them."""
    return "\n".join(_question(sheet, question) for question in sheet.questions).encode()


def _question(sheet: Sheet, question: Question) -> str:
    options = question.body.options
    lines = [_stem(sheet, question)]
    for letter, option in zip(ascii_uppercase, options, strict=False):
        lines.append(f"{letter}. {one_line(sheet.text(option.text))}")
    right = next(at for at, option in enumerate(options) if option.right)
    return "\n".join((*lines, f"ANSWER: {ascii_uppercase[right]}\n"))


def _stem(sheet: Sheet, question: Question) -> str:
    return one_line(sheet.stem_text(question))


def losses(sheet: Sheet, question: Question) -> Sequence[Loss]:
    """Return why *question* is left out, else what its text loses."""
    reason = _unfit(sheet, question)
    if reason:
        return [Loss(question.id, reason, left_out=True)]
    return [*_lost(sheet, question)]


def _unfit(sheet: Sheet, question: Question) -> str:
    body = question.body
    if not isinstance(body, Choice):
        return f"only choices fit, this is of the type “{TYPES[question.type].label}”"
    if body.multiple:
        return "several options are right; Aiken knows one"
    if len(body.options) > MOST:
        return f"more than {MOST} options"
    if not all(one_line(sheet.text(option.text)) for option in body.options):
        return "an option without text"
    if _NO_STEM.match(_stem(sheet, question)):
        return "the question begins like an option (“A.”) or a key (“ANSWER:”), or has no text"
    return ""


def _lost(sheet: Sheet, question: Question) -> Iterator[Loss]:
    yield from plain.losses_of(sheet, question, plain.of_stem_and_options(question))
    if "\n" in sheet.stem_text(question):
        yield Loss(question.id, "line breaks: the question is one line")
    if any(option.pinned for option in question.body.options):
        yield Loss(question.id, "a pinned option: Aiken says nothing about shuffling")


add(Format("aiken", "Aiken", "txt", "text/plain; charset=utf-8", write, losses, GENERAL))
