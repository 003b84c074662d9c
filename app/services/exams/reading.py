"""From Markdown to items: a whole question file, or the text of one item.

An item's text is deck Markdown in one canonical form, with its id, points, tags and use in
braces; its chapter and the headings above it are kept beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app import decks
from app.decks.check import check
from app.decks.model import Diagnostic, Parsed, Use
from app.quiz.questions import Question, questions
from app.quiz.types.listing import Listing
from app.quiz.writing import UnwritableError, write
from app.services.formulas import check_formulas

KEPT = 4096  # items whose text was read lately
MOST_CONTEXT = 6
CHAPTER_LENGTH = 60
ID_LENGTH = 200
MARKDOWN_LENGTH = 100_000


@dataclass(frozen=True, slots=True)
class Entered:
    """An item as it goes into the bank: its canonical *markdown*, and what that says."""

    question: Question
    markdown: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds. With any *errors* nothing of it is taken."""

    items: tuple[Entered, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The faults that have to be mended first."""
        return tuple(fault for fault in self.faults if fault.severity == "error")


def read_file(text: str, name: str, use: Use | None = None) -> Reading:
    """Read a question file; *use* replaces what its questions say. Needs no database.

    Formulas are tried in a process of their own, so no transaction should be open.
    """
    parsed = decks.parse(text, name)
    found = questions(parsed.deck, exam=True)
    faults = [*check([parsed]), *check_formulas([parsed])]
    if not found and not faults:
        faults.append(_fault(name, 1, "the text holds no question", "Write “Q:” and what it asks."))
    return _entered([replace(q, use=use or q.use) for q in found], faults)


def read_item(markdown: str, context: Sequence[str], chapter: str, name: str) -> Reading:
    """Read the text of one item; lines count from its own beginning."""
    text, above = _document(markdown, tuple(context), chapter)
    parsed = decks.parse(text, name)
    found = questions(parsed.deck, exam=True)
    faults = [replace(f, line=max(1, f.line - above)) for f in _all_faults(parsed)]
    if len(found) != 1 and not any(fault.severity == "error" for fault in faults):
        message = f"the text holds {len(found)} questions, and an item is one"
        faults.append(_fault(name, 1, message, "Add further questions to the bank as a file."))
    return _entered(found, faults)


def entered(question: Question) -> Entered:
    """Return *question* as an item; raises UnwritableError if deck Markdown cannot say it."""
    kept = _with_lasting_id(question)
    return Entered(kept, write(replace(kept, context=())))


@lru_cache(maxsize=KEPT)
def question_of(markdown: str, context: tuple[str, ...], chapter: str) -> Question:
    """Return the question of an item that the bank holds."""
    text, _ = _document(markdown, context, chapter)
    (question,) = questions(decks.parse(text, "").deck, exam=True)
    return question


def _all_faults(parsed: Parsed) -> list[Diagnostic]:
    return [*check([parsed]), *check_formulas([parsed])]


def _document(markdown: str, context: tuple[str, ...], chapter: str) -> tuple[str, int]:
    """Return a deck with this one item, and how many lines stand above it."""
    head = ["---", f"context: {len(context)}"]
    head += [f"chapter: {json.dumps(chapter, ensure_ascii=False)}"] if chapter else []
    head += ["---", ""]
    head += [f"{'#' * level} {text}" for level, text in enumerate(context, 1)]
    lines = [*head, ""]
    return "\n".join([*lines, markdown]), len(lines)


def _entered(found: Sequence[Question], faults: list[Diagnostic]) -> Reading:
    items = []
    for question in found:
        try:
            items.append(entered(question))
        except UnwritableError:
            message = f"the question {question.id} cannot be kept word for word"
            hint = "Simplify it: fewer marks within each other, a number with fewer digits."
            faults.append(_fault(question.path, question.line, message, hint))
        if len(question.id) > ID_LENGTH or len(question.chapter) > CHAPTER_LENGTH:
            message = "its id or its chapter's name is too long"
            hint = f"An id has at most {ID_LENGTH} characters, a chapter {CHAPTER_LENGTH}."
            faults.append(_fault(question.path, question.line, message, hint))
    return Reading(tuple(items), tuple(sorted(faults)))


def _with_lasting_id(question: Question) -> Question:
    """Return *question* with an id that its own text can say: ordered lists end in -1."""
    body = question.body
    if isinstance(body, Listing) and body.ordered and not question.id.endswith("-1"):
        return replace(question, id=f"{question.id}-1")
    return question


def _fault(path: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path, line, 1, "item", "error", message, hint)
