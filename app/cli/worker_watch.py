"""``python -m app.cli.worker_watch PID``: keeps a worker running beside the web server.

A small process of its own: it imports next to nothing and does nothing that could fail, so
that it is there when the worker is not. It ends, and the worker with it, when it is told to
or when its parent, the web server with the id PID, is gone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

WORKER = (sys.executable, "-m", "flask", "worker")
LOOK_EVERY = 0.5  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds; doubled while workers die young
GROWN_UP = 60.0  # seconds after which a worker's death is no sign that the next will die, too
GRACE = 5.0  # seconds for the job at hand when all ends


def watch(command: Sequence[str], wait: Callable[[float], bool]) -> None:
    """Run *command*, and again whenever it ends, until *wait* says that the end has come.

    *wait* sleeps for so many seconds, or less when the end comes earlier, and tells whether
    it has.
    """
    pause = FIRST_PAUSE
    while True:
        begun = time.monotonic()
        worker = subprocess.Popen(command)  # noqa: S603 - a program of ours, no shell
        while worker.poll() is None:
            if wait(LOOK_EVERY):
                _end(worker)
                return
        if wait(0):
            return
        if time.monotonic() - begun >= GROWN_UP:
            pause = FIRST_PAUSE
        _say(worker.returncode, pause)
        if wait(pause):
            return
        pause = min(2 * pause, LONGEST_PAUSE)


def main() -> None:
    """Watch a worker until SIGTERM, Ctrl-C, or the end of the process that the argument names."""
    parent = int(sys.argv[1])
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    watch(WORKER, lambda seconds: stopped.wait(seconds) or os.getppid() != parent)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(GRACE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _say(code: int, pause: float) -> None:
    cause = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
    sys.stderr.write(
        f"The background worker has ended ({cause}); another one starts in {pause:.0f} s.\n"
    )
    sys.stderr.flush()


if __name__ == "__main__":
    main()
