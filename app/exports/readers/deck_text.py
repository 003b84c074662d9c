"""Questions as the text of a deck file (docs/content-format.md), for an author to edit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from textwrap import indent
from typing import Any

from app.decks.model import Quantity, Use
from app.exports.readers import escaping
from app.exports.readers.html_markdown import BREAK
from app.quiz.questions import USUAL_POINTS, Question
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.matching import Matching
from app.quiz.types.numeric import Numeric
from app.quiz.types.ordering import Ordering
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.types.true_false import TrueFalse

NO_WORDS = "Question"  # what is asked where a question has no words before its first block
DIGITS = 20  # as many as a number in a deck may have on one side of its point
MOST_POINTS = 999.99
_BLOCK = re.compile(r"(?:[-*] |\d+\. |> |`{3,}|\|)")
_NUMBERED = re.compile(r"^(\d+)\.\s+", re.MULTILINE)


def deck_text(title: str, questions: Sequence[Question]) -> str:
    """Return a deck with *questions*, of the types in ``_ANSWERS``; chapters are its headings."""
    parts = [f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---"] if title else []
    chapter = ""
    for question in questions:
        if question.chapter != chapter:
            chapter = question.chapter
            parts.append(f"# {escaping.inline(' '.join(chapter.split()))}")
        parts.append(question_text(question))
    return "\n\n".join(parts) + "\n"


def question_text(question: Question) -> str:
    """Return the block of one question, from ``Q:`` to its remark."""
    stem = _stem(question)
    first, *rest = stem.split("\n\n") if stem else [NO_WORDS]
    if _BLOCK.match(first):
        first, rest = NO_WORDS, [first, *rest]
    attributes = " ".join(_attributes(question))
    asked = f"Q: {first}{f' {{{attributes}}}' if attributes else ''}"
    remark = _remark(question.feedback) if question.feedback.strip() else ()
    return "\n\n".join((asked, *rest, *_answer(question.body), *remark))


def _stem(question: Question) -> str:
    stem = question.stem.strip()
    if isinstance(question.body, Ordering):  # only its own list may be numbered
        return _NUMBERED.sub(r"\1\. ", stem)
    return stem


def _attributes(question: Question) -> Iterator[str]:
    if question.id:
        yield f"#{question.id}"
    if question.points != USUAL_POINTS:
        yield f"points={min(round(question.points, 2), MOST_POINTS):g}"
    if question.use is Use.EXAM:
        yield "use=exam"
    if question.hint.strip():
        yield f'hint="{escaping.attribute(question.hint)}"'
    if question.tags:
        yield f'tags="{escaping.attribute("; ".join(question.tags))}"'


def _remark(text: str) -> Iterator[str]:
    """Yield a quotation; its label has a line of its own before lists, tables and code."""
    labelled = f"**Remark:**{chr(10) * 2 if _BLOCK.match(text) else ' '}{text.strip()}"
    yield "\n".join(f"> {line}".rstrip() for line in labelled.split("\n"))


def _answer(body: Any) -> Iterator[str]:
    match body:
        case Choice(options=options):
            # Another bullet than lists have in stems, so that the two do not become one.
            yield "\n".join(_option(option) for option in options)
        case TrueFalse(truth=truth, explanation=explanation):
            yield f"A: {'true' if truth else 'false'}"
            yield from [explanation] if explanation.strip() else []
        case ShortAnswer(wordings=wordings):
            yield f"A~ {' | '.join(wordings)}"
        case Numeric(quantity=quantity):
            yield f"A= {_quantity(quantity)}"
        case Essay(model=model):
            yield f"A: essay\n\n{model}"
        case Matching():
            yield "\n".join(("| | |", "| --- | --- |", *_pairs(body)))
        case Ordering(entries=entries):
            numbered = (f"{number}. {text}" for number, (_, text) in enumerate(entries, 1))
            yield "\n".join(("<!-- order -->", "", *numbered))


def _option(option: Option) -> str:
    text = f"* [{'x' if option.right else ' '}] {option.text}{' {pin}' if option.pinned else ''}"
    feedback = option.feedback.strip()
    return f"{text}\n\n{indent(feedback, '    ')}\n" if feedback else text


def _pairs(body: Matching) -> Iterator[str]:
    used = {pair.choice for pair in body.pairs}
    for pair in body.pairs:
        yield f"| {_cell(pair.left)} | {_cell(body.text(pair.choice))} |"
    yield from (f"| | {_cell(text)} |" for number, text in body.choices if number not in used)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace(BREAK, " ")


def _quantity(quantity: Quantity) -> str:
    unit = f" {quantity.unit}" if quantity.unit else ""
    tolerance = f" ± {_number(quantity.tolerance)}" if quantity.tolerance else ""
    return f"{_number(quantity.value)}{unit}{tolerance}"


def _number(value: Decimal) -> str:
    written = f"{value:f}"
    parts = written.lstrip("-").split(".")
    return written if max(map(len, parts)) <= DIGITS else f"{value.normalize():E}"
