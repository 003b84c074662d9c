"""What a client reports, well-formed, and what it is told about each event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.models import EventType, Mode, ServerEventType


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One fact as a client sent it (interface: POST events); *answered_at* is UTC."""

    id: UUID
    device: UUID
    seq: int
    type: EventType | ServerEventType
    answered_at: datetime
    zone: str
    card: UUID | None = None
    mode: Mode | None = None
    version: int | None = None
    rating: int | None = None
    target: UUID | None = None
    elapsed_ms: int = 0
    detail: dict[str, Any] = field(default_factory=dict)


class Status(StrEnum):
    """What became of an event."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Result:
    """The fate of one event; *reason* is a sentence for a rejected one."""

    id: UUID
    status: Status
    reason: str | None = None
