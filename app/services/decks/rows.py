"""Writing rows: only what differs, and in the order in which they refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.models import Base, Card, CardRevision, Note, NoteRevision, Rendering

ORDER = (Note, NoteRevision, Card, CardRevision, Rendering)


def assign(row: Base, values: Mapping[str, Any]) -> None:
    """Set only what differs, so that an unchanged row is not written at all."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def insert_in_order(session: Session, rows: Iterable[Base]) -> None:
    """Insert *rows* of notes and cards, what is referred to first.

    Without relationships between the mapped classes the session does not know that order.
    """
    rows = list(rows)
    for kind in ORDER:
        session.add_all(row for row in rows if type(row) is kind)
        session.flush()
