"""A number to be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Kind, Quantity
from app.quiz.marking.numbers import mark_number
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, text_of
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class Numeric:
    """The number with its tolerance and unit."""

    type: ClassVar[str] = "numeric"
    quantity: Quantity


def read(card: Card) -> Numeric | None:
    """Return the quantity of *card*."""
    return Numeric(card.quantity) if card.quantity else None


def mark(body: Numeric, response: Response, _course: Course) -> Outcome:
    """Mark the typed number."""
    if response is None:
        return UNANSWERED
    marked = mark_number(text_of(response), body.quantity)
    return Outcome(float(marked.counts), (Part("1", marked.counts, marked),))


def _answer(body: Numeric) -> tuple[str, ...]:
    quantity = body.quantity
    tolerance = f" ± {quantity.tolerance:f}" if quantity.tolerance else ""
    return (f"{quantity.value:f} {quantity.unit}".strip() + tolerance,)


add(QuestionType("numeric", "Number", frozenset({Kind.NUMERIC}), read, mark, _answer))
