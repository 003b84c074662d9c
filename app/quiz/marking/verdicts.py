"""What marking an answer comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether an answer counts. ASK leaves it to the student, beside the model answer."""

    RIGHT = "right"
    WRONG = "wrong"
    ASK = "ask"


class Reason(StrEnum):
    """Why; each has a sentence of its own wherever an answer is shown as marked."""

    EXACT = "exact"  # the answer itself, however it is dressed
    ACCEPTED = "accepted"  # another wording that the author accepts
    SAME_WORDS = "same-words"  # its words, inflected or in another order
    SPELLING = "spelling"  # right, but mind the spelling
    NUMBER = "number"  # the number, within what is tolerated
    OTHER_NUMBER = "other-number"
    OTHER_UNIT = "other-unit"
    NO_NUMBER = "no-number"
    OTHER_TERM = "other-term"  # what was typed is something else of the course
    DIFFERENT = "different"
    EMPTY = "empty"
    LONG = "long"  # too long to be told right from wrong by its letters


@dataclass(frozen=True, slots=True)
class Marked:
    """The outcome for one typed answer.

    *wording* is the accepted wording that it comes nearest to, as the author wrote it; *other*
    the term of the course that was typed instead, else "".
    """

    verdict: Verdict
    reason: Reason
    wording: str = ""
    other: str = ""

    @property
    def counts(self) -> bool:
        """Whether the answer is right."""
        return self.verdict is Verdict.RIGHT
