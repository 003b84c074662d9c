"""The words of the scheduler: rating, phase, memory state, review. Values only, no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from uuid import UUID


class Rating(IntEnum):
    """How well an answer was recalled; names and numbers as in FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(IntEnum):
    """Where a card stands in its life; LEARNING and RELEARNING have steps of minutes."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class MemoryState:
    """What the log says about one student's memory of one card (the result of the fold).

    *stability*: days until retrievability falls to 0.9; *difficulty*: 1 … 10; both are
    None before the first review. *step* is the index of the (re)learning step just taken
    up, 0 outside steps. *last_review* is a UTC instant, *study_day* the study day it fell on.
    """

    stability: float | None = None
    difficulty: float | None = None
    phase: Phase = Phase.NEW
    step: int = 0
    repetitions: int = 0
    lapses: int = 0
    last_review: datetime | None = None
    study_day: date | None = None


NEW = MemoryState()


@dataclass(frozen=True, slots=True)
class Review:
    """One self-graded answer, as the event log holds it."""

    id: UUID
    rating: Rating
    answered_at: datetime
    study_day: date
    device: UUID
    seq: int

    @property
    def order(self) -> tuple[datetime, UUID, int, UUID]:
        """The fold's sort key: time, then device, its sequence, and the event's id."""
        return (self.answered_at, self.device, self.seq, self.id)


@dataclass(frozen=True, slots=True)
class Parameters:
    """A numbered FSRS-6 parameter set with the scheduler's settings around it."""

    number: int
    weights: tuple[float, ...]
    desired_retention: float = 0.90
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    maximum_interval: int = 36_500
