"""What each of the four buttons would do: due date, label, and what follows it.

A client shows these beside the buttons and, offline, brings a card back at the right time
without a second scheduler of its own: an outcome that leads into a learning step carries
the four outcomes of that step in ``next``, and so on. The nesting is one level deeper than
there are steps. At a leaf that is still in a step, ``next`` is None: the client offers the
same four buttons there, without intervals, and asks the server for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.srs.due import due_after
from app.srs.memory import MemoryState, Parameters, Phase, Rating
from app.srs.states import in_steps, last_study_day, preview, steps_of
from app.srs.study_days import study_day as study_day_of

MINUTES_AN_HOUR = 60
HOURS_A_DAY = 24
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
YEAR = timedelta(days=365.25)
MONTH = YEAR / 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one rating: *due* is a UTC instant, *label* the way there in words.

    *phase* is the card's phase afterwards; *next* holds the outcomes of the next answer,
    given at *due*, keyed like the whole; None outside steps and at the deepest level.
    """

    due: datetime
    label: str
    phase: Phase
    next: dict[str, Outcome] | None = None


def outcomes(
    state: MemoryState,
    card: UUID,
    at: datetime,
    study_day: date,
    parameters: Parameters,
    zone: ZoneInfo,
    rollover_hour: int,
) -> dict[str, Outcome]:
    """Return the outcomes of an answer at the UTC instant *at*: ``again hard good easy``.

    Planned without the load of other days, so a stored due date may differ within fuzz.
    """
    context = _Context(card, parameters, zone, rollover_hour)
    levels = len(steps_of(state.phase, parameters)) + 1
    return _outcomes(state, at, study_day, levels, context)


def label(wait: timedelta) -> str:
    """Return a waiting time in words, rounded: ``1 min``, ``2 h``, ``3 d``, ``2.1 mo``."""
    minutes, hours, days = (_rounded(wait / unit) for unit in (MINUTE, HOUR, DAY))
    if wait < MINUTE:
        return "< 1 min"
    if minutes < MINUTES_AN_HOUR:
        return f"{minutes} min"
    if hours < HOURS_A_DAY:
        return f"{hours} h"
    if wait < MONTH:
        return f"{days} d"
    count, unit = (wait / MONTH, "mo") if wait < YEAR else (wait / YEAR, "y")
    return f"{count:.1f}".removesuffix(".0") + f" {unit}"


@dataclass(frozen=True, slots=True)
class _Context:
    """What stays the same on every level."""

    card: UUID
    parameters: Parameters
    zone: ZoneInfo
    rollover_hour: int


def _outcomes(
    state: MemoryState, at: datetime, study_day: date, levels: int, context: _Context
) -> dict[str, Outcome]:
    states = preview(state, at, study_day, context.parameters)
    return {
        rating.name.lower(): _outcome(rating, after, at, levels - 1, context)
        for rating, after in states.items()
    }


def _outcome(
    rating: Rating, after: MemoryState, at: datetime, levels: int, context: _Context
) -> Outcome:
    due = due_after(
        after, context.card, context.parameters, context.zone, context.rollover_hour, None, rating
    )
    day = study_day_of(due, context.zone, context.rollover_hour)
    if not in_steps(after):
        return Outcome(due, label(day - last_study_day(after)), after.phase)
    following = _outcomes(after, due, day, levels, context) if levels else None
    return Outcome(due, label(due - at), after.phase, following)


def _rounded(number: float) -> int:
    """Round half up: five and a half minutes read as six, two and a half as three."""
    return int(number + 0.5)
