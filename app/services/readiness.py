"""Readiness of one student for each exam ahead: the expected share of its cards recalled on
the day, with an interval, by chapter, and what so many minutes a day would make of it.

Two figures, told apart wherever they are shown. `now` supposes that nothing more is studied:
its interval is what was measured on held-out students. The curve runs exam mode ahead and
supposes a student who keeps to the minutes: that is simulation. Loads numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from sqlalchemy.orm import Session

from app.models import Enrolment
from app.services.exam_cards import Asked, exam_cards
from app.services.exams_ahead import Exam, exams_ahead
from app.srs import exam, projection
from app.srs.readiness import ENOUGH_ANSWERS, Readiness, readiness
from app.srs.vector import Floats

MINUTES = (0, 2, 5, 10, 15, 20, 30, 45, 60)  # a day, on the curve, besides the student's own
REMEMBERED = 128  # projections that a process keeps: pages are looked at again and again


@dataclass(frozen=True, slots=True)
class WithMinutes:
    """What *minutes* a day until the exam are expected to lead to; *never_shown* cards do not
    fit into them.
    """

    minutes: int
    share: Readiness
    never_shown: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the exam: with nothing more studied, and with the student's minutes."""

    name: str
    cards: int
    now: Readiness
    kept: Readiness


@dataclass(frozen=True, slots=True)
class ExamReadiness:
    """One exam ahead, *days* study days away. *unseen*: its cards that were never shown.

    *now* is None, and *curve* and *chapters* are empty, before enough *answers* were given.
    """

    exam: Exam
    days: int
    cards: int
    unseen: int
    answers: int
    minutes: int
    now: Readiness | None = None
    curve: tuple[WithMinutes, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    @property
    def kept(self) -> WithMinutes | None:
        """Return where the student's own minutes lead."""
        return next((each for each in self.curve if each.minutes == self.minutes), None)

    @property
    def still_needed(self) -> int:
        """Return how many answers are missing for a first figure."""
        return max(0, ENOUGH_ANSWERS - self.answers)


def of_student(session: Session, enrolment: Enrolment, now: datetime) -> list[ExamReadiness]:
    """Return the readiness for every exam ahead, the next one first."""
    return [of_exam(session, enrolment, each, now) for each in exams_ahead(session, enrolment, now)]


def of_exam(session: Session, enrolment: Enrolment, sat: Exam, now: datetime) -> ExamReadiness:
    """Return the readiness for one exam."""
    asked = exam_cards(session, enrolment.offering, enrolment.user_id, sat, now)
    return of_asked(asked, sat, enrolment.minutes_cap)


def of_asked(asked: Asked, sat: Exam, minutes: int) -> ExamReadiness:
    """Return the readiness for *sat*, of which these are the cards."""
    found = ExamReadiness(
        exam=sat,
        days=asked.exam_day - asked.today,
        cards=len(asked.ids),
        unseen=int((~asked.cards.seen).sum()),
        answers=asked.answered,
        minutes=minutes,
    )
    today = share(asked, recall_then(asked))
    if today is None:
        return found
    points = _points(asked, sorted({*MINUTES, minutes}))
    curve = [
        WithMinutes(int(point.minutes), expected, point.left_out)
        for point in points
        if (expected := share(asked, point.probability)) is not None
    ]
    own = next(point.probability for point in points if point.minutes == minutes)
    return ExamReadiness(
        found.exam,
        found.days,
        found.cards,
        found.unseen,
        found.answers,
        minutes,
        now=today,
        curve=tuple(curve),
        chapters=tuple(_chapters(asked, own)),
    )


def recall_then(asked: Asked) -> Floats:
    """Return P(recall) of each card on the exam day if nothing more is studied."""
    return exam.recall_on(asked.cards, asked.exam_day, asked.parameters.fsrs.weights)


def share(asked: Asked, probability: Floats) -> Readiness | None:
    """Return the readiness that these probabilities make, None while it is too early."""
    return readiness(
        probability, asked.cards.weight, asked.parameters.shift_variance, asked.answered
    )


def _chapters(asked: Asked, kept: Floats) -> list[Chapter]:
    """Return the chapters in the order of the course."""
    today, found = recall_then(asked), []
    for name in dict.fromkeys(asked.chapters):
        rows = [row for row, chapter in enumerate(asked.chapters) if chapter == name]
        part = asked.kept(rows)
        now, later = share(part, today[rows]), share(part, kept[rows])
        if now is not None and later is not None:
            found.append(Chapter(name, len(rows), now, later))
    return found


def _points(asked: Asked, minutes: Sequence[int]) -> list[projection.CurvePoint]:
    """Return the curve over all cards; suspended ones are asked but never shown."""
    rows = np.flatnonzero(~asked.suspended)
    points = _projected(_Question.of(asked.kept(rows.tolist()), minutes))
    whole = []
    for point in points:
        probability = recall_then(asked).copy()
        probability[rows] = point.probability
        whole.append(
            projection.CurvePoint(point.minutes, point.expected, point.left_out, probability)
        )
    return whole


@dataclass(frozen=True, slots=True)
class _Question:
    """What a projection depends on; two with the same digest have the same answer."""

    digest: bytes
    asked: Asked = field(compare=False)
    minutes: tuple[int, ...] = field(compare=False)

    @classmethod
    def of(cls, asked: Asked, minutes: Sequence[int]) -> _Question:
        cards, known = asked.cards, asked.parameters
        columns = (cards.stability, cards.difficulty, cards.last_day, cards.weight, cards.effort)
        whole = blake2b(digest_size=16)
        for values in (*columns, cards.slope, cards.shift):
            whole.update(np.ascontiguousarray(values).tobytes() + b"/")
        rest = (asked.today, asked.exam_day, known.fsrs.weights, known.pace, tuple(minutes))
        whole.update(repr(rest).encode())
        return cls(whole.digest(), asked, tuple(minutes))


@lru_cache(maxsize=REMEMBERED)
def _projected(question: _Question) -> list[projection.CurvePoint]:
    asked = question.asked
    return projection.curve(
        asked.cards,
        asked.today,
        asked.exam_day,
        asked.parameters.fsrs.weights,
        question.minutes,
        asked.parameters.pace,
    )
