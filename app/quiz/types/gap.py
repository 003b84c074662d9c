"""A gap in a sentence, to be filled in by typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import MARK_CLOSE, MARK_OPEN, Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.marking.wordings import mark as mark_wording
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, text_of
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class Gap:
    """*wordings*: what stands in the gap, then the other wordings that count."""

    type: ClassVar[str] = "cloze"
    wordings: tuple[str, ...]


def read(card: Card) -> Gap | None:
    """Return the gap of *card*; None where one card has several different ones."""
    hidden = {part.split(MARK_CLOSE)[0] for part in card.back.split(MARK_OPEN)[1:]}
    return Gap((*hidden, *card.accept)) if len(hidden) == 1 else None


def mark(body: Gap, response: Response, course: Course) -> Outcome:
    """Mark the typed text."""
    if response is None:
        return UNANSWERED
    marked = mark_wording(text_of(response), body.wordings, course)
    return Outcome(float(marked.counts), (Part("1", marked.counts, marked),))


add(
    QuestionType(
        "cloze",
        "Gap in a sentence",
        frozenset({Kind.CLOZE}),
        read,
        mark,
        lambda body: body.wordings,
    )
)
