"""Wanting a job: a row, written in the transaction that needs the work done."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Job


def want(
    session: Session, kind: str, key: str, now: datetime, payload: dict[str, Any] | None = None
) -> None:
    """Want a job of *kind*, unless one with the same *key* was wanted before.

    Knows no kinds, so that what a job's handler needs may want jobs itself; an unknown kind
    fails when a worker takes it. `app.services.jobs.queue.enqueue` refuses it at once.
    """
    if session.scalar(select(Job.id).where(Job.key == key)) is not None:
        return
    values = payload or {}
    session.add(
        Job(id=uuid.uuid4(), kind=kind, key=key, payload=values, created_at=now, due_at=now)
    )
    session.flush()
