"""An event as a row of the log, as `record` and the demo's simulated history write it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.models import User
from app.services.events.types import NewEvent
from app.srs.study_days import study_day


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server adds to an event: where it belongs, when it came, what was planned."""

    offering_id: UUID | None
    received_at: datetime
    planned_due: datetime | None


def row(event: NewEvent, student: User, receipt: Receipt) -> dict[str, Any]:
    """Return the values of the table ``event``; the study day is computed here, once."""
    return {
        "student_id": student.id,
        "id": event.id,
        "offering_id": receipt.offering_id,
        "device": event.device,
        "seq": event.seq,
        "type": event.type.value,
        "mode": event.mode.value if event.mode else None,
        "card_id": event.card,
        "version": event.version,
        "rating": event.rating,
        "target": event.target,
        "answered_at": event.answered_at,
        "received_at": receipt.received_at,
        "zone": event.zone,
        "study_day": study_day(event.answered_at, ZoneInfo(event.zone), student.rollover_hour),
        "elapsed_ms": event.elapsed_ms,
        "detail": event.detail,
        "planned_due": receipt.planned_due,
    }
