"""A term, word or short phrase to be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.marking.wordings import mark as mark_wording
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, text_of
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """*wordings*: the answer first, then the others that count; one or more."""

    type: ClassVar[str] = "short_answer"
    wordings: tuple[str, ...]


def read(card: Card) -> ShortAnswer:
    """Return the wordings of *card*."""
    return ShortAnswer((card.back, *card.accept))


def mark(body: ShortAnswer, response: Response, course: Course) -> Outcome:
    """Mark the typed text."""
    if response is None:
        return UNANSWERED
    marked = mark_wording(text_of(response), body.wordings, course)
    return Outcome(float(marked.counts), (Part("1", marked.counts, marked),))


add(
    QuestionType(
        "short_answer",
        "Short answer",
        frozenset({Kind.SHORT_ANSWER}),
        read,
        mark,
        lambda body: body.wordings,
    )
)
