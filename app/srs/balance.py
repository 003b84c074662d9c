"""Easy days and breaks: how welcome a review is on a day, for the load balancer.

A student says of each weekday whether it is normal, easy or free, and marks breaks in the
calendar. A card is still due within the range that fuzz permits; inside it, easy days get
fewer cards and free days none, as long as another day of the range is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

FREE_LOAD = 1_000_000  # a free day looks this much fuller than any other
PAST_LOAD = 1_000 * FREE_LOAD  # and what is over fuller than any that is left


class Ease(Enum):
    """How much is studied on a weekday; the value is the share of a normal day."""

    NORMAL = 1.0
    EASY = 0.5
    FREE = 0.0


@dataclass(frozen=True, slots=True)
class Break:
    """Study days without study, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Week:
    """A student's *weekdays*, Monday first (seven of them), and *breaks*."""

    weekdays: tuple[Ease, ...] = (Ease.NORMAL,) * 7
    breaks: tuple[Break, ...] = ()

    def ease(self, day: date) -> Ease:
        """Return how much is studied on *day*."""
        if any(pause.first <= day <= pause.last for pause in self.breaks):
            return Ease.FREE
        return self.weekdays[day.weekday()]


class WeighedLoad(Mapping[date, int]):
    """Cards due on each day as the balancer is to see them: easy days look twice as full.

    A mapping for `app.srs.due.plan_due`; days without cards are looked up too, so that a free
    day counts as full even when nothing is due on it. Loads of normal days are doubled, so
    that whole numbers do for all. Days before *today* look fullest: a card that is planned
    anew days after its last review must not be overdue at once while a day is left to it.
    """

    def __init__(self, load: Mapping[date, int], week: Week, today: date = date.min) -> None:
        self._load = load
        self._week = week
        self._today = today

    def __getitem__(self, day: date) -> int:
        if day < self._today:
            return PAST_LOAD
        cards = self._load.get(day, 0)
        ease = self._week.ease(day)
        if ease is Ease.FREE:
            return FREE_LOAD + cards
        # One more, so that an empty easy day comes after an empty normal one.
        return 2 * cards if ease is Ease.NORMAL else 4 * cards + 1

    def get(self, day: date, default: object = None) -> int:
        """Return the load of *day*; every day has one, *default* is never used."""
        del default
        return self[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._load)

    def __len__(self) -> int:
        return len(self._load)


def study_days_between(first: date, end: date, week: Week) -> float:
    """Return how many normal days' worth of study lies from *first* up to, not including,
    *end*: an easy day counts half, a free one nothing.
    """
    days: Sequence[date] = [
        date.fromordinal(number) for number in range(first.toordinal(), end.toordinal())
    ]
    return sum(week.ease(day).value for day in days)
