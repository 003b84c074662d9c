"""How long things take to start: bare Python, the pure core, a command on files, the application.

Usage: start.py [OUT.json]. Each figure is the median of several starts, in seconds of wall time
and of processor time; the second hardly depends on what else the machine does.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLASK = str(Path(sys.executable).with_name("flask"))
STARTS = 7
SUBJECTS = {
    "python": [sys.executable, "-c", "pass"],
    "core": [sys.executable, "-c", "import app.decks, app.srs"],
    "deck check content": [FLASK, "deck", "check", "content"],
    "application": [sys.executable, "-c", "import wsgi"],
}


def started(command: list[str]) -> tuple[float, float]:
    """Run *command* to its end; return its seconds of wall and of processor time."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    begin = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime


def measure() -> dict[str, dict[str, float]]:
    """Return the medians by subject, as ``{"wall": s, "processor": s}``."""
    os.chdir(ROOT)
    figures = {}
    for subject, command in SUBJECTS.items():
        walls, processors = zip(*(started(command) for _ in range(STARTS)), strict=True)
        figures[subject] = {
            "wall": round(statistics.median(walls), 3),
            "processor": round(statistics.median(processors), 3),
        }
    return figures


def main() -> None:
    """Print the table, and write it where the first argument says."""
    figures = measure()
    print(f"{'start of':22}{'wall s':>9}{'processor s':>13}")
    for subject, found in figures.items():
        print(f"{subject:22}{found['wall']:9.3f}{found['processor']:13.3f}")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
