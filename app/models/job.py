"""Background work: a job is a row, written in the transaction that wants it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Job(Base):
    """Work to be done once, not before *due_at*. *key* keeps the same work from being queued twice.

    *finished_at* is set when it is done or given up; *error* then tells which.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_finished_at_due_at", "finished_at", "due_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
