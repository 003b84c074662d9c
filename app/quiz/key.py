"""The key of each version: what is right at which place, by item id."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from app.quiz.questions import Question
from app.quiz.types import TYPES
from app.quiz.types.choice import Choice
from app.quiz.versions import Version

COLUMNS = ("version", "position", "item", "key", "points")


def rows(versions: Sequence[Version]) -> list[tuple[str, str, str, str, str]]:
    """Return a row for each version and place, as COLUMNS names them; places count from 1."""
    return [
        (version.name, str(place), question.id, key_of(question), f"{question.points:g}")
        for version in versions
        for place, question in enumerate(version.questions, 1)
    ]


def key_of(question: Question) -> str:
    """Return the letters of the right options as they are shuffled here, else the answer."""
    if isinstance(question.body, Choice):
        lettered = zip(ascii_lowercase, question.body.options, strict=False)
        return " ".join(letter for letter, option in lettered if option.right)
    return " | ".join(" ".join(line.split()) for line in TYPES[question.type].answer(question.body))
