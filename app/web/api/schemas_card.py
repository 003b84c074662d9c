"""The shapes of what the JSON API tells about one card."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel


class MetOut(BaseModel):
    """One answer to a card; *type* is review, quiz or reset."""

    at: datetime
    type: str
    mode: str | None
    rating: int | None
    elapsed_ms: int


class ExpectedOut(BaseModel):
    """The probability (0 … 1) of recall in so many days, without an answer until then."""

    days: int
    recall: float


class InfoOut(BaseModel):
    """One card's history, the newest of at most 50 answers first, and its forecast, which is
    empty before the first answer.
    """

    server_time: datetime
    deck: str
    phase: Literal["new", "learning", "review", "relearning"]
    due: datetime | None
    stability: float | None
    difficulty: float | None
    repetitions: int
    lapses: int
    answers: list[MetOut]
    forecast: list[ExpectedOut]


class NoteOut(BaseModel):
    """The student's own note on a card as it is kept: plain text, "" where there is none."""

    text: str
