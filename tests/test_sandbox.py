"""What runs in a sandbox may hang, swell or crash; its caller never does."""

from __future__ import annotations

import io
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import sandbox as module
from app.sandbox import Killed, Reason, Sandbox, answer, serve
from tests.workers import EVAL, STUCK, gone, worker_pid

RENDER = "app.decks.rendering:render"
SOON = 10.0  # seconds, of a busy machine; without the kill it would be minutes


@pytest.fixture
def evaluator() -> Iterator[Sandbox]:
    with Sandbox(EVAL) as sandbox:
        yield sandbox


def test_a_call_returns_what_the_target_returns(evaluator: Sandbox) -> None:
    assert evaluator.run("[1, 'zwei', None, {'a': 2.5}]") == [1, "zwei", None, {"a": 2.5}]
    assert evaluator.run("'\\ud800 and \\u2028'") == "\ud800 and \u2028"


def test_a_dict_becomes_keyword_arguments() -> None:
    with Sandbox(RENDER) as sandbox:
        assert sandbox.run({"markdown": "*a*", "inline": True}) == "<em>a</em>"
        assert sandbox.run("*a*") == "<p><em>a</em></p>"


def test_large_requests_and_results_pass_through(evaluator: Sandbox) -> None:
    text = "x" * 1_000_000
    assert evaluator.run(repr(text)) == text


def test_a_stuck_call_is_killed_after_its_time_and_the_next_one_works(evaluator: Sandbox) -> None:
    first = worker_pid(evaluator)
    begin = time.monotonic()
    with pytest.raises(Killed, match="timeout: stopped after 1 s") as caught:
        evaluator.run(STUCK)
    assert caught.value.reason is Reason.TIMEOUT
    assert 0.95 <= time.monotonic() - begin <= SOON
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
        assert time.monotonic() - begin < SOON


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
