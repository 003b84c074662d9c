"""``flask worker`` does what is due, holds nobody up, and stops when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cli.worker import worker
from app.config import ROOT
from app.db import Access, Database
from app.models import Job
from app.services.jobs import queue
from tests.waiting import PATIENCE, eventually


def finished(database: Database) -> set[str]:
    with database.transaction(Access.READ) as session:
        return set(session.scalars(select(Job.kind).where(Job.finished_at.is_not(None))))


def test_once_does_what_is_due(sqlite: Database) -> None:
    url = str(sqlite.engine.url)
    result = CliRunner().invoke(
        worker, ["--once"], env={"DATABASE_URL": url, "SECRET_KEY": "a key"}
    )
    assert result.exit_code == 0, result.output
    assert finished(sqlite) == {"check", "learn", "purge"}


def test_while_a_job_only_reads_others_write(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = str(sqlite.engine.url)

    def write_meanwhile(session: Session, payload: dict[str, Any], now: datetime) -> None:
        other = Database(url)
        with other.transaction() as writing:
            writing.execute(select(Job))
        other.engine.dispose()
        raise RuntimeError("somebody could write")

    monkeypatch.setitem(queue.HANDLERS, "check", write_meanwhile)
    result = CliRunner().invoke(
        worker, ["--once"], env={"DATABASE_URL": url, "SECRET_KEY": "a key"}
    )
    assert result.exit_code == 0, result.output
    assert result.stderr.count("attempt 1: RuntimeError: somebody could write") == 1
    assert finished(sqlite) == {"learn", "purge"}


def test_it_works_until_sigterm(sqlite: Database) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "worker"],
        cwd=ROOT,
        env={"DATABASE_URL": str(sqlite.engine.url), "SECRET_KEY": "a key", "PATH": ""},
    )
    try:
        eventually(lambda: finished(sqlite) == {"check", "learn", "purge"})
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
