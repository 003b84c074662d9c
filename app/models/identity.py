"""What authors said of near misses: remembered, so that no later apply asks again."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class IdentityAnswer(Base):
    """Whether the note of text *exact* at *path* is the known *note_id*, as an author said.

    *verdict* is one of ``app.decks.identity.Verdict``. *done_at* is when a reset was carried
    out: it happens once, and from then on the answer only says that the two are the same.
    """

    __tablename__ = "identity_answer"

    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    exact: Mapped[str] = mapped_column(String(64), primary_key=True)
    note_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note.id"), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    given_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
