"""The shapes of the readiness that the JSON API tells."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel


class ShareOut(BaseModel):
    """An expected share of cards recalled (0 … 1), weighed as the exam weighs them; 8 of 10
    times the true share lies between *low* and *high*. *cards*: how many it is about.
    """

    expected: float
    low: float
    high: float
    cards: int


class CurvePointOut(BaseModel):
    """Where so many minutes a day until the exam lead, in simulation; *never_shown* cards do
    not fit.
    """

    minutes: int
    expected: float
    low: float
    high: float
    never_shown: int


class ChapterReadinessOut(BaseModel):
    """One chapter: *readiness* without another answer, *kept* with the student's minutes."""

    chapter: str
    readiness: ShareOut
    kept: ShareOut


class ExamReadinessOut(BaseModel):
    """One exam ahead. *readiness* supposes that nothing more is studied, and is null while
    *answers* are fewer than *answers_needed*; then there are no chapters and no curve.
    *id* is null for an own date in a course that has announced none.
    """

    id: UUID | None
    title: str
    at: datetime
    days: int
    cards: int
    unseen: int
    answers: int
    answers_needed: int
    minutes: int
    readiness: ShareOut | None
    chapters: list[ChapterReadinessOut]
    curve: list[CurvePointOut]


class ReadinessOut(BaseModel):
    """The readiness for every exam ahead, the next one first. *simulated*: the answers are
    those of a demo account, which nobody gave.
    """

    server_time: datetime
    simulated: bool
    exams: list[ExamReadinessOut]
