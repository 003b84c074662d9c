"""The queue of jobs: rows that are wanted, taken, done or given up.

A worker takes a job and does it in one transaction, so that a killed worker leaves the job as
it was. Several workers may take jobs at once: on PostgreSQL they skip what another has
locked, on SQLite their transactions come one after the other. A job that only reads is done
in a transaction of its own that holds nobody up; if two workers do it, no harm is done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Job
from app.services.jobs import check, close_quiz, learn, purge, refold, replan
from app.services.jobs.wanted import want
from app.services.jobs.work import Result

Handler = Callable[[Session, dict[str, Any], datetime], Result | None]


def fit_class(session: Session, payload: dict[str, Any], now: datetime) -> Result:
    """Do the job `app.services.jobs.fit_class`, which loads numpy."""
    from app.services.jobs import fit_class as job

    return job.run(session, payload, now)


def fit_weights(session: Session, payload: dict[str, Any], now: datetime) -> Result:
    """Do the job `app.services.jobs.fit_weights`, which loads numpy and the fitting package."""
    from app.services.jobs import fit_weights as job

    return job.run(session, payload, now)


HANDLERS: dict[str, Handler] = {
    "check": check.run,
    "close_quiz": close_quiz.run,
    "fit_class": fit_class,
    "fit_weights": fit_weights,
    "learn": learn.run,
    "purge": purge.run,
    "refold": refold.run,
    "replan": replan.run,
}
DAILY = ("check", "learn", "purge")
# Kinds that may take long: they read, and hand on what is to be written at the end.
READING = frozenset({"check", "fit_class", "fit_weights"})

MOST_ATTEMPTS = 5
FIRST_DELAY = timedelta(minutes=1)  # doubled with each attempt that failed


def enqueue(
    session: Session, kind: str, key: str, now: datetime, payload: dict[str, Any] | None = None
) -> None:
    """Want a job of *kind*, unless one with the same *key* was wanted before."""
    if kind not in HANDLERS:
        raise ValueError(f"There is no job of kind {kind!r}; known are {', '.join(HANDLERS)}.")
    want(session, kind, key, now, payload)


def enqueue_daily(session: Session, now: datetime) -> None:
    """Want today's daily jobs (the day is UTC's: they concern no student's day)."""
    for kind in DAILY:
        enqueue(session, kind, f"{kind}:{now.date().isoformat()}", now)


def take(session: Session, now: datetime) -> Job | None:
    """Return the job that has been due longest, locked for this transaction."""
    return session.scalar(
        select(Job)
        .where(Job.finished_at.is_(None), Job.due_at <= now)
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def run(session: Session, job: Job, now: datetime) -> None:
    """Do a job. Its own writes are undone when it fails; the job is then due again, later."""
    close(session, job, attempt(session, job, now), now)


def attempt(session: Session, job: Job, now: datetime) -> Result | str:
    """Do what a job asks for, and return its result, or what it failed of; the row is left."""
    try:
        with session.begin_nested():
            return HANDLERS[job.kind](session, job.payload, now) or Result("")
    except Exception as error:  # noqa: BLE001 - whatever a job dies of belongs into its row
        return f"{type(error).__name__}: {error}"


def close(session: Session, job: Job, result: Result | str, now: datetime) -> None:
    """Write what a job has found, and note in its row that the attempt was made."""
    error = result if isinstance(result, str) else _write(session, result)
    job.attempts += 1
    job.error = error
    if error is None:
        job.finished_at = now
    else:
        job.due_at = now + FIRST_DELAY * 2 ** (job.attempts - 1)
        job.finished_at = now if job.attempts >= MOST_ATTEMPTS else None


def _write(session: Session, result: Result) -> str | None:
    try:
        with session.begin_nested():
            if result.write is not None:
                result.write(session)
    except Exception as error:  # noqa: BLE001 - as in `attempt`
        return f"{type(error).__name__}: {error}"
    return None
