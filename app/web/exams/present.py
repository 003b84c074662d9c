"""An item as a page shows it: its rendered texts, options with letters, and its answer."""

from __future__ import annotations

from dataclasses import dataclass

from app.exports.paper import printed
from app.exports.sheet import Sheet
from app.models import Media
from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.types.listing import Listing
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.services.exams.sheets import shown


@dataclass(frozen=True, slots=True)
class Line:
    """An option, entry or pair: its letter, its HTML, whether it is right, its feedback."""

    letter: str
    html: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item on a page. *answer* is the key in plain text, "" where the lines say it."""

    question: Question
    stem: str
    lines: tuple[Line, ...]
    answer: str
    model: str
    feedback: str


def present(sheet: Sheet, question: Question, found: dict[str, Media]) -> Shown:
    """Return *question* as *sheet* has it, its pictures at the addresses of *found*."""
    body = question.body
    model = sheet.block(body.model) if question.type == "essay" else ""
    return Shown(
        question=question,
        stem=shown(sheet.stem(question), found),
        lines=tuple(
            Line(line.letter, shown(line.html, found), line.right, shown(line.feedback, found))
            for line in _lines(sheet, question)
        ),
        answer=_answer(question),
        model=shown(model, found),
        feedback=shown(sheet.feedback(question), found),
    )


def _lines(sheet: Sheet, question: Question) -> list[Line]:
    match question.body:
        case Choice(options=options):
            return [
                Line(printed.letter(n), sheet.inline(o.text), o.right, sheet.block(o.feedback))
                for n, o in enumerate(options)
            ]
        case Matching(pairs=pairs) as body:
            letters = {
                number: printed.letter(n)
                for n, (number, _) in enumerate(printed.choices(sheet, body))
            }
            return [
                Line(
                    letters[pair.choice],
                    f"{sheet.inline(pair.left)} → {sheet.inline(body.text(pair.choice))}",
                )
                for pair in pairs
            ]
        case Ordering(entries=entries):
            return [Line(number, sheet.inline(text)) for number, text in entries]
        case Listing(entries=listed):
            return [Line("\N{EN DASH}", sheet.inline(entry.text)) for entry in listed]
    return []


def _answer(question: Question) -> str:
    if question.type in ("choice", "matching", "ordering", "list", "essay"):
        return ""
    return " | ".join(TYPES[question.type].answer(question.body))
