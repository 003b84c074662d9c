"""Options to choose from: one that is right, or several (multiple response)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from app.decks.model import Card, Kind
from app.quiz.marking.wordings import Course
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, ids_of
from app.quiz.types.registry import QuestionType, add


@dataclass(frozen=True, slots=True)
class Option:
    """An option; *id* counts from "1" in the author's order and stays when they are shuffled."""

    id: str
    text: str
    right: bool
    feedback: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The options, two or more; at least one is right and one is wrong."""

    type: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    @property
    def multiple(self) -> bool:
        """Whether several options are to be chosen."""
        return len(self.right) > 1

    @property
    def right(self) -> tuple[Option, ...]:
        """The options to choose."""
        return tuple(option for option in self.options if option.right)

    @property
    def wrong(self) -> tuple[Option, ...]:
        """The others."""
        return tuple(option for option in self.options if not option.right)


def read(card: Card) -> Choice:
    """Return the options of *card*."""
    return Choice(
        tuple(
            Option(str(number), item.text, item.right, item.feedback, item.pinned)
            for number, item in enumerate(card.items, 1)
        )
    )


def mark(body: Choice, response: Response, _course: Course) -> Outcome:
    """Mark the ids that were chosen, a list even where one is right.

    Of several right options each is worth its share, a wrong one takes as much off as its
    share of the wrong ones, and no question is worth less than nothing (as in Moodle).
    """
    if response is None:
        return UNANSWERED
    chosen = set(ids_of(response, {option.id for option in body.options}))
    return Outcome(float(_credit(body, chosen)), tuple(_part(o, chosen) for o in body.options))


def _credit(body: Choice, chosen: set[str]) -> Fraction:
    if not body.multiple:
        return Fraction(chosen == {body.right[0].id})
    hits = sum(option.id in chosen for option in body.right)
    slips = sum(option.id in chosen for option in body.wrong)
    return max(Fraction(0), Fraction(hits, len(body.right)) - Fraction(slips, len(body.wrong)))


def _part(option: Option, chosen: set[str]) -> Part:
    picked = option.id in chosen
    return Part(option.id, None if not picked and not option.right else picked and option.right)


add(
    QuestionType(
        "choice",
        "Choice",
        frozenset({Kind.CHOICE}),
        read,
        mark,
        lambda body: tuple(option.text for option in body.right),
    )
)
