"""What a job that computes for long hands on: words for the log, and what is to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a job: *said* in one sentence, and the *write* that follows from it, if any.

    The write runs in a short transaction of its own, so that nobody waits for the computing.
    """

    said: str
    write: Callable[[Session], None] | None = None
