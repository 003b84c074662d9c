"""The registry of question types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from app.decks.model import Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import Outcome, Response


class Body(Protocol):
    """What a type asks beside the stem; each type has a frozen dataclass of its own."""

    @property
    def type(self) -> str:
        """The type's name in the registry."""


@dataclass(frozen=True, slots=True)
class QuestionType:
    """One type. *kinds* are the kinds of cards that it reads.

    *read* returns the body of a card, None where the card asks something else; *mark* marks a
    response (ResponseError if it is malformed; None means unanswered); *answer* is the key as
    plain text lines.
    """

    name: str
    label: str
    kinds: frozenset[Kind]
    read: Callable[[Card], Any]
    mark: Callable[[Any, Response, Course], Outcome]
    answer: Callable[[Any], tuple[str, ...]]


TYPES: dict[str, QuestionType] = {}


def add(kind: QuestionType) -> None:
    """Put a type into the registry."""
    TYPES[kind.name] = kind
