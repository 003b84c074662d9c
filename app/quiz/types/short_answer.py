"""A term, word or short phrase to be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Kind
from app.quiz.types.registry import QuestionType, add
from app.quiz.types.typed import mark_typed


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """*wordings*: the answer first, then the others that count; one or more."""

    type: ClassVar[str] = "short_answer"
    wordings: tuple[str, ...]


def read(card: Card) -> ShortAnswer:
    """Return the wordings of *card*."""
    return ShortAnswer((card.back, *card.accept))


add(
    QuestionType(
        "short_answer",
        "Short answer",
        frozenset({Kind.SHORT_ANSWER}),
        read,
        mark_typed,
        lambda body: body.wordings,
    )
)
