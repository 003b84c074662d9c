"""How long do a thousand choice questions take to each format? Ours beside other programs.

    python bench/exports.py [OUT.json] [PEERS]

PEERS, or else the environment's BENCH_PEERS, is a Python that has text2qti and
qti-package-maker; without it they are not measured. One is made by

    python -m venv build/peers && build/peers/bin/pip install text2qti qti-package-maker

Formats are written from rendered questions, as pages do it; "from text" is reading the deck,
rendering its texts in the sandbox and writing one format, as the command does it.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from app.decks import parse
from app.exports import FORMATS, registry
from app.exports.sheet import Sheet
from app.quiz.questions import questions
from app.quiz.types.choice import Choice
from app.sandbox import Sandbox
from app.services.quiz.sheets import sheet
from app.services.rendering import TARGET

QUESTIONS, OPTIONS, ROUNDS = 1_000, 4, 5
PEERS_SCRIPT = Path(__file__).with_name("exporting") / "peers.py"
ON_PAPER = {"docx", "pdf"}  # measured by versions, not here
WORDS = (
    *("customer", "service", "value", "loyalty", "trust", "price", "quality", "channel", "brand"),
    *("market", "the", "of", "a", "to", "which", "and", "for", "with", "over", "between"),
)


def main() -> None:
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    given = next(
        (a for a in sys.argv[1:] if not a.endswith(".json")), os.environ.get("BENCH_PEERS")
    )
    text = deck()
    with Sandbox(TARGET) as sandbox:
        made = from_text(text, sandbox)
        times = {"from text: gift": timed(partial(whole, text, "gift", sandbox))}
    for name, kind in FORMATS.items():
        if name not in ON_PAPER:
            times[name] = timed(partial(registry.write, kind, made))
    peers = peer_times(given, made)
    show(times, peers)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        document = {"questions": QUESTIONS, "rounds": ROUNDS, "ours": times, "peers": peers}
        out.write_text(json.dumps(document, indent=1) + "\n")


def deck() -> str:
    """Return a deck of choices with four options, a word in ten of the questions set bold."""
    rng = random.Random(1)
    return "\n".join(_question(rng, number) for number in range(1, QUESTIONS + 1))


def _question(rng: random.Random, number: int) -> str:
    right = rng.randrange(OPTIONS)
    mark = "**" if number % 10 == 0 else ""
    stem = f"Q: Question {number} asks {_words(rng, 12)} {mark}{_words(rng, 1)}{mark}?"
    options = (
        f"- [{'x' if at == right else ' '}] {_words(rng, 5)} {number} {at}" for at in range(OPTIONS)
    )
    return "\n".join((stem, *options, ""))


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def from_text(text: str, sandbox: Sandbox) -> Sheet:
    """Return the rendered questions of a deck."""
    return sheet("Bench", questions(parse(text, "bench.md").deck), sandbox, lambda _: None)


def whole(text: str, name: str, sandbox: Sandbox) -> object:
    return registry.write(FORMATS[name], from_text(text, sandbox))


def timed(run: Callable[[], object]) -> list[float]:
    """Return the seconds of each round."""
    found = []
    for _ in range(ROUNDS):
        began = perf_counter()
        run()
        found.append(perf_counter() - began)
    return found


def peer_times(python: str | None, made: Sheet) -> dict[str, list[float]]:
    """Return the seconds of the other programs on the texts of the same questions."""
    if not python or not Path(python).exists():
        return {}
    task = {
        "rounds": ROUNDS,
        "questions": [_plain(made, one.stem, one.body) for one in made.questions],
    }
    command = [python, str(PEERS_SCRIPT)]
    done = subprocess.run(
        command, input=json.dumps(task), capture_output=True, text=True, check=True
    )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def _plain(made: Sheet, stem: str, body: Choice) -> tuple[str, Sequence[str], int]:
    right = next(at for at, option in enumerate(body.options) if option.right)
    return stem, [made.text(option.text) for option in body.options], right


def show(ours: dict[str, list[float]], peers: dict[str, list[float]]) -> None:
    print(f"{QUESTIONS:,} choice questions; median of {ROUNDS} rounds, in seconds")
    rows: list[tuple[str, Any]] = [*ours.items(), *peers.items()]
    for name, seconds in rows:
        print(f"{name:40} {median(seconds):7.3f}   {min(seconds):.3f} to {max(seconds):.3f}")
    if not peers:
        print("text2qti, qti-package-maker: not measured (name a Python that has them)")


if __name__ == "__main__":
    main()
