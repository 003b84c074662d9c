"""Wanting a job: a row, written in the transaction that needs the work done."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Job


def want(
    session: Session,
    kind: str,
    key: str,
    now: datetime,
    payload: dict[str, Any] | None = None,
    due_at: datetime | None = None,
) -> None:
    """Want a job of *kind*, unless one with the same *key* was wanted before.

    It is not done before *due_at* (None: at once).

    Knows no kinds, so that what a job's handler needs may want jobs itself; an unknown kind
    fails when a worker takes it. `app.services.jobs.queue.enqueue` refuses it at once.
    """
    if session.scalar(select(Job.id).where(Job.key == key)) is not None:
        return
    wanted = Job(
        id=uuid.uuid4(),
        kind=kind,
        key=key,
        payload=payload or {},
        created_at=now,
        due_at=due_at or now,
    )
    # Who wants the same at the same moment, such as two workers at midnight, waits here for the
    # other, and finds that nothing is left to do.
    with suppress(IntegrityError), session.begin_nested():
        session.add(wanted)
