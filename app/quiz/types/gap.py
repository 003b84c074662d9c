"""A gap in a sentence, to be filled in by typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import MARK_CLOSE, MARK_OPEN, Card, Kind
from app.quiz.types.registry import QuestionType, add
from app.quiz.types.typed import mark_typed


@dataclass(frozen=True, slots=True)
class Gap:
    """*wordings*: what stands in the gap, then the other wordings that count."""

    type: ClassVar[str] = "cloze"
    wordings: tuple[str, ...]


def read(card: Card) -> Gap | None:
    """Return the gap of *card*; None where one card has several different ones."""
    hidden = {part.split(MARK_CLOSE)[0] for part in card.back.split(MARK_OPEN)[1:]}
    return Gap((*hidden, *card.accept)) if len(hidden) == 1 else None


add(
    QuestionType(
        "cloze",
        "Gap in a sentence",
        frozenset({Kind.CLOZE}),
        read,
        mark_typed,
        lambda body: body.wordings,
    )
)
