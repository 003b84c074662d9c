"""Workers live as long as their sandbox and its process, and leave nothing behind."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.sandbox import Killed, Sandbox
from tests.waiting import eventually
from tests.workers import EVAL, STUCK, gone, reaped, worker_pid

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def evaluator() -> Iterator[Sandbox]:
    with Sandbox(EVAL) as sandbox:
        yield sandbox


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that a sandbox starts during the test."""
    processes: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return processes


def test_calls_share_one_worker(evaluator: Sandbox, started: list[subprocess.Popen[bytes]]) -> None:
    assert worker_pid(evaluator) == worker_pid(evaluator) == started[0].pid
    assert len(started) == 1


def test_a_worker_that_died_between_calls_is_replaced_unnoticed(evaluator: Sandbox) -> None:
    pid = worker_pid(evaluator)
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: gone(pid))
    assert evaluator.run("1") == 1


def test_a_worker_outlives_the_thread_that_started_it(evaluator: Sandbox) -> None:
    pids: list[int] = []
    thread = threading.Thread(target=lambda: pids.append(worker_pid(evaluator)))
    thread.start()
    thread.join()
    assert pids == [worker_pid(evaluator)]


def test_closing_leaves_no_process_behind(started: list[subprocess.Popen[bytes]]) -> None:
    with Sandbox(EVAL, seconds=0.2) as sandbox:
        pid = worker_pid(sandbox)
        with pytest.raises(Killed):
            sandbox.run(STUCK)
        second = worker_pid(sandbox)
    assert [process.pid for process in started] == [pid, second]
    assert reaped(pid)
    assert reaped(second)
    sandbox.close()


def test_a_forgotten_sandbox_takes_its_worker_along() -> None:
    sandbox = Sandbox(EVAL)
    pid = worker_pid(sandbox)
    del sandbox
    gc.collect()
    assert reaped(pid)


def test_a_target_that_cannot_be_imported_is_an_error_of_the_program(
    started: list[subprocess.Popen[bytes]],
) -> None:
    with pytest.raises(RuntimeError, match="no_such_module:f did not start: ModuleNotFoundError"):
        Sandbox("no_such_module:f").run(1)
    with pytest.raises(RuntimeError, match="did not start: AttributeError"):
        Sandbox("app.decks.rendering:nothing").run(1)
    assert all(reaped(process.pid) for process in started)
    assert started


def test_a_worker_that_dies_while_starting_is_an_error_of_the_program(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="did not start: EOFError, status 1"):
        Sandbox(EVAL).run("1")
    assert all(reaped(process.pid) for process in started)
    assert started


PARENT = """
import sys
from app.sandbox import Sandbox
sandbox = Sandbox("builtins:eval", seconds=0.5)
print(sandbox.run("__import__('os').getpid()"), flush=True)
sys.stdin.readline()
if "busy" in sys.argv:
    sandbox._seconds = 600  # the parent's own clock shall not be what saves us
    sandbox.run(f"(open({sys.argv[2]!r}, 'w').close(), {sys.argv[3]})")
sys.stdin.readline()
"""


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_a_worker_dies_with_a_parent_that_is_killed(state: str, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", PARENT, state, str(begun), STUCK]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.stdin.write("\n")
        parent.stdin.flush()
        if state == "busy":
            eventually(begun.exists)
        parent.kill()
        eventually(lambda: gone(pid))


def test_a_fork_starts_a_worker_of_its_own_and_leaves_ours_alone(evaluator: Sandbox) -> None:
    pid = worker_pid(evaluator)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        own = worker_pid(evaluator)
        evaluator.close()
        os.write(writer, str(own).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader) as answers:
        assert int(answers.read()) != pid
    assert worker_pid(evaluator) == pid
