"""Killable workers: a function runs in a process of its own, with a time and a memory limit.

``Sandbox("app.decks.rendering:render")`` starts ``python -m app.sandbox TARGET …`` on first
use and keeps it. Requests and answers are lines of JSON over its pipes. A call that takes too
long, needs too much memory or crashes costs that worker its life, never the caller's; the
next call gets a fresh one. Why it is built this way: docs/adr/0003.

A worker dies with its parent without PR_SET_PDEATHSIG (which fires when the *thread* that
started it ends): idle, it reads the end of its stdin; busy, the kernel's own alarm ends it,
which needs no Python code to run and thus works within a stuck regular expression too.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, BinaryIO, Self, cast

START_SECONDS = 30.0  # for the imports, on a machine that is busy with something else
ALARM_FACTOR = 2.0  # a worker's own alarm comes after its parent's limit, never before
MAX_ANSWER = 16 * 2**20  # bytes; the parent's memory is not the worker's to fill
ROOT = Path(__file__).resolve().parent.parent
KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH",)  # some Pythons do not start without it


class Reason(StrEnum):
    """Why a call gave no result."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"


class Killed(Exception):  # noqa: N818 - it names what became of the call
    """A call gave no result; *detail* names the limit, or the exception and its message."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Sandbox:
    """One worker process for *target* (``module:function``), shared by all threads.

    *seconds* limits each call, *memory* (bytes) the worker's address space.
    """

    def __init__(self, target: str, seconds: float = 1.0, memory: int = 512 * 2**20) -> None:
        self._command = (target, seconds, memory)
        self._seconds = seconds
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def run(self, argument: Any) -> Any:
        """Return the target's result for *argument* (JSON values; a dict becomes keywords).

        Raises Killed when there is none, RuntimeError when no worker can be started.
        """
        request = json.dumps(argument).encode() + b"\n"
        with self._lock:
            answer = self._ask(self._running(), request)
        if "result" not in answer:
            raise Killed(Reason(answer["reason"]), answer["detail"])
        return answer["result"]

    def run_many(self, arguments: Iterable[Any]) -> list[Any | Killed]:
        """Return, for each argument, its result or the Killed that stands for it.

        Each has the full time limit, and other threads may call in between.
        """
        return [self._outcome(argument) for argument in arguments]

    def close(self) -> None:
        """End the worker, if there is one; a later call starts another."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _outcome(self, argument: Any) -> Any | Killed:
        try:
            return self.run(argument)
        except Killed as killed:
            return killed

    def _running(self) -> _Worker:
        if self._worker is None or not self._worker.usable():
            self._worker = _Worker(*self._command)
        return self._worker

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _ask(self, worker: _Worker, request: bytes) -> dict[str, Any]:
        """Return the worker's answer; after anything but a whole one the worker is gone."""
        try:
            answer = worker.exchange(request, self._seconds)
        except TimeoutError:
            self._stop()
            return _failure(Reason.TIMEOUT, f"stopped after {self._seconds:g} s")
        except OverflowError:
            self._stop()
            return _failure(Reason.MEMORY, f"the result is larger than {MAX_ANSWER:,} bytes")
        except (OSError, EOFError):
            self._stop()
            return _failure(Reason.CRASH, f"the worker ended with status {worker.status}")
        except BaseException:
            # Interrupted half-way (Ctrl-C): the answer to come must not go to the next caller.
            self._stop()
            raise
        if answer.get("reason") == Reason.MEMORY:
            self._stop()
        return answer


class _Worker:
    """A started process that has imported its target and waits for requests."""

    def __init__(self, target: str, seconds: float, memory: int) -> None:
        self._owner = os.getpid()
        # -P keeps the working directory off the module path: it may hold anybody's app.py.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "app.sandbox", target, str(seconds), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=ROOT,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in a terminal is for the parent to decide on
        )
        # Also runs when the Sandbox is forgotten and when the interpreter ends: no zombies.
        self.end = weakref.finalize(self, _end, self._process, self._owner)
        self._stdin = cast("IO[bytes]", self._process.stdin).fileno()  # both were asked for
        self._stdout = cast("IO[bytes]", self._process.stdout).fileno()
        os.set_blocking(self._stdin, False)
        self._greet(target)

    @property
    def status(self) -> int | None:
        """The exit status; negative for the signal that ended it."""
        return self._process.returncode

    def usable(self) -> bool:
        """Whether it lives and is ours: after a fork the pipes still belong to the parent."""
        return self._owner == os.getpid() and self._process.poll() is None

    def exchange(self, request: bytes, seconds: float) -> dict[str, Any]:
        """Send a line, return the decoded line that answers it.

        Raises TimeoutError, OverflowError (answer too long), OSError or EOFError (it died).
        """
        deadline = time.monotonic() + seconds
        while request:
            _wait(self._stdin, select.POLLOUT, deadline)
            request = request[os.write(self._stdin, request) :]
        answer = bytearray()
        while not answer.endswith(b"\n"):
            _wait(self._stdout, select.POLLIN, deadline)
            chunk = os.read(self._stdout, 65536)
            if not chunk:
                raise EOFError
            answer += chunk
            if len(answer) > MAX_ANSWER:
                raise OverflowError
        decoded: dict[str, Any] = json.loads(answer)
        return decoded

    def _greet(self, target: str) -> None:
        """Wait for the imports, which do not count as time of the first call."""
        try:
            answer = self.exchange(b"", START_SECONDS)
        except (TimeoutError, OSError, EOFError) as error:
            self.end()
            answer = _failure(Reason.CRASH, f"{type(error).__name__}, status {self.status}")
        if "result" not in answer:
            self.end()
            raise RuntimeError(f"the worker for {target} did not start: {answer['detail']}")


def _wait(descriptor: int, event: int, deadline: float) -> None:
    """Return when *descriptor* is ready for *event* or broken; TimeoutError after *deadline*."""
    poll = select.poll()
    poll.register(descriptor, event)
    remaining = deadline - time.monotonic()
    if remaining <= 0 or not poll.poll(remaining * 1000):
        raise TimeoutError


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """Kill *process* and take its exit status, unless this is a fork of the owner."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    if owner == os.getpid():
        process.kill()
        process.wait()


def _failure(reason: Reason, detail: str) -> dict[str, Any]:
    return {"reason": reason, "detail": detail}


# From here on: what runs in the worker.


def serve(call: Callable[..., Any], requests: BinaryIO, answers: BinaryIO, alarm: float) -> None:
    """Answer each line of *requests* until they end; *alarm* seconds end a call by signal."""
    for line in iter(requests.readline, b""):
        signal.setitimer(signal.ITIMER_REAL, alarm)
        answers.write(json.dumps(answer(call, line)).encode() + b"\n")
        answers.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(call: Callable[..., Any], line: bytes) -> dict[str, Any]:
    """Return ``{"result"}``, or ``{"reason", "detail"}`` for whatever the call raised."""
    try:
        argument = json.loads(line)
        result = call(**argument) if isinstance(argument, dict) else call(argument)
        return {"result": json.loads(json.dumps(result))}
    except MemoryError:
        return _failure(Reason.MEMORY, "more memory was needed than is allowed")
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets to know it
        return _failure(Reason.CRASH, f"{type(error).__name__}: {error}"[:500])


def _limit(memory: int) -> None:
    """Limit the address space (where the system can), write no core, let the alarm through."""
    with contextlib.suppress(OSError, ValueError):  # macOS knows the name but not the limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})


def main(target: str, seconds: str, memory: str) -> None:
    """Import *target* and serve it on stdin and stdout; what it prints goes nowhere."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        _limit(int(memory))
        module, _, function = target.partition(":")
        greeting = answer(lambda _: bool(_load(module, function)), b"null")
        answers.write(json.dumps(greeting).encode() + b"\n")
        answers.flush()
        if "result" in greeting:
            serve(_load(module, function), sys.stdin.buffer, answers, float(seconds) * ALARM_FACTOR)


def _load(module: str, function: str) -> Callable[..., Any]:
    loaded: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return loaded


if __name__ == "__main__":
    main(*sys.argv[1:])
