"""What a student wrote on cards for nobody else; `app.services.private.notes` writes it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PrivateNote


def own_notes(session: Session, student_id: UUID, cards: Collection[UUID]) -> dict[UUID, str]:
    """Return the student's notes on *cards*, by card: plain text."""
    found = session.execute(
        select(PrivateNote.card_id, PrivateNote.text).where(
            PrivateNote.student_id == student_id, PrivateNote.card_id.in_(list(cards))
        )
    )
    return {row.card_id: row.text for row in found}
