"""``flask worker`` does what is due and stops when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from click.testing import CliRunner
from sqlalchemy import select

from app.cli.worker import worker
from app.config import ROOT
from app.db import Access, Database
from app.models import Job


def finished(database: Database) -> set[str]:
    with database.transaction(Access.READ) as session:
        return set(session.scalars(select(Job.kind).where(Job.finished_at.is_not(None))))


def test_once_does_what_is_due(sqlite: Database) -> None:
    url = str(sqlite.engine.url)
    result = CliRunner().invoke(
        worker, ["--once"], env={"DATABASE_URL": url, "SECRET_KEY": "a key"}
    )
    assert result.exit_code == 0, result.output
    assert finished(sqlite) == {"check", "purge"}


def test_it_works_until_sigterm(sqlite: Database) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "worker"],
        cwd=ROOT,
        env={"DATABASE_URL": str(sqlite.engine.url), "SECRET_KEY": "a key", "PATH": ""},
    )
    try:
        deadline = time.monotonic() + 15
        while finished(sqlite) != {"check", "purge"}:
            assert time.monotonic() < deadline, "The worker did nothing."
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=5) == 0
    finally:
        process.kill()
        process.wait()
