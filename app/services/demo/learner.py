"""Simulated study: what a learner would have answered, evening after evening.

The learner follows the plan of the app itself (`app.srs`), while what is recalled is decided
by a hidden memory of their own: FSRS's formulas too, but with every card easier or harder
than the scheduler believes, and with slips. Nothing here claims to be a person; the accounts
are marked as demo, and nothing is ever learned from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from app.models import EventType, Mode
from app.services.events.types import NewEvent
from app.srs import fsrs
from app.srs.due import plan_due
from app.srs.fsrs import DEFAULT_PARAMETERS
from app.srs.memory import NEW, MemoryState, Rating
from app.srs.queue import Limits, QueueCard, build_queue, new_allowance
from app.srs.states import apply, in_steps
from app.srs.study_days import DEFAULT_ROLLOVER_HOUR, study_day

EVENING = time(19, 0)
EVENING_SPREAD = 90  # minutes after EVENING within which somebody sits down
MAXIMUM_ANSWER_SECONDS = 55.0
EASY_ABOVE = 0.97  # recalled that surely, an answer may be called easy


@dataclass(frozen=True, slots=True)
class Learner:
    """How somebody learns: *strength* multiplies the true stability of every card, *prior* is
    the chance to know a card never seen, *slip* to fail one that is known, *missed* to skip
    an evening, *seconds* the median time of an answer, *minutes* what an evening may take.
    """

    strength: float = 1.0
    prior: float = 0.4
    slip: float = 0.04
    missed: float = 0.2
    seconds: float = 8.0
    minutes: int = 20
    four_grades: bool = False


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A card of the course in its published version; *position* is its place in the course."""

    card: UUID
    note: UUID
    deck: UUID
    position: int
    version: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a client would report it, and when the card had been due."""

    event: NewEvent
    planned_due: datetime | None


@dataclass(slots=True)
class _Known:
    """What a learner has of one card: the app's plan, and the truth behind the answers."""

    ease: float
    state: MemoryState = NEW
    due: datetime | None = None
    truth: tuple[float, float] | None = None


class Simulation:
    """One learner in one course. The same seed of *rng* and the same cards (their ids, too:
    the plan's fuzz comes from them) give the same answers.
    """

    def __init__(
        self, learner: Learner, cards: Sequence[CourseCard], zone: ZoneInfo, rng: Random
    ) -> None:
        self._learner = learner
        self._cards = {card.card: card for card in cards}
        self._zone = zone
        self._rng = rng
        # Apart from the answers, so that evenings are missed alike whatever the cards are.
        self._evenings = Random(rng.getrandbits(64))  # noqa: S311 - reproducible, guards nothing
        self._device = self._uuid()
        self._seq = 0
        self._first_run = True
        self._known = {card.card: _Known(rng.lognormvariate(0.0, 0.5)) for card in cards}

    def evening(self, day: date) -> list[Answer]:
        """Return the answers of the evening of *day*, in their order; none if it is missed."""
        missed = self._evenings.random() < self._learner.missed and not self._first_run
        minutes = EVENING_SPREAD * self._evenings.random()
        if missed:
            return []
        start = datetime.combine(day, EVENING, self._zone).astimezone(UTC)
        return self._run(start + timedelta(minutes=minutes))

    def _run(self, at: datetime) -> list[Answer]:
        """Take the queue as it stands at *at*, and every learning step that comes of it."""
        waiting = [queued.card for queued in self._queue(at)]
        steps: list[tuple[datetime, int, UUID]] = []
        answers = []
        while waiting or steps:
            steps.sort()
            if steps and (steps[0][0] <= at or not waiting):
                due, _, card = steps.pop(0)
                at = max(at, due)
            else:
                card = waiting.pop(0)
            seconds = self._seconds()
            at += timedelta(seconds=seconds)
            answers.append(self._answer(card, at, seconds))
            known = self._known[card]
            if in_steps(known.state) and known.due is not None:
                steps.append((known.due, self._seq, card))
        self._first_run = False
        return answers

    def _queue(self, at: datetime) -> tuple[QueueCard, ...]:
        minutes = self._learner.minutes
        new = new_allowance(0, minutes, cap_minutes=minutes, first_run=self._first_run)
        cards = [
            QueueCard(c.card, c.note, c.deck, c.position, self._known[c.card].state, known.due)
            for c in self._cards.values()
            for known in (self._known[c.card],)
        ]
        return build_queue(cards, at, self._day(at), Limits(new, minutes), DEFAULT_PARAMETERS).cards

    def _answer(self, card: UUID, at: datetime, seconds: float) -> Answer:
        known = self._known[card]
        day, planned_due = self._day(at), known.due
        rating = self._rating(known, day)
        known.truth = self._truth_after(known, rating, day)
        known.state = apply(known.state, rating, at, day, DEFAULT_PARAMETERS)
        known.due = plan_due(
            known.state,
            card,
            DEFAULT_PARAMETERS,
            self._zone,
            DEFAULT_ROLLOVER_HOUR,
            last_rating=rating,
        )
        return Answer(self._event(card, at, rating, seconds), planned_due)

    def _event(self, card: UUID, at: datetime, rating: Rating, seconds: float) -> NewEvent:
        self._seq += 1
        return NewEvent(
            id=self._uuid(),
            device=self._device,
            seq=self._seq,
            type=EventType.REVIEW,
            answered_at=at,
            zone=self._zone.key,
            card=card,
            mode=Mode.SCHEDULE,
            version=self._cards[card].version,
            rating=int(rating),
            elapsed_ms=int(seconds * 1000),
        )

    def _rating(self, known: _Known, day: date) -> Rating:
        recall = self._recall(known, day)
        if self._rng.random() >= recall:
            return Rating.AGAIN
        doubt = self._rng.random()
        if not self._learner.four_grades or known.truth is None:
            return Rating.GOOD
        if recall > EASY_ABOVE:
            return Rating.EASY if doubt < recall - EASY_ABOVE else Rating.GOOD
        return Rating.HARD if doubt < 1 - recall else Rating.GOOD

    def _recall(self, known: _Known, day: date) -> float:
        if known.truth is None or known.state.study_day is None:
            return min(0.95, self._learner.prior * known.ease)
        elapsed = (day - known.state.study_day).days
        stability = known.truth[0] * self._learner.strength * known.ease
        recall = fsrs.retrievability(elapsed, stability, fsrs.DEFAULT_WEIGHTS)
        return recall * (1 - self._learner.slip)

    def _truth_after(self, known: _Known, rating: Rating, day: date) -> tuple[float, float]:
        if known.truth is None or known.state.study_day is None:
            return fsrs.first_memory(rating, fsrs.DEFAULT_WEIGHTS)
        elapsed = (day - known.state.study_day).days
        return fsrs.next_memory(known.truth, rating, elapsed, fsrs.DEFAULT_WEIGHTS)

    def _day(self, at: datetime) -> date:
        return study_day(at, self._zone, DEFAULT_ROLLOVER_HOUR)

    def _seconds(self) -> float:
        return min(
            self._rng.lognormvariate(0.0, 0.4) * self._learner.seconds, MAXIMUM_ANSWER_SECONDS
        )

    def _uuid(self) -> UUID:
        return UUID(int=self._rng.getrandbits(128), version=4)
