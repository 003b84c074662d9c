"""Token buckets: how often somebody may still try."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Throttle(Base):
    """A bucket that refills steadily. *key* names what is limited, without personal data."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    tokens: Mapped[float]
    updated_at: Mapped[datetime]
