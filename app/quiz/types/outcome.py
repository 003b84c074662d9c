"""What a response to a question is worth, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.quiz.marking.verdicts import Marked

# A response as it is stored, in JSON: a text, true/false, a list of ids or texts, or id → id.
Response = str | bool | list[str] | Mapping[str, str] | None


class ResponseError(ValueError):
    """A response has not the form of its question's type, or names a part it has not."""


@dataclass(frozen=True, slots=True)
class Part:
    """One option, entry, pair or gap: its id, whether what was said of it is right, and why.

    *right* is None for an option that was rightly left alone. *marked* is there where something
    was typed.
    """

    id: str
    right: bool | None
    marked: Marked | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """*credit* is the share of the points, in [0, 1]; None as long as a person has to judge."""

    credit: float | None
    parts: tuple[Part, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it is worth all points."""
        return self.credit == 1


UNANSWERED = Outcome(0.0)


def texts_of(response: Response) -> list[str]:
    """Return a response that is a list of texts; raises ResponseError."""
    if not isinstance(response, list) or not all(isinstance(one, str) for one in response):
        raise ResponseError("The answer has to be a list of texts.")
    return response


def text_of(response: Response) -> str:
    """Return a response that is one text; raises ResponseError."""
    if not isinstance(response, str):
        raise ResponseError("The answer has to be a text.")
    return response


def ids_of(response: Response, known: set[str]) -> list[str]:
    """Return a response that names each of some parts at most once; raises ResponseError."""
    ids = texts_of(response)
    if len(set(ids)) != len(ids) or not set(ids) <= known:
        raise ResponseError("The answer names a part twice, or one that the question has not.")
    return ids
