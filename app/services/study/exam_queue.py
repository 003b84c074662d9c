"""Exam mode: what a student studies today for the next exam.

`app.srs.exam_day` decides; here the day so far is taken into account, so that whoever asks
again at noon gets the rest of the morning's plan and not a new one: cards first shown today
count as new once more when the day is planned, and are then left out. Loads numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Deck, Enrolment, User
from app.services.exam_cards import Asked, exam_cards
from app.services.exams_ahead import Exam, next_exam
from app.services.reading import DeckPlace
from app.services.study.cards import StudyCard, load_cards, study_cards
from app.services.study.coming import ComingDay, days_after, room
from app.services.study.day import Day, day_of
from app.services.study.queue import MOST_CARDS, StudyQueue
from app.services.study_preferences import mixes_private_cards
from app.srs import exam_day
from app.srs.exam_day import DayPlan
from app.srs.memory import Rating
from app.srs.queue import SECONDS_PER_NEW, SECONDS_PER_REVIEW
from app.srs.vector import Bools


@dataclass(frozen=True, slots=True)
class _Today:
    """The order of what is left of the day: *first* and later showings, then *repeats*."""

    cards: tuple[UUID, ...]
    repeats: frozenset[UUID]


def exam_queue(
    session: Session,
    student: User,
    enrolment: Enrolment,
    now: datetime,
    *,
    limit: int = MOST_CARDS,
    more_minutes: int = 0,
) -> StudyQueue | None:
    """Return the rest of today's cards for the next exam, None when no exam is ahead.

    *more_minutes*: beyond the day's cap. No outcomes come with the cards: in exam mode no
    interval is planned, and a failed card comes back in the same run (``repeat_failed``).
    """
    exam = next_exam(session, enrolment, now)
    if exam is None:
        return None
    day = day_of(session, student, enrolment.offering_id, now)
    asked = _asked(session, student, enrolment, exam, now)
    plan = plan_of(asked, day, enrolment.minutes_cap)
    minutes_left = max(0.0, enrolment.minutes_cap - day.seconds / 60)
    today = _today(asked, plan, day, (minutes_left + more_minutes) * 60)
    seen = dict(zip(asked.ids, asked.cards.seen.tolist(), strict=True))
    new = sum(not seen[card] for card in today.cards)
    return StudyQueue(
        cards=_shown(session, student, enrolment, now, today.cards[:limit]),
        new=new,
        learning=len(today.repeats),
        review=len(today.cards) - new - len(today.repeats),
        minutes_left=minutes_left,
        exam=exam,
        repeat_failed=bool(np.all(plan.repeat_failed)),
        left_out=_left_out(session, asked, plan, day),
    )


def exam_coming_days(
    session: Session,
    student: User,
    enrolment: Enrolment,
    now: datetime,
    count: int,
    shown: Collection[UUID],
) -> tuple[ComingDay, ...]:
    """Return the *count* days after today for the next exam, without the cards *shown* today.

    As `coming.coming_days`, to which they are alike; no day after the exam is among them.
    """
    exam = next_exam(session, enrolment, now)
    if exam is None:
        return ()
    asked = _asked(session, student, enrolment, exam, now)
    taken = set(shown)
    found: list[ComingDay] = []
    for day, starts in days_after(student, now, count):
        if starts >= exam.at:
            break
        rest = asked.kept([at for at, card in enumerate(asked.ids) if card not in taken])
        rest = replace(rest, today=day.toordinal())
        plan, whole = _whole_day(rest, day, enrolment.minutes_cap)
        chosen = whole[: room(found, count)]
        taken.update(chosen)
        cards = _shown(session, student, enrolment, now, chosen)
        found.append(_coming(starts, enrolment.minutes_cap, cards, rest, plan))
    return tuple(found)


def _whole_day(asked: Asked, day: date, cap_minutes: float) -> tuple[DayPlan, tuple[UUID, ...]]:
    """Return the plan of a day on which nothing is done yet, and its cards in order."""
    untouched = Day(day, 0.0, frozenset(), frozenset(), {}, first_run=False)
    plan = plan_of(asked, untouched, cap_minutes)
    return plan, _today(asked, plan, untouched, cap_minutes * 60).cards


def _coming(
    starts: datetime, minutes: float, cards: tuple[StudyCard, ...], asked: Asked, plan: DayPlan
) -> ComingDay:
    """Return the day with what a card costs on average; exam mode bounds no new cards."""
    seen = asked.cards.seen

    def average(some: Bools, otherwise: float) -> float:
        return float(plan.seconds[some].mean()) if some.any() else otherwise

    return ComingDay(
        starts,
        minutes,
        MOST_CARDS,
        cards,
        seconds_per_new=average(~seen, SECONDS_PER_NEW),
        seconds_per_review=average(seen, SECONDS_PER_REVIEW),
    )


def _asked(
    session: Session, student: User, enrolment: Enrolment, exam: Exam, now: datetime
) -> Asked:
    """Return what may be shown today: what the exam asks, and private cards if they are wanted."""
    mixed = mixes_private_cards(student.preferences)
    found = exam_cards(session, enrolment.offering, student.id, exam, now, with_private=mixed)
    return found.kept([int(place) for place in np.flatnonzero(~found.not_today)])


def _shown(
    session: Session, student: User, enrolment: Enrolment, now: datetime, chosen: Sequence[UUID]
) -> tuple[StudyCard, ...]:
    rows = load_cards(session, student.id, enrolment.offering, now, only=chosen)
    return study_cards(session, student, [rows[card] for card in chosen], now, with_outcomes=False)


def plan_of(asked: Asked, day: Day, cap_minutes: float) -> DayPlan:
    """Plan the day as it looked when it began: what was introduced today was new then."""
    introduced = np.array([card in day.introduced for card in asked.ids], dtype=bool)
    cards = replace(asked.cards, stability=np.where(introduced, np.nan, asked.cards.stability))
    known = asked.parameters
    return exam_day.plan_day(
        cards, asked.today, asked.exam_day, known.fsrs.weights, cap_minutes * 60, known.pace
    )


def rest_of(
    asked: Asked, plan: DayPlan, day: Day, seconds: float
) -> tuple[list[int], list[UUID], float]:
    """Return what is left of the plan, best first: the places of cards that were not shown
    today, the failed cards that come back, and the seconds that those take.
    """
    done = np.array([card in day.ratings for card in asked.ids], dtype=bool)
    rest = replace(plan, score=np.where(done, exam_day.NOT_TODAY, plan.score))
    failed = [card for card in asked.ids if _comes_back(day.ratings.get(card, ()))]
    repeated = float(sum(plan.seconds[asked.ids.index(card)] for card in failed))
    return exam_day.within_cap(rest, seconds, repeated), failed, repeated


def _today(asked: Asked, plan: DayPlan, day: Day, seconds: float) -> _Today:
    """Return what is left of the plan, siblings and topics mixed, failed cards put back."""
    places, failed, _ = rest_of(asked, plan, day, seconds)
    order = exam_day.interleaved(
        [asked.ids[place] for place in places],
        [asked.notes[place] for place in places],
        [asked.decks[place] for place in places],
    )
    if np.all(plan.repeat_failed):
        first = {asked.ids[place] for place in np.flatnonzero(plan.reserved)}
        for card in reversed(failed):
            order = exam_day.put_back(order, card, first)
    else:
        order = [*order, *failed]
    return _Today(tuple(order), frozenset(failed))


def _comes_back(ratings: Sequence[int]) -> bool:
    """Return whether a card with these answers today is shown again today."""
    return 0 < len(ratings) < exam_day.SHOWINGS_A_DAY and ratings[-1] == Rating.AGAIN


def _left_out(session: Session, asked: Asked, plan: DayPlan, day: Day) -> dict[DeckPlace, int]:
    """Count the cards that will not fit before the exam, by deck, in the course's order."""
    places = np.flatnonzero(plan.unfit)
    counts = Counter(asked.decks[at] for at in places if asked.ids[at] not in day.ratings)
    titles = session.execute(select(Deck.id, Deck.title).where(Deck.id.in_(counts)))
    title_of = {row.id: row.title for row in titles}
    return {DeckPlace(deck, title_of[deck]): count for deck, count in counts.items()}
