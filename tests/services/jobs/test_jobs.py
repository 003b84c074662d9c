"""Jobs are done once, tried again when they fail, and survive a worker that dies."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Access, Database
from app.models import CardState, Job, LoginSession, Throttle, User
from app.services import login_sessions
from app.services.jobs import queue
from tests.factories import make_course, make_user

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def work(database: Database, now: datetime = NOW) -> Job | None:
    """Take and do one job, as a worker does."""
    with database.transaction() as session:
        job = queue.take(session, now)
        if job is not None:
            queue.run(session, job, now)
        return job


def count(database: Database, table: type) -> int:
    with database.transaction(Access.READ) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_daily_jobs_are_wanted_once_a_day_and_done_once(database: Database) -> None:
    for _ in range(2):
        with database.transaction() as session:
            queue.enqueue_daily(session, NOW)
    assert count(database, Job) == len(queue.DAILY)
    done = [work(database) for _ in queue.DAILY]
    assert {job.kind for job in done if job} == set(queue.DAILY)
    assert all(job and job.finished_at == NOW and job.error is None for job in done)
    assert work(database) is None


def test_two_workers_at_midnight_want_the_daily_jobs_once(database: Database) -> None:
    looking = threading.Barrier(2)

    def want() -> None:
        with database.transaction() as session:
            with suppress(threading.BrokenBarrierError):  # SQLite lets nobody else in meanwhile
                looking.wait(timeout=0.5)
            queue.enqueue_daily(session, NOW)

    with ThreadPoolExecutor(2) as workers:
        for each in [workers.submit(want) for _ in range(2)]:
            each.result()
    assert count(database, Job) == len(queue.DAILY)


def test_a_job_that_fails_is_tried_again_later_and_its_writes_are_undone(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(session: Session, payload: dict[str, Any], now: datetime) -> None:
        make_user(session, payload["name"])
        raise RuntimeError(f"no luck at {now:%H:%M}")

    monkeypatch.setitem(queue.HANDLERS, "purge", fail)
    with database.transaction() as session:
        queue.enqueue(session, "purge", "one", NOW, {"name": "Ada"})
    moment = NOW
    for attempt in range(1, queue.MOST_ATTEMPTS + 1):
        job = work(database, moment)
        assert job is not None
        assert job.attempts == attempt
        assert job.error == f"RuntimeError: no luck at {moment:%H:%M}"
        assert work(database, moment) is None
        assert job.due_at - moment == timedelta(minutes=2 ** (attempt - 1))
        moment = job.due_at
    assert work(database, moment) is None  # given up
    assert count(database, User) == 0


def test_a_worker_that_dies_leaves_the_job_to_the_next(database: Database) -> None:
    with database.transaction() as session:
        queue.enqueue(session, "purge", "one", NOW)
    with pytest.raises(KeyboardInterrupt):
        die_at_work(database)
    job = work(database)
    assert job is not None
    assert job.attempts == 1


def die_at_work(database: Database) -> None:
    with database.transaction() as session:
        assert queue.take(session, NOW)
        raise KeyboardInterrupt


def test_an_unknown_kind_is_refused(database: Database) -> None:
    with database.transaction() as session, pytest.raises(ValueError, match="dance"):
        queue.enqueue(session, "dance", "one", NOW)


def test_purge_keeps_what_is_alive(database: Database) -> None:
    long_ago = NOW - timedelta(days=90)
    with database.transaction() as session:
        user = make_user(session)
        login_sessions.begin(session, user, long_ago)
        session.add(Throttle(key="old", tokens=1.0, updated_at=long_ago))
        session.add(Throttle(key="new", tokens=1.0, updated_at=NOW))
        queue.enqueue(session, "purge", "old", long_ago)
    work(database, long_ago)
    with database.transaction() as session:
        session.add(
            LoginSession(
                user_id=user.id,
                id=uuid.uuid4(),
                token_hash="alive",
                created_at=NOW,
                last_seen_at=NOW,
                expires_at=NOW + timedelta(days=1),
            )
        )
        queue.enqueue(session, "purge", "today", NOW)
    work(database)
    with database.transaction(Access.READ) as session:
        assert session.scalars(select(LoginSession.token_hash)).all() == ["alive"]
        assert session.scalars(select(Throttle.key)).all() == ["new"]
        assert session.scalars(select(Job.key)).all() == ["today"]


def test_check_keeps_the_faults_it_finds(database: Database) -> None:
    with database.transaction() as session:
        student, world = make_user(session), make_course(session, cards=1)
        session.add(
            CardState(student_id=student.id, card_id=world.cards[0], parameter_set=0, repetitions=9)
        )
        queue.enqueue(session, "check", "one", NOW)
    job = work(database)
    assert job is not None
    assert str(world.cards[0]) in str(job.error)
