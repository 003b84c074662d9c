"""Who did what: administrative and grading actions, kept for whoever has to explain them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class AuditEvent(Base):
    """One action. *actor_id* is None for a command, and once the account is deleted."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_offering_id_at", "offering_id", "at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    offering_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("offering.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(300), default="")
    detail: Mapped[dict[str, Any]]
