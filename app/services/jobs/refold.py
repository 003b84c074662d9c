"""The job ``refold``: one student's states under a newer FSRS set than theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CardState, User
from app.services import fsrs_sets
from app.services.events.states import refold

CARDS_AT_ONCE = 500  # databases bound how many values one statement may hold


def run(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """Fold anew every state of the student that names another set than the one in force.

    They are planned anew, too, by easy days and breaks, those due first before the others. The
    student's row is locked first, as for answers. An account deleted since is no fault.
    """
    student = session.get(User, UUID(payload["student"]), with_for_update=True)
    if student is None:
        return
    found = session.execute(
        select(CardState.card_id, CardState.parameter_set)
        .where(CardState.student_id == student.id)
        .order_by(CardState.due, CardState.card_id)
    ).all()
    for first in range(0, len(found), CARDS_AT_ONCE):
        part = {row.card_id: row.parameter_set for row in found[first : first + CARDS_AT_ONCE]}
        current = fsrs_sets.of_cards(session, student.id, part.keys())
        stale = [card for card in part if current[card].number != part[card]]
        refold(session, student, stale, balanced_at=now)
