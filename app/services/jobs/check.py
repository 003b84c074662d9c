"""The daily job ``check``: the doctor's examination; a fault fails the job, and so is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.services.doctor import examine

SHOWN = 3


class FaultsFoundError(Exception):
    """The doctor found faults; the message has the first of them."""


def run(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """Examine the database; raises FaultsFoundError with the first faults."""
    del payload, now
    faults = examine(session).faults
    if faults:
        first = "; ".join(fault.message for fault in faults[:SHOWN])
        raise FaultsFoundError(f"{len(faults)} faults, run `flask doctor`: {first}")
