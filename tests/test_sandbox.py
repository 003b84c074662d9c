"""What runs in a sandbox may hang, swell or crash; its caller never does."""

from __future__ import annotations

import gc
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import sandbox as module
from app.sandbox import Killed, Reason, Sandbox, answer, serve

ROOT = Path(__file__).resolve().parent.parent
RENDER = "app.decks.rendering:render"
EVAL = "builtins:eval"
STUCK = "__import__('re').match('(a|aa)+$', 'a' * 60 + 'b')"


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


def worker_pid(sandbox: Sandbox) -> int:
    pid = sandbox.run("__import__('os').getpid()")
    assert isinstance(pid, int)
    return pid


def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def gone(pid: int) -> bool:
    """Whether the process has ended; nobody may have taken its exit status yet."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return reaped(pid)


def reaped(pid: int) -> bool:
    """Whether nothing of the process is left, not even a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_call_returns_what_the_target_returns(evaluator: Sandbox) -> None:
    assert evaluator.run("[1, 'zwei', None, {'a': 2.5}]") == [1, "zwei", None, {"a": 2.5}]
    assert evaluator.run("'\\ud800 and \\u2028'") == "\ud800 and \u2028"


def test_a_dict_becomes_keyword_arguments() -> None:
    with Sandbox(RENDER) as sandbox:
        assert sandbox.run({"markdown": "*a*", "inline": True}) == "<em>a</em>"
        assert sandbox.run("*a*") == "<p><em>a</em></p>"


def test_calls_share_one_worker(evaluator: Sandbox, started: list[subprocess.Popen[bytes]]) -> None:
    assert worker_pid(evaluator) == worker_pid(evaluator) == started[0].pid
    assert len(started) == 1


def test_large_requests_and_results_pass_through(evaluator: Sandbox) -> None:
    text = "x" * 1_000_000
    assert evaluator.run(repr(text)) == text


def test_a_stuck_call_is_killed_after_its_time_and_the_next_one_works(evaluator: Sandbox) -> None:
    first = worker_pid(evaluator)
    begin = time.monotonic()
    with pytest.raises(Killed, match="timeout: stopped after 1 s") as caught:
        evaluator.run(STUCK)
    assert caught.value.reason is Reason.TIMEOUT
    assert 0.95 <= time.monotonic() - begin <= 1.6
    assert gone(first)
    assert evaluator.run("6 * 7") == 42
    assert worker_pid(evaluator) != first


@pytest.mark.parametrize(
    "markdown",
    ["[" * 6000, "\n".join("    " * depth + "- x" for depth in range(300))],
    ids=["brackets", "nested lists"],
)
def test_markdown_that_takes_minutes_is_killed(markdown: str) -> None:
    with Sandbox(RENDER, seconds=0.3) as sandbox:
        assert sandbox.run("warm") == "<p>warm</p>"
        begin = time.monotonic()
        with pytest.raises(Killed, match="timeout"):
            sandbox.run(markdown)
        assert time.monotonic() - begin < 1.0


def test_too_much_memory_is_refused_and_costs_the_worker_its_life(evaluator: Sandbox) -> None:
    first = worker_pid(evaluator)
    with pytest.raises(Killed) as caught:
        evaluator.run("len(bytearray(600 * 2**20))")
    assert caught.value.reason is Reason.MEMORY
    assert gone(first)
    assert evaluator.run("len(bytearray(100 * 2**20))") == 100 * 2**20


def test_an_endless_result_is_cut_off(evaluator: Sandbox) -> None:
    with pytest.raises(Killed, match="larger than") as caught:
        evaluator.run("'x' * 20_000_000")
    assert caught.value.reason is Reason.MEMORY
    assert evaluator.run("1") == 1


def test_an_exception_is_named_and_the_worker_lives_on(evaluator: Sandbox) -> None:
    first = worker_pid(evaluator)
    with pytest.raises(Killed, match="crash: ZeroDivisionError: division by zero") as caught:
        evaluator.run("1 / 0")
    assert caught.value.reason is Reason.CRASH
    with pytest.raises(Killed, match="RecursionError"):
        evaluator.run("__import__('functools').reduce(lambda a, _: [a], range(99999), 0)")
    with pytest.raises(Killed, match="TypeError"):
        evaluator.run("object()")
    assert worker_pid(evaluator) == first


def test_a_worker_that_ends_itself_is_a_crash_with_its_status(evaluator: Sandbox) -> None:
    with pytest.raises(Killed, match="the worker ended with status 3"):
        evaluator.run("__import__('os')._exit(3)")
    with pytest.raises(Killed, match="the worker ended with status -11"):
        evaluator.run("__import__('os').kill(__import__('os').getpid(), 11)")
    assert evaluator.run("1") == 1


def test_a_worker_that_died_between_calls_is_replaced_unnoticed(evaluator: Sandbox) -> None:
    pid = worker_pid(evaluator)
    os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: gone(pid))
    assert evaluator.run("1") == 1


def test_what_the_target_prints_does_not_mix_with_answers(evaluator: Sandbox) -> None:
    assert evaluator.run("print('noise', flush=True) or 7") == 7


def test_run_many_gives_a_result_or_a_killed_for_each(evaluator: Sandbox) -> None:
    first, second, third = evaluator.run_many(["1", "1 / 0", "3"])
    assert (first, third) == (1, 3)
    assert isinstance(second, Killed)


def test_threads_get_their_own_answers(evaluator: Sandbox) -> None:
    wrong: list[object] = []

    def ask(number: int) -> None:
        answers = [evaluator.run(f"{number} * 1000 + {i}") for i in range(50)]
        if answers != [number * 1000 + i for i in range(50)]:
            wrong.append(answers)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_worker_outlives_the_thread_that_started_it(evaluator: Sandbox) -> None:
    pids: list[int] = []
    thread = threading.Thread(target=lambda: pids.append(worker_pid(evaluator)))
    thread.start()
    thread.join()
    assert pids == [worker_pid(evaluator)]


def test_an_interrupted_call_leaves_no_answer_for_the_next(
    evaluator: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = worker_pid(evaluator)
    with monkeypatch.context() as patch:

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(module, "_wait", interrupt)
        with pytest.raises(KeyboardInterrupt):
            evaluator.run("1")
    assert gone(first)
    assert evaluator.run("2") == 2


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


def test_the_working_directory_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app.py").write_text("raise SystemExit(1)\n")
    (tmp_path / "json.py").write_text("raise SystemExit(1)\n")
    monkeypatch.chdir(tmp_path)
    with Sandbox(RENDER) as sandbox:
        assert sandbox.run("a") == "<p>a</p>"


def test_the_worker_gets_no_environment_and_no_web_framework(
    evaluator: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "hidden")
    names = set(evaluator.run("list(__import__('os').environ)"))
    assert names <= {"PYTHONPATH", "LC_CTYPE", "LD_LIBRARY_PATH", "__CF_USER_TEXT_ENCODING"}
    evaluator.run("__import__('app.decks.rendering').decks.rendering.render('a')")
    loaded = set(evaluator.run("sorted(__import__('sys').modules)"))
    assert "markdown" in loaded
    assert not loaded & {"flask", "sqlalchemy", "click", "alembic"}


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
            assert eventually(begun.exists)
        parent.kill()
        assert eventually(lambda: gone(pid))


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


def test_serving_answers_line_by_line_until_the_requests_end() -> None:
    answers = io.BytesIO()
    serve(lambda number: number + 1, io.BytesIO(b"1\n2\n"), answers, alarm=5)
    assert answers.getvalue() == b'{"result": 2}\n{"result": 3}\n'
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_worker_names_the_reason_when_a_call_fails() -> None:
    def swell(_: object) -> None:
        raise MemoryError

    assert answer(swell, b"1")["reason"] == Reason.MEMORY
    assert answer(len, b"1") == {
        "reason": "crash",
        "detail": "TypeError: object of type 'int' has no len()",
    }
