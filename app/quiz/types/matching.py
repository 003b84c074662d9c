"""What belongs to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.decks.model import Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, ResponseError
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class Pair:
    """A left entry and the id of the choice that belongs to it."""

    id: str
    left: str
    choice: str


@dataclass(frozen=True, slots=True)
class Matching:
    """*choices*: (id, text), of which some may belong to nothing, and one to several entries."""

    type: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    choices: tuple[tuple[str, str], ...]

    def text(self, choice: str) -> str:
        """Return the text of a choice by its id."""
        return dict(self.choices)[choice]


def read(card: Card) -> Matching:
    """Return the pairs of *card*."""
    choices = tuple((str(number), text) for number, text in enumerate(card.choices, 1))
    id_of = {text: number for number, text in choices}
    pairs = (
        Pair(str(number), item.text, id_of[item.side]) for number, item in enumerate(card.items, 1)
    )
    return Matching(tuple(pairs), choices)


def mark(body: Matching, response: Response, _course: Course) -> Outcome:
    """Mark a mapping of left ids to choice ids; each right pair is worth the same."""
    if response is None:
        return UNANSWERED
    if not isinstance(response, Mapping):
        raise ResponseError("The answer has to name a choice for each entry.")
    known = {pair.id for pair in body.pairs}
    if not set(response) <= known or not set(response.values()) <= dict(body.choices).keys() | {""}:
        raise ResponseError("The answer names an entry or a choice that the question has not.")
    parts = tuple(Part(pair.id, response.get(pair.id) == pair.choice) for pair in body.pairs)
    return Outcome(sum(bool(part.right) for part in parts) / len(parts), parts)


add(
    QuestionType(
        "matching",
        "Matching",
        frozenset({Kind.MATCHING}),
        read,
        mark,
        lambda body: tuple(f"{pair.left} → {body.text(pair.choice)}" for pair in body.pairs),
    )
)
