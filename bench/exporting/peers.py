"""Other programs on the same questions; run by a Python that has them, not by Retain's.

Reads ``{"rounds": n, "questions": [[stem, [option, …], right], …]}`` from standard input and
writes ``{name: [seconds, …]}``; a program that is not installed is not in it.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

Questions = list[tuple[str, list[str], int]]
# What qti-package-maker writes, by the names that it knows.
ENGINES = {"canvas_qti_v1_2": "zip", "blackboard_qti_v2_1": "zip", "moodle_aiken": "txt"}


def main() -> None:
    task = json.load(sys.stdin)
    times: dict[str, list[float]] = {}
    for name, run in {**text2qti(), **qti_package_maker()}.items():
        for _ in range(task["rounds"]):
            began = perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                run(task["questions"])
            times.setdefault(name, []).append(perf_counter() - began)
    json.dump(times, sys.stdout)


def text2qti() -> dict[str, Callable[[Questions], Any]]:
    """From its own text, with Markdown, to a QTI 1.2 package."""
    try:
        from text2qti.config import Config
        from text2qti.qti import QTI
        from text2qti.quiz import Quiz
    except ImportError:
        return {}
    config = Config()

    def run(questions: Questions) -> Any:
        text = "".join(
            f"{number}. {stem}\n"
            + "".join(
                f"{'*' if at == right else ''}{'abcdef'[at]}) {option}\n"
                for at, option in enumerate(options)
            )
            for number, (stem, options, right) in enumerate(questions, 1)
        )
        return QTI(Quiz(text, config=config)).zip_bytes()

    return {"text2qti: QTI 1.2, from text": run}


def qti_package_maker() -> dict[str, Callable[[Questions], Any]]:
    """From texts that are HTML already to each of some formats."""
    try:
        from qti_package_maker.package_interface import QTIPackageInterface
    except ImportError:
        return {}

    def runner(engine: str, ending: str) -> Callable[[Questions], Any]:
        def run(questions: Questions) -> Any:
            package = QTIPackageInterface("bench", verbose=False)
            for stem, options, right in questions:
                package.add_item("MC", (stem, options, options[right]))
            with tempfile.TemporaryDirectory() as folder:
                package.save_package(engine, str(Path(folder) / f"bench.{ending}"))

        return run

    return {
        f"qti-package-maker: {engine}": runner(engine, ending) for engine, ending in ENGINES.items()
    }


if __name__ == "__main__":
    main()
