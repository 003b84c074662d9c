"""The background worker is kept running beside the web server, and no longer than it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from app.cli import worker_watch
from app.cli.worker_watch import LOOK_EVERY, watch
from app.config import ROOT
from app.db import Database
from tests.waiting import eventually

# Stands in for the web server: starts the watch, then does nothing until it is killed.
PARENT = """
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-m", "app.cli.worker_watch", str(os.getpid())])
time.sleep(60)
"""


STUBBORN = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
time.sleep(60)
"""


class Waits:
    """Notes each pause instead of sleeping, and says that the end has come after the last."""

    def __init__(self, most: int) -> None:
        self.pauses: list[float] = []
        self.most = most

    def __call__(self, seconds: float) -> bool:
        if seconds == LOOK_EVERY:
            time.sleep(0.01)
        elif seconds:
            self.pauses.append(seconds)
        return len(self.pauses) >= self.most


def test_a_worker_that_keeps_dying_is_started_again_ever_more_slowly(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    started = tmp_path / "started"
    waits = Waits(most=8)
    watch(["sh", "-c", f"echo started >> {started}; exit 3"], waits)
    assert waits.pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert len(started.read_text().splitlines()) == 8
    said = capfd.readouterr().err.splitlines()
    first = "The background worker has ended (exit code 3); another one starts in 1 s."
    assert (said[0], len(said)) == (first, 8)


def test_what_killed_the_worker_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    watch(["sh", "-c", "kill -KILL $$"], Waits(most=1))
    assert "(SIGKILL)" in capfd.readouterr().err


def test_after_a_long_life_a_worker_is_started_again_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_watch, "GROWN_UP", 0.0)
    waits = Waits(most=3)
    watch(["sh", "-c", "exit 1"], waits)
    assert waits.pauses == [1, 1, 1]


def test_a_worker_that_will_not_end_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_watch, "GRACE", 0.2)
    pid = tmp_path / "pid"
    watch([sys.executable, "-c", STUBBORN, str(pid)], until_written(pid))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def until_written(file: Path) -> Callable[[float], bool]:
    def wait(seconds: float) -> bool:
        time.sleep(min(seconds, 0.01))
        return file.exists() and file.read_text() != ""

    return wait


@pytest.fixture
def server(sqlite: Database, tmp_path: Path) -> Iterator[psutil.Process]:
    environment = {"DATABASE_URL": str(sqlite.engine.url), "INSTANCE_DIR": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=ROOT,
        env=os.environ | environment,
        start_new_session=True,
    )
    family = psutil.Process(process.pid)
    descendants: list[psutil.Process] = []
    yield family
    if family.is_running():
        descendants = family.children(recursive=True)
        process.kill()
    process.wait()
    for each in descendants:
        each.kill()


def test_a_killed_worker_is_replaced_and_both_end_with_the_server(
    server: psutil.Process,
) -> None:
    watcher, first = watcher_and_worker(server)
    first.kill()
    eventually(lambda: first not in server.children(recursive=True))
    _, second = watcher_and_worker(server)
    assert second.pid != first.pid
    server.kill()
    server.wait()
    eventually(lambda: ended(watcher) and ended(second))


def test_the_watch_told_to_end_ends_its_worker(server: psutil.Process) -> None:
    watcher, worker = watcher_and_worker(server)
    watcher.send_signal(signal.SIGTERM)
    eventually(lambda: ended(worker) and ended(watcher))


def watcher_and_worker(server: psutil.Process) -> tuple[psutil.Process, psutil.Process]:
    eventually(lambda: len(server.children(recursive=True)) == 2)
    (watcher,) = server.children()
    (worker,) = watcher.children()
    return watcher, worker


def ended(process: psutil.Process) -> bool:
    """Tell whether a process has ended, whether or not its parent has taken note yet."""
    with suppress(psutil.NoSuchProcess):
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    return True
