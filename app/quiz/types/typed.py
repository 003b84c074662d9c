"""What the types with one typed wording share: how their response is marked."""

from __future__ import annotations

from typing import Protocol

from app.quiz.marking.wordings import Course, mark
from app.quiz.types.outcome import UNANSWERED, Outcome, Part, Response, text_of


class Wordings(Protocol):
    """A body with the answer first, then the other wordings that count; one or more."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The wordings."""


def mark_typed(body: Wordings, response: Response, course: Course) -> Outcome:
    """Mark the typed text; raises ResponseError if it is none."""
    if response is None:
        return UNANSWERED
    marked = mark(text_of(response), body.wordings, course)
    return Outcome(float(marked.counts), (Part("1", marked.counts, marked),))
