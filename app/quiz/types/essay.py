"""An open question with a model answer; whoever wrote, or a grader, judges the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import UNANSWERED, Outcome, Response, text_of
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class Essay:
    """*model*: a good answer, in Markdown."""

    type: ClassVar[str] = "essay"
    model: str


def read(card: Card) -> Essay:
    """Return the model answer of *card*."""
    return Essay(card.back)


def mark(_body: Essay, response: Response, _course: Course) -> Outcome:
    """Mark only what is empty; longer text is never graded by its letters."""
    if response is None or not text_of(response).strip():
        return UNANSWERED
    return Outcome(None)


add(
    QuestionType(
        "essay",
        "Essay",
        frozenset({Kind.ESSAY, Kind.QUESTION}),
        read,
        mark,
        lambda body: (body.model,),
    )
)
