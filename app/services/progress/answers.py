"""Which of a student's own events count as answers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_

from app.models import Event, EventType
from app.services.events.states import not_retracted


def answers_of(student_id: UUID, offering_id: UUID | None = None) -> ColumnElement[bool]:
    """Return the condition of an answer that was not taken back, in any mode.

    *offering_id* None: in every course of the student.
    """
    own = and_(
        Event.student_id == student_id,
        Event.type == EventType.REVIEW.value,
        not_retracted(),
    )
    return own if offering_id is None else and_(own, Event.offering_id == offering_id)
