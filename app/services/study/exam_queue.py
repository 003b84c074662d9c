"""Exam mode: what a student studies today for the next exam.

`app.srs.exam_day` decides; here the day so far is taken into account, so that whoever asks
again at noon gets the rest of the morning's plan and not a new one: cards first shown today
count as new once more when the day is planned, and are then left out. Loads numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from app.models import Enrolment, User
from app.services.classes.visibility import instant_for
from app.services.exam_cards import Asked, exam_cards
from app.services.exams_ahead import next_exam
from app.services.reading import DeckPlace
from app.services.study.cards import CardRow, load_cards, study_cards
from app.services.study.day import Day, day_of
from app.services.study.queue import MOST_CARDS, StudyQueue
from app.srs import exam_day
from app.srs.exam_day import DayPlan
from app.srs.memory import Rating


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
    rows = load_cards(session, student.id, enrolment.offering, instant_for(enrolment.role, now))
    day = day_of(session, student, enrolment.offering_id, now)
    asked = _studied(exam_cards(session, enrolment.offering, student.id, exam, now), rows, day)
    plan = _plan(asked, day, enrolment.minutes_cap)
    minutes_left = max(0.0, enrolment.minutes_cap - day.seconds / 60)
    today = _today(asked, plan, day, (minutes_left + more_minutes) * 60)
    chosen = [rows[card] for card in today.cards]
    new = sum(row.state is None or row.state.repetitions == 0 for row in chosen)
    return StudyQueue(
        cards=study_cards(session, student, chosen[:limit], now, with_outcomes=False),
        new=new,
        learning=len(today.repeats),
        review=len(chosen) - new - len(today.repeats),
        minutes_left=minutes_left,
        exam=exam,
        repeat_failed=bool(np.all(plan.repeat_failed)),
        left_out=_left_out(asked, plan, day, rows),
    )


def _studied(asked: Asked, rows: Mapping[UUID, CardRow], day: Day) -> Asked:
    """Leave out what is not to be shown: suspended, buried today, or in a hidden deck."""

    def shown(card: UUID) -> bool:
        row = rows.get(card)
        if row is None:
            return False
        state = row.state
        return state is None or not (
            state.suspended or (state.buried_until is not None and day.today < state.buried_until)
        )

    return asked.kept([place for place, card in enumerate(asked.ids) if shown(card)])


def _plan(asked: Asked, day: Day, cap_minutes: float) -> DayPlan:
    """Plan the day as it looked when it began: what was introduced today was new then."""
    introduced = np.array([card in day.introduced for card in asked.ids], dtype=bool)
    cards = replace(asked.cards, stability=np.where(introduced, np.nan, asked.cards.stability))
    known = asked.parameters
    return exam_day.plan_day(
        cards, asked.today, asked.exam_day, known.fsrs.weights, cap_minutes * 60, known.pace
    )


def _today(asked: Asked, plan: DayPlan, day: Day, seconds: float) -> _Today:
    """Return what is left of the plan, siblings and topics mixed, failed cards put back."""
    done = np.array([card in day.ratings for card in asked.ids], dtype=bool)
    rest = replace(plan, score=np.where(done, exam_day.NOT_TODAY, plan.score))
    failed = [card for card in asked.ids if _comes_back(day.ratings.get(card, ()))]
    repeated = float(sum(plan.seconds[asked.ids.index(card)] for card in failed))
    places = exam_day.within_cap(rest, max(0.0, seconds - repeated))
    order = exam_day.interleaved(
        [asked.ids[place] for place in places],
        [asked.notes[place] for place in places],
        [asked.decks[place] for place in places],
    )
    if np.all(plan.repeat_failed):
        for card in reversed(failed):
            order = exam_day.put_back(order, card)
    else:
        order = [*order, *failed]
    return _Today(tuple(order), frozenset(failed))


def _comes_back(ratings: Sequence[int]) -> bool:
    """Return whether a card with these answers today is shown again today."""
    return 0 < len(ratings) < exam_day.SHOWINGS_A_DAY and ratings[-1] == Rating.AGAIN


def _left_out(
    asked: Asked, plan: DayPlan, day: Day, rows: Mapping[UUID, CardRow]
) -> dict[DeckPlace, int]:
    """Count the cards that will not fit before the exam, by deck, in the course's order."""
    cards = (asked.ids[place] for place in np.flatnonzero(plan.unfit))
    decks = (rows[card].deck for card in cards if card not in day.ratings)
    return dict(Counter(DeckPlace(deck.id, deck.title) for deck in decks))
