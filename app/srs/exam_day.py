"""Exam mode: which cards a day's minutes go to, every card once before repetition.

Ranking by gain per second alone never shows what is dear, such as long lists (measured in
`bench/exam_day.py`). So, while the minutes that are left could show every card once, a share
of each day is reserved for first showings, the heaviest first; only what remains goes to
repetition. Where they cannot, the gain per second decides alone and what does not fit is
counted. A failed card comes back once in the same run, after the first showings reserved for
the day; before them, it would take the minutes of the last ones (measured: some cards were
never shown). While first showings are pressed for time it waits until all others are done.

All arrays are (…, cards) as in `app.srs.exam`; caps and paces are (…, 1) or numbers.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from app.srs import exam
from app.srs.exam import ExamCards
from app.srs.vector import Bools, Floats, Ints, Weights

# Measured on the tuning students: first showings are spread over the first three tenths of the
# days that are left (later was worse), and one day in five is not studied.
SPREAD = 0.3
STUDIED_DAYS = 0.8
# How fast a student is shows only in time: first showings are reserved up to this much over what
# seems to fit, and at the end, when few are left to even out, up to so many days' minutes over.
HOPE, HOPE_DAYS = 1.75, 1.25
ROOM_TO_REPEAT = 0.8  # of the cap: what first showings may take while failures are repeated
SHOWINGS_A_DAY = 2  # of one card: the second only after a failure
OTHERS_BETWEEN = 5  # cards before a failed one comes back

FIRST = 1e6  # lifts reserved first showings above every gain
NOT_TODAY = -np.inf

Card = TypeVar("Card")


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day's order. *score*: (…, cards), higher first, NOT_TODAY for those not to be shown.

    *reserved*: first showings that come before all else. *repeat_failed*: (…, 1) whether a failed
    card is shown again after those; if not, it waits until all others are done. *seconds*: the
    expected length of each showing. *unfit*: (…, cards) which never-shown cards will not fit
    before the exam at this cap.
    """

    score: Floats
    reserved: Bools
    repeat_failed: Bools
    seconds: Floats
    unfit: Bools

    @property
    def left_out(self) -> Ints:
        """Return how many never-shown cards will not fit, (…,)."""
        return np.asarray(self.unfit.sum(axis=-1))


def plan_day(
    cards: ExamCards,
    today: int,
    exam_day: int,
    weights: Weights,
    cap_seconds: Floats | float,
    pace: Floats | float = 1.0,
) -> DayPlan:
    """Return the plan of study day *today* for an exam on *exam_day* (ordinals).

    *cap_seconds* is what the student gives a day; *pace* how many times the standard seconds
    his answers take. Cards already shown today wait for tomorrow.
    """
    worth = exam.worth(cards, today, exam_day, weights)
    per_second = worth.per_second(cards.weight)
    new = ~cards.seen
    need = np.where(new, worth.seconds * pace, 0.0)
    days_left = max(1, exam_day - today)
    cap = np.asarray(cap_seconds, dtype=np.float64)
    total = need.sum(axis=-1, keepdims=True)
    fits = total <= cap * max(days_left * HOPE, days_left + HOPE_DAYS)
    owed = np.minimum(total / max(1.0, days_left * SPREAD * STUDIED_DAYS), cap)
    queue_place = _seconds_before(need, _heaviest_first(cards, per_second, new))
    pressed = owed >= cap
    reserved = new & fits & (pressed | (queue_place < owed))
    score = np.where(reserved, FIRST * cards.weight + per_second, per_second)
    waits = (cards.seen & (cards.last_day >= today)) | (new & fits & ~reserved)
    return DayPlan(
        score=np.where(waits, NOT_TODAY, score),
        reserved=reserved,
        repeat_failed=fits & (owed < ROOM_TO_REPEAT * cap),
        seconds=np.asarray(worth.seconds * pace),
        unfit=new & (queue_place >= cap * days_left),
    )


def within_cap(plan: DayPlan, cap_seconds: float, repeats_seconds: float = 0.0) -> list[int]:
    """Return one student's cards of the day (indices), best first, until the cap is reached.

    Of a *plan* with one axis. Failed cards that come back take *repeats_seconds* from all but
    the reserved first showings. Ten minutes more are this with a larger cap.
    """
    order = np.argsort(-plan.score, kind="stable")
    order = order[plan.score[order] > NOT_TODAY]
    begins = np.cumsum(plan.seconds[order]) - plan.seconds[order]
    room = np.where(plan.reserved[order], cap_seconds, cap_seconds - repeats_seconds)
    return [int(card) for card in order[begins < room]]


def interleaved(
    cards: Sequence[Card], notes: Sequence[Hashable], topics: Sequence[Hashable]
) -> list[Card]:
    """Return *cards* with siblings (same note) and topics mixed, otherwise in their order.

    Each place takes the first of the next few cards whose note was not among the last five
    and whose topic differs from the last; if none does, the first of another topic, of
    another note, or simply the first. So no card moves far from its rank.
    """
    waiting = list(range(len(cards)))
    taken: list[int] = []
    while waiting:
        choice = _best_next(waiting[: 2 * OTHERS_BETWEEN], taken, notes, topics)
        waiting.remove(choice)
        taken.append(choice)
    return [cards[index] for index in taken]


def put_back(rest: Sequence[Card], failed: Card, first: Container[Card] = ()) -> list[Card]:
    """Return the run's *rest* with a *failed* card back in it: after five others and after the
    last of those shown for the *first* time, or at the end.
    """
    firsts = [place for place, card in enumerate(rest) if card in first]
    at = max(OTHERS_BETWEEN, firsts[-1] + 1 if firsts else 0)
    return [*rest[:at], failed, *rest[at:]]


def _heaviest_first(cards: ExamCards, per_second: Floats, new: Bools) -> Ints:
    """Return the order of first showings: by weight, equals by gain per second."""
    place = np.where(new, -FIRST * cards.weight - per_second, np.inf)
    return np.argsort(place, axis=-1, kind="stable")


def _seconds_before(seconds: Floats, order: Ints) -> Floats:
    """Return for each card the seconds of all that come before it in *order*."""
    ordered = np.take_along_axis(seconds, order, axis=-1)
    before = np.empty_like(seconds)
    np.put_along_axis(before, order, np.cumsum(ordered, axis=-1) - ordered, axis=-1)
    return before


def _best_next(
    window: Sequence[int],
    taken: Sequence[int],
    notes: Sequence[Hashable],
    topics: Sequence[Hashable],
) -> int:
    near = {notes[index] for index in taken[-OTHERS_BETWEEN:]}
    topic = topics[taken[-1]] if taken else None

    def unfit(index: int) -> tuple[bool, bool]:
        return notes[index] in near, topics[index] == topic

    return min(window, key=unfit)
