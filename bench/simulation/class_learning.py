"""Exam mode of a class: each night all answers so far teach the class model, as the job
``fit_class`` has it, and the next day's plans are made with what it says.

Other than with the job, a fit is always kept, later fits are rarer and there is an end to
them: the comparison on students held out would take too long, and so would more. FSRS weights
fitted to the class are left out too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from app.srs import class_features, class_model, exam_day, vector
from app.srs.class_features import Exposure
from app.srs.class_model import ClassModel, Effect, Observations
from app.srs.class_projection import Projection, before_exam, corrected
from app.srs.exam import PRIOR_SHIFT, ExamCards
from app.srs.fsrs import DEFAULT_WEIGHTS
from app.srs.vector import Bools, Floats, Ints
from bench.simulation.policies import AFTER_ALL, AFTER_FIRST, cards_of
from bench.simulation.study import Block, Desk, Plan

FEWEST_ANSWERS = 500  # as the job has it
EVERY_NIGHT = 10_000  # answers; with more, a fit is made when a quarter has come to them
A_QUARTER = 1.25
MOST_ANSWERS = 60_000  # with more, another fit would change little
UNCORRECTED = (0.0, 1.0)  # calibration comes from students held out, of whom there are none


@dataclass(slots=True)
class ClassLog:
    """The terms of every answer of a class, taken in block by block; arrays as in `Desk`."""

    stability: Floats
    difficulty: Floats
    last: Ints
    recalled: Ints  # answers of the last day of each card
    failed: Ints
    blocks: int = 0
    answers: int = 0
    parts: list[Observations] = field(default_factory=list)

    def take_in(self, history: list[Block]) -> None:
        """Take in what of *history* is new."""
        for block in history[self.blocks :]:
            self._observe(*block)
        self.blocks = len(history)

    def observations(self) -> Observations:
        parts = self.parts
        return Observations(
            np.concatenate([part.features for part in parts]),
            np.concatenate([part.student for part in parts]),
            np.concatenate([part.card for part in parts]),
            np.concatenate([part.recalled for part in parts]),
        )

    def _observe(self, students: Ints, cards: Ints, days: Ints, recalled: Bools) -> None:
        where = (students, cards)
        seen = self.last[where] >= 0
        gap = np.where(seen, days - self.last[where], 0)
        stability = np.where(seen, self.stability[where], 1.0)
        none = np.zeros(len(students), dtype=np.int64)
        exposure = Exposure(
            retrievability=vector.retrievability(gap, stability, DEFAULT_WEIGHTS),
            days_since=np.where(seen, gap, -1.0),
            same_day=(gap == 0) & seen,
            recalled=self.recalled[where],
            failed=self.failed[where],
            siblings_recalled=none,
            siblings_failed=none,
            shown=seen.astype(np.int64),
        )
        features = class_features.features(exposure)
        self.parts.append(Observations(features, students, cards, recalled))
        self.answers += len(students)
        self._learn(where, days, recalled, stability, gap)

    def _learn(
        self, where: tuple[Ints, Ints], days: Ints, recalled: Bools, stability: Floats, gap: Ints
    ) -> None:
        seen, rating = self.last[where] >= 0, np.where(recalled, 3, 1)
        first = vector.first_memory(rating, DEFAULT_WEIGHTS)
        later = vector.next_memory(stability, self.difficulty[where], rating, gap, DEFAULT_WEIGHTS)
        self.stability[where] = np.where(seen, later[0], first[0])
        self.difficulty[where] = np.where(seen, later[1], first[1])
        self.recalled[where] = np.where(gap == 0, self.recalled[where], 0) + recalled
        self.failed[where] = np.where(gap == 0, self.failed[where], 0) + ~recalled
        self.last[where] = days


@dataclass(slots=True)
class ExamMode:
    """The policy that ships, for one run: it carries what the class has taught so far."""

    tries: int = exam_day.SHOWINGS_A_DAY
    log: ClassLog | None = None
    model: ClassModel | None = None
    fitted: int = 0

    def __call__(self, desk: Desk, day: int) -> Plan:
        self._learn(desk)
        cards = self._projected(cards_of(desk), desk.days - day)
        cap, pace = desk.cap_seconds, desk.pace
        plan = exam_day.plan_day(cards, day, desk.days, DEFAULT_WEIGHTS, cap, pace)
        again = np.where(plan.repeat_failed, AFTER_FIRST, AFTER_ALL)
        return Plan(plan.score, again, tries=self.tries)

    def _learn(self, desk: Desk) -> None:
        log = self.log = self.log or _empty(desk)
        log.take_in(desk.history)
        wanted = FEWEST_ANSWERS if self.fitted < EVERY_NIGHT else self.fitted * A_QUARTER
        if log.answers > self.fitted and log.answers >= wanted and self.fitted < MOST_ANSWERS:
            students, cards = desk.last.shape
            self.model = class_model.fit(log.observations(), students, cards, class_features.PRIOR)
            self.fitted = log.answers

    def _projected(self, cards: ExamCards, days_left: int) -> ExamCards:
        if self.model is None:
            return replace(cards, shift=PRIOR_SHIFT)
        said = [_of_student(self.model, number, days_left) for number in range(len(cards.weight))]
        of_all = Projection(
            np.stack([each.slope for each in said]),
            np.stack([each.shift for each in said]),
            np.stack([each.unseen for each in said]),
        )
        return corrected(cards, of_all)


def _of_student(model: ClassModel, number: int, days_left: int) -> Projection:
    students = model.students
    effect = Effect(float(students.mean[number]), float(students.precision[number]))
    known = model.coefficients.tolist()
    return before_exam(known, effect, model.cards, days_left, UNCORRECTED)


def _empty(desk: Desk) -> ClassLog:
    shape = desk.last.shape
    return ClassLog(
        stability=np.full(shape, np.nan),
        difficulty=np.full(shape, 5.0),
        last=np.full(shape, -1),
        recalled=np.zeros(shape, dtype=np.int64),
        failed=np.zeros(shape, dtype=np.int64),
    )
