"""Storing card states: the fold's memory, and the plan of when each card is due.

The memory is what the log says; the plan may be made anew (docs/adr/0011).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CardState, User
from app.services import fsrs_sets
from app.services.events.load import Load, load_of
from app.services.events.states import Folded, folded, memory_of
from app.srs.due import plan_due, pulled_forward
from app.srs.memory import Parameters, Phase
from app.srs.study_days import study_day


def refold(
    session: Session,
    student: User,
    cards: Collection[UUID],
    *,
    balanced_at: datetime | None = None,
    keep_plans: bool = False,
) -> None:
    """Bring the stored states of *cards* in line with the log (use within a transaction).

    With *balanced_at*, the instant at which this is done, they are planned with an eye on what
    is due on other days, and by the student's easy days and breaks; without it the plan depends
    on each card alone. With *keep_plans* a card whose memory comes out as it was stays due when
    it was.
    """
    stored = {
        state.card_id: state
        for state in session.scalars(
            select(CardState).where(
                CardState.student_id == student.id, CardState.card_id.in_(list(cards))
            )
        )
    }
    sets = fsrs_sets.of_cards(session, student.id, cards)
    results = folded(session, student.id, cards, sets)
    kept = {
        card: state.due
        for card, state in stored.items()
        if keep_plans and _is_planned(state, results[card], sets[card])
    }
    load = _load(session, student, results.keys() - kept, balanced_at)
    for card, result in results.items():
        state = stored.get(card)
        if state is None:
            state = CardState(student_id=student.id, card_id=card)
            session.add(state)
        planned = card not in kept
        due = _planned(card, result, student, sets[card], load) if planned else kept[card]
        _store(state, result, sets[card].number, due)
    session.flush()


def _load(
    session: Session, student: User, cards: Collection[UUID], now: datetime | None
) -> Load | None:
    """Return what is due beside *cards*, None without an instant or a card to plan."""
    if now is None or not cards:
        return None
    today = study_day(now, ZoneInfo(student.zone), student.rollover_hour)
    return load_of(session, student, cards, today)


def _is_planned(state: CardState, result: Folded, parameters: Parameters) -> bool:
    """Tell whether the stored due date was planned from this very memory."""
    known = (memory_of(state), state.parameter_set)
    return known == (result.memory, parameters.number)


def _planned(
    card: UUID, result: Folded, student: User, parameters: Parameters, load: Load | None
) -> datetime | None:
    """Return when *card* is due, and count it into the *load*."""
    zone, rollover_hour = ZoneInfo(student.zone), student.rollover_hour
    due = plan_due(
        result.memory,
        card,
        parameters,
        zone,
        rollover_hour,
        load=load.seen if load else None,
        last_rating=result.last_rating,
    )
    if due is not None and result.missed_on is not None:
        due = pulled_forward(due, result.missed_on, zone, rollover_hour)
    if load is not None and due is not None and result.memory.phase is Phase.REVIEW:
        load.add(due)
    return due


def _store(state: CardState, result: Folded, parameter_set: int, due: datetime | None) -> None:
    memory, flags = result.memory, result.flags
    values: dict[str, Any] = {
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "phase": int(memory.phase),
        "step": memory.step,
        "repetitions": memory.repetitions,
        "lapses": memory.lapses,
        "last_review": memory.last_review,
        "study_day": memory.study_day,
        "suspended": flags.suspended,
        "buried_until": flags.buried_until,
        "flagged": flags.flagged,
        "tests": result.tally.tests,
        "recalled": result.tally.recalled,
        "parameter_set": parameter_set,
        "due": due,
    }
    for name, value in values.items():
        setattr(state, name, value)
