"""The days after today, for a browser that will be without a connection on them.

Each day gets what it asks of a student who does what comes before it: cards that fall due by
then, that the minutes of the days before could not hold, and the day's new ones. No card is in
two days. What is answered otherwise than planned, the browser puts right by the outcomes that
come with the cards; days that nobody studied on, by their order and the day's minutes.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.models import Enrolment, User
from app.services import fsrs_sets
from app.services.classes.visibility import instant_for
from app.services.study.cards import CardRow, StudyCard, load_cards, study_cards
from app.services.study.queue import MOST_CARDS, queue_card
from app.services.study.rest import rests_after
from app.srs.memory import Parameters
from app.srs.queue import (
    SECONDS_PER_NEW,
    SECONDS_PER_REVIEW,
    Limits,
    build_queue,
    new_allowance,
)
from app.srs.study_days import day_start, study_day

MOST_DAYS = 7


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A study day to come, which *starts* at this instant (UTC), and its *cards* in order.

    It has *minutes*, and no more than *most_new* cards are to be begun on it; a new card takes
    *seconds_per_new* of the minutes, any other *seconds_per_review*.
    """

    starts: datetime
    minutes: float
    most_new: int
    cards: tuple[StudyCard, ...]
    seconds_per_new: float = SECONDS_PER_NEW
    seconds_per_review: float = SECONDS_PER_REVIEW


def days_after(student: User, now: datetime, count: int) -> list[tuple[date, datetime]]:
    """Return the *count* study days after that of *now*, each with the instant it starts at."""
    zone = ZoneInfo(student.zone)
    today = study_day(now, zone, student.rollover_hour)
    days = [today + timedelta(days=number) for number in range(1, count + 1)]
    return [(day, day_start(day, zone, student.rollover_hour)) for day in days]


def room(found: Sequence[ComingDay], count: int) -> int:
    """Return how many cards the next of *count* days may have; what one leaves is the others'."""
    left = MOST_CARDS - sum(len(day.cards) for day in found)
    return math.ceil(left / (count - len(found)))


def coming_days(
    session: Session,
    student: User,
    enrolment: Enrolment,
    now: datetime,
    count: int,
    shown: Collection[UUID],
) -> tuple[ComingDay, ...]:
    """Return the *count* days after today in schedule mode, without the cards *shown* today.

    Fewer days where study rests after an exam. Of decks that students cannot see at *now*
    nothing is among the cards, also where they can later.
    """
    seen_at = instant_for(enrolment.role, now)
    rows = load_cards(session, student.id, enrolment.offering, seen_at)
    rest = {card: row for card, row in rows.items() if card not in shown}
    parameters = fsrs_sets.of_offering(session, enrolment.offering_id)
    found: list[ComingDay] = []
    for day, starts in days_after(student, now, count):
        if rests_after(session, student, enrolment, starts) is not None:
            break
        limits = _whole_day(enrolment.minutes_cap)
        most = room(found, count)
        chosen = [rest.pop(card) for card in _asked(rest, day, starts, limits, parameters)[:most]]
        cards = study_cards(session, student, chosen, starts, with_outcomes=True)
        found.append(ComingDay(starts, limits.minutes_left, limits.new_left, cards))
    return tuple(found)


def _asked(
    rows: Mapping[UUID, CardRow], day: date, starts: datetime, limits: Limits, known: Parameters
) -> list[UUID]:
    queue = build_queue((queue_card(row) for row in rows.values()), starts, day, limits, known)
    return [card.card for card in queue.cards]


def _whole_day(cap_minutes: int) -> Limits:
    allowed = new_allowance(0, cap_minutes, cap_minutes=cap_minutes)
    return Limits(new_left=allowed, minutes_left=cap_minutes)
