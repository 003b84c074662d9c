"""What comes next: the order of a student's cards in schedule mode and in deck mode.

Pure: the caller brings the cards with their states and plans, the time, and what is left of
the day. Cards in learning steps come first, then what is due (the most nearly forgotten
first) with new cards mixed in evenly, then learning cards that are due soon.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.srs.memory import MemoryState, Parameters, Phase
from app.srs.states import in_steps, retrievability_on

DEFAULT_CAP_MINUTES = 20.0
NEW_A_DAY = 20  # without an exam date
NEW_IN_FIRST_RUN = 10  # then the student is asked "go on?"
NEW_SHARE = 0.5  # of the cap's minutes, at most
LONGEST_ANSWER = timedelta(seconds=60)  # one answer counts at most this long
LEARN_AHEAD = timedelta(minutes=20)

# What a card costs until the student's own answers tell: a review is one answer, a new card
# takes about three on its first day. With these, 20 new cards fill half of 20 minutes.
SECONDS_PER_REVIEW = 10.0
SECONDS_PER_NEW = 30.0


@dataclass(frozen=True, slots=True)
class QueueCard:
    """One card of one student, as the queue needs it.

    *due* is a UTC instant, None while NEW. *buried_until* is the first study day on which
    the card may be shown again. New cards come by (*deck_position*, *position*): either the
    deck's place in the course and the card's in the deck, or 0 and a place in the course.
    """

    card: UUID
    note: UUID
    deck: UUID
    position: int
    state: MemoryState
    due: datetime | None = None
    suspended: bool = False
    buried_until: date | None = None
    deck_position: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What is left of a student's day: new cards, and minutes under the cap."""

    new_left: int
    minutes_left: float
    seconds_per_review: float = SECONDS_PER_REVIEW
    seconds_per_new: float = SECONDS_PER_NEW


@dataclass(frozen=True, slots=True)
class Queue:
    """Cards in the order of showing, how many of each kind, and what the cap left out."""

    cards: tuple[QueueCard, ...]
    new: int
    learning: int
    review: int
    reviews_left_out: int = 0


def counted_seconds(elapsed_milliseconds: int) -> float:
    """Return how long an answer counts towards the cap: at most a minute, never below 0."""
    return min(max(elapsed_milliseconds / 1000, 0.0), LONGEST_ANSWER.total_seconds())


def new_allowance(
    introduced_today: int,
    minutes_left: float,
    *,
    cap_minutes: float = DEFAULT_CAP_MINUTES,
    first_run: bool = False,
    seconds_per_new: float = SECONDS_PER_NEW,
) -> int:
    """Return how many new cards may still be introduced today, without an exam date.

    New cards take at most half of the cap's minutes, and at most 20 a day; the *first_run*
    of a student stops at ten.
    """
    daily = NEW_IN_FIRST_RUN if first_run else NEW_A_DAY
    share = int(cap_minutes * 60 * NEW_SHARE / seconds_per_new)
    fitting = int(minutes_left * 60 / seconds_per_new)
    return max(0, min(daily - introduced_today, share - introduced_today, fitting))


def build_queue(
    cards: Iterable[QueueCard],
    now: datetime,
    today: date,
    limits: Limits,
    parameters: Parameters,
    answered_notes: frozenset[UUID] = frozenset(),
) -> Queue:
    """Return the schedule-mode queue of *cards* at the UTC instant *now*, study day *today*.

    Steps once begun are always finished. Of what the minutes left do not hold, reviews are
    left out and counted; new cards are at most ``limits.new_left`` and take at most half of
    the minutes while reviews want them. Of each note one card is shown, and none where a
    sibling is in a step or *answered_notes* (those answered today) has it.
    """
    shown = [card for card in cards if not _hidden(card, today)]
    learning = sorted((card for card in shown if in_steps(card.state)), key=_by_due)
    taken = set(answered_notes).union(card.note for card in learning)
    due = [card for card in shown if card.state.phase is Phase.REVIEW and _is_due(card, now)]
    due.sort(key=lambda card: (retrievability_on(card.state, today, parameters), _by_place(card)))
    due = _one_of_each_note(due, taken)
    fresh = sorted((card for card in shown if card.state.phase is Phase.NEW), key=_by_place)
    fresh = _one_of_each_note(fresh, taken)[: _new_that_fit(limits, len(due))]
    review = due[: _reviews_that_fit(limits, len(fresh))]
    steps_now = [card for card in learning if _is_due(card, now)]
    steps_soon = [card for card in learning if _is_due(card, now + LEARN_AHEAD)][len(steps_now) :]
    return Queue(
        cards=(*steps_now, *_mixed(review, fresh), *steps_soon),
        new=len(fresh),
        learning=len(steps_now) + len(steps_soon),
        review=len(review),
        reviews_left_out=len(due) - len(review),
    )


def deck_order(cards: Iterable[QueueCard], deck: UUID) -> tuple[QueueCard, ...]:
    """Return all cards of *deck* in its order, whatever is due: the order of deck mode."""
    return tuple(sorted((card for card in cards if card.deck == deck), key=_by_place))


def _hidden(card: QueueCard, today: date) -> bool:
    return card.suspended or (card.buried_until is not None and today < card.buried_until)


def _is_due(card: QueueCard, at: datetime) -> bool:
    """Return whether *card* is due at *at*; one without a plan is, so that none is lost."""
    return card.due is None or card.due <= at


def _by_due(card: QueueCard) -> tuple[float, int]:
    return (card.due.timestamp() if card.due else 0.0, card.card.int)


def _by_place(card: QueueCard) -> tuple[int, int, int]:
    return (card.deck_position, card.position, card.card.int)


def _one_of_each_note(cards: Iterable[QueueCard], taken: set[UUID]) -> list[QueueCard]:
    """Return the first card of each note that is not *taken*, and take its note."""
    chosen = []
    for card in cards:
        if card.note not in taken:
            taken.add(card.note)
            chosen.append(card)
    return chosen


def _new_that_fit(limits: Limits, reviews_due: int) -> int:
    seconds = limits.minutes_left * 60
    spare = max(seconds * NEW_SHARE, seconds - reviews_due * limits.seconds_per_review)
    return max(0, min(limits.new_left, int(spare / limits.seconds_per_new)))


def _reviews_that_fit(limits: Limits, new: int) -> int:
    seconds = limits.minutes_left * 60 - new * limits.seconds_per_new
    return max(0, int(seconds / limits.seconds_per_review))


def _mixed(review: Sequence[QueueCard], fresh: Sequence[QueueCard]) -> list[QueueCard]:
    """Return both in their order, the fewer spread evenly among the more."""
    placed = [
        ((index + 1) / (len(kind) + 1), card)
        for kind in (review, fresh)
        for index, card in enumerate(kind)
    ]
    return [card for _, card in sorted(placed, key=lambda pair: pair[0])]
