"""How long do four versions of an exam of 100 questions take on paper, and how much memory?

    python bench/paper.py [OUT.json]

Every measurement runs in a process of its own, which has imported nothing before: what a command
would take. The aims are 3 s and 150 MB for four PDF versions in Latin script.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from html import escape
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from app.exports.paper.options import Paper
from app.exports.sheet import Fragment, Sheet, fragments
from app.quiz.questions import Question
from app.quiz.types.choice import Choice, Option
from app.quiz.types.essay import Essay
from app.quiz.types.short_answer import ShortAnswer
from app.quiz.versions import versions

QUESTIONS, VERSIONS, ROUNDS = 100, 4, 3
CASES = ("pdf", "pdf with Chinese", "key", "docx")


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        print(json.dumps(measure(sys.argv[2])))
        return
    rows = [_row(case) for case in CASES]
    print(f"{VERSIONS} versions of {QUESTIONS} questions, median of {ROUNDS} processes")
    print("what | seconds | of processor time | seconds with start | MB at most | KB a version")
    for row in rows:
        print(" | ".join(map(str, row.values())))
    if len(sys.argv) > 1:
        out = Path(sys.argv[1])
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps({"paper": rows}, indent=1) + "\n")


def _row(case: str) -> dict[str, str | float]:
    found = []
    for _ in range(ROUNDS):
        began = perf_counter()
        command = [sys.executable, __file__, "--one", case]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        found.append({**json.loads(done.stdout), "with_start": perf_counter() - began})
    return {
        "what": case,
        "seconds": round(median(one["seconds"] for one in found), 2),
        "processor_seconds": round(median(one["processor_seconds"] for one in found), 2),
        "with_start": round(median(one["with_start"] for one in found), 2),
        "megabytes": round(max(one["megabytes"] for one in found)),
        "kilobytes_a_version": round(found[0]["bytes"] / VERSIONS / 1000),
    }


def measure(case: str) -> dict[str, float]:
    """Write the versions in *case*'s format; return the seconds, the peak memory, the size."""
    from app.exports import FORMATS

    whole = exam("顧客 " if "Chinese" in case else "")
    made = [
        replace(whole.only(one.questions), paper=Paper(version=one.name))
        for one in versions(whole.questions, VERSIONS, "1")
    ]
    began, began_cpu = perf_counter(), process_time()
    if case == "key":
        key = FORMATS["pdf"].key
        assert key is not None
        size = len(key(made))
    else:
        size = sum(len(FORMATS[case.split(maxsplit=1)[0]].write(sheet)) for sheet in made)
    seconds, processor = perf_counter() - began, process_time() - began_cpu
    unit = 1024 if sys.platform == "linux" else 1024**2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {
        "seconds": seconds,
        "processor_seconds": processor,
        "megabytes": peak,
        "bytes": size,
    }


def exam(word: str) -> Sheet:
    """Return an exam: mostly choice, some short answers and essays."""
    questions = tuple(_question(number, word) for number in range(QUESTIONS))
    wanted = {one for question in questions for one in fragments(question) if one.markdown}
    return Sheet("An exam", questions, {one: _html(one) for one in wanted})


def _html(one: Fragment) -> str:
    return escape(one.markdown) if one.inline else f"<p>{escape(one.markdown)}</p>"


def _question(number: int, word: str) -> Question:
    stem = f"{word}Which of these is what the lecture says about the customers of case {number}?"
    if number % 10 == 0:
        return Question(f"q{number}", stem, Essay("Because it is cheaper."), points=3)
    if number % 10 == 1:
        return Question(f"q{number}", stem, ShortAnswer(("loyalty",)))
    options = (
        Option(
            f"{n}", f"Statement {n} of question {number}, in a line of text", n == 1, "It is so."
        )
        for n in range(1, 5)
    )
    return Question(f"q{number}", stem, Choice(tuple(options)), feedback="See the lecture.")


if __name__ == "__main__":
    main()
