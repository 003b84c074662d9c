"""A statement to be judged true or false."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, ResponseError
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """*truth*: whether the stem is true; *explanation*: why, in Markdown, perhaps empty."""

    type: ClassVar[str] = "true_false"
    truth: bool
    explanation: str = ""


def read(card: Card) -> TrueFalse | None:
    """Return the truth of *card*."""
    if card.truth is None:
        return None
    return TrueFalse(card.truth, card.back.partition("\n\n")[2])


def mark(body: TrueFalse, response: Response, _course: Course) -> Outcome:
    """Mark true or false."""
    if response is None:
        return UNANSWERED
    if not isinstance(response, bool):
        raise ResponseError("The answer has to be true or false.")
    right = response is body.truth
    return Outcome(float(right), (Part("1", right),))


add(
    QuestionType(
        "true_false",
        "True or false",
        frozenset({Kind.TRUE_FALSE}),
        read,
        mark,
        lambda body: ("True" if body.truth else "False",),
    )
)
