"""The plan: when a card is due, from its memory state and everything around it.

The exact interval belongs to the state; the plan moves it inside a fuzz range, so that
cards learned together do not stay together, and evens out the student's days. It may be
made anew at any time, which is why it is kept apart from the fold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b
from math import inf
from uuid import UUID
from zoneinfo import ZoneInfo

from app.srs.memory import MemoryState, Parameters, Phase, Rating
from app.srs.states import in_steps, interval_days, last_study_day, steps_of
from app.srs.study_days import day_start

# (from day, to day, share): an interval gets the share of each stretch it reaches into, and
# a day on top, to either side. As in Anki and in ``fsrs``.
FUZZ_STRETCHES: tuple[tuple[float, float, float], ...] = (
    (2.5, 7.0, 0.15),
    (7.0, 20.0, 0.10),
    (20.0, inf, 0.05),
)
SHORTEST_FUZZED = 2.5  # days; shorter intervals are not fuzzed

_DAY = timedelta(days=1)
# The most by which any zone's clocks changed in one night since 2000 (Casey), apart from
# the date that the zones beside the date line left out in 2011.
_CLOCK_CHANGE = timedelta(hours=3)


def fuzz_range(interval: int, maximum: int) -> tuple[int, int]:
    """Return the fewest and the most days that fuzz may make of *interval* days."""
    if interval < SHORTEST_FUZZED:
        return interval, interval
    spread = 1.0
    for start, end, share in FUZZ_STRETCHES:
        spread += share * max(min(interval, end) - start, 0.0)
    most = min(round(interval + spread), maximum)
    return min(max(2, round(interval - spread)), most), most


def fuzzed_interval(interval: int, maximum: int, card: UUID, repetitions: int) -> int:
    """Return *interval* moved within its fuzz range: always alike for the same repetition
    of the same card, and in the same proportion for each of its ratings, so that a better
    rating never gets the shorter interval.
    """
    fewest, most = fuzz_range(interval, maximum)
    seed = card.bytes + repetitions.to_bytes(8, "big")
    draw = int.from_bytes(blake2b(seed, digest_size=8).digest(), "big")
    return fewest + (draw * (most - fewest + 1) >> 64)


def step_delay(
    state: MemoryState, parameters: Parameters, last_rating: Rating | None = None
) -> timedelta:
    """Return how long the (re)learning step of *state* lasts.

    Hard repeats a step; on the first one it waits halfway to the second, or half as long
    again if it is the only one. The state does not hold the rating: who knows it passes it.
    """
    steps = steps_of(state.phase, parameters)
    if not steps:  # A newer parameter set has none: the card is due at once.
        return timedelta(0)
    step = min(state.step, len(steps) - 1)
    if last_rating is not Rating.HARD or step > 0:
        return steps[step]
    return (steps[0] + steps[1]) / 2 if len(steps) > 1 else steps[0] * 1.5


def permitted_window(state: MemoryState, parameters: Parameters) -> tuple[date, date]:
    """Return the first and the last study day on which *state* may be due.

    The days are those of the zone in which the plan was made. Raises ValueError for a NEW
    state, which is never due.
    """
    last = last_study_day(state)
    if in_steps(state):
        return _window_of_steps(last, steps_of(state.phase, parameters))
    fewest, most = fuzz_range(interval_days(state, parameters), parameters.maximum_interval)
    return last + fewest * _DAY, last + most * _DAY


def plan_due(
    state: MemoryState,
    card: UUID,
    parameters: Parameters,
    zone: ZoneInfo,
    rollover_hour: int,
    load: Mapping[date, int] | None = None,
    last_rating: Rating | None = None,
) -> datetime | None:
    """Return the UTC instant at which *card* is due, None while it is NEW.

    In steps: the last review plus the step's delay (see `step_delay` for *last_rating*).
    Else: the start of a study day within the fuzz range; with *load* (cards already due on
    each study day, 0 where missing) the least loaded one, of equals the nearest to the
    fuzzed interval, of these the earlier.
    """
    if state.phase is Phase.NEW:
        return None
    return due_after(state, card, parameters, zone, rollover_hour, load, last_rating)


def pulled_forward(due: datetime, missed_on: date, zone: ZoneInfo, rollover_hour: int) -> datetime:
    """Return *due*, but not later than the study day after *missed_on*.

    On that day a quiz was answered wrong; the memory state is left alone, as a quiz is no
    review: it only says that the card is worth another look soon.
    """
    return min(due, day_start(missed_on + _DAY, zone, rollover_hour))


def due_after(
    state: MemoryState,
    card: UUID,
    parameters: Parameters,
    zone: ZoneInfo,
    rollover_hour: int,
    load: Mapping[date, int] | None = None,
    last_rating: Rating | None = None,
) -> datetime:
    """Return what `plan_due` returns, for a state after a review; ValueError if NEW."""
    last = last_study_day(state)
    if in_steps(state) and state.last_review is not None:
        return state.last_review + step_delay(state, parameters, last_rating)
    interval = interval_days(state, parameters)
    maximum = parameters.maximum_interval
    days = fuzzed_interval(interval, maximum, card, state.repetitions)
    if load is not None:
        days = _least_loaded(last, fuzz_range(interval, maximum), days, load)
    return day_start(last + days * _DAY, zone, rollover_hour)


def _least_loaded(
    last: date, permitted: tuple[int, int], wanted: int, load: Mapping[date, int]
) -> int:
    fewest, most = permitted
    return min(
        range(fewest, most + 1),
        key=lambda days: (load.get(last + days * _DAY, 0), abs(days - wanted), days),
    )


def _window_of_steps(last: date, steps: Sequence[timedelta]) -> tuple[date, date]:
    """Return the days between the shortest and the longest delay from any time of *last*."""
    delays = [*steps, *(delay * 1.5 for delay in steps[:1])] or [timedelta(0)]
    earliest = max(0, (min(delays) - _CLOCK_CHANGE) // _DAY)
    latest = -((max(delays) + _CLOCK_CHANGE) // -_DAY)
    return last + earliest * _DAY, last + latest * _DAY
