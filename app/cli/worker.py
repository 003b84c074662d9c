"""``flask worker``: does the background jobs until it is told to stop."""

from __future__ import annotations

import os
import signal
import threading
from datetime import datetime

import click

from app.clock import utc_now
from app.config import from_environment
from app.db import Access, Database, Unavailable
from app.models import Job
from app.services.jobs import queue

LOOK_EVERY = 2.0  # seconds between looks at an empty queue


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(*, once: bool) -> None:
    """Do background jobs; ends with SIGTERM, Ctrl-C, or the process that started it.

    Example: flask worker --once
    """
    database = Database(from_environment().database_url)
    if once:
        while _do_one(database):
            pass
    else:
        _work(database)


def _work(database: Database) -> None:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    parent = os.getppid()
    while not stopped.is_set() and os.getppid() == parent:
        if not _do_one(database):
            stopped.wait(LOOK_EVERY)


def _do_one(database: Database) -> bool:
    """Do the next job that is due, if any; an outage of the database only takes time."""
    try:
        with database.transaction() as session:
            now = utc_now()
            queue.enqueue_daily(session, now)
            job = queue.take(session, now)
            if job is None:
                return False
            if job.kind not in queue.READING:
                queue.run(session, job, now)
        if job.kind in queue.READING:
            job = _read(database, job, now)
    except Unavailable as outage:
        click.echo(f"The database is not available, trying again: {outage}", err=True)
        return False
    if job.error:
        click.echo(f"Job {job.key}, attempt {job.attempts}: {job.error}", err=True)
    return True


def _read(database: Database, job: Job, now: datetime) -> Job:
    """Do a job that reads for long, while others may write; return its row as it is then.

    What it has found is written in a second, short transaction.
    """
    with database.transaction(Access.READ) as session:
        result = queue.attempt(session, job, now)
    with database.transaction() as session:
        stored = session.get_one(Job, job.id, with_for_update=True)
        if stored.finished_at is None:  # another worker may have been faster
            queue.close(session, stored, result, now)
    if not isinstance(result, str) and result.said:
        click.echo(f"Job {stored.key}: {result.said}.", err=True)
    return stored
