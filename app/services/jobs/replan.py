"""The job ``replan``: a student's due dates by the easy days and breaks that hold now.

What was due before today stays where it is: it waits already, and is the backlog's matter.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CardState, User
from app.services.events.states import refold
from app.srs.memory import Phase
from app.srs.study_days import day_start, study_day

CARDS_AT_ONCE = 500  # databases bound how many values one statement may hold


def run(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """Plan every card anew that is due later than today, those due first before the others.

    The student's row is locked first, as for answers. An account deleted since is no fault.
    """
    student = session.get(User, UUID(payload["student"]), with_for_update=True)
    if student is None:
        return
    zone, rollover = ZoneInfo(student.zone), student.rollover_hour
    today = day_start(study_day(now, zone, rollover), zone, rollover)
    cards = session.scalars(
        select(CardState.card_id)
        .where(
            CardState.student_id == student.id,
            CardState.phase == Phase.REVIEW,
            CardState.due > today,
        )
        .order_by(CardState.due, CardState.card_id)
    ).all()
    for first in range(0, len(cards), CARDS_AT_ONCE):
        part = cards[first : first + CARDS_AT_ONCE]
        refold(session, student, part, balanced_at=now)
