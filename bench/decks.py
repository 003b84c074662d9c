"""How fast do decks parse, render and apply? Beside bare Python-Markdown, in the same run.

    python -m bench.decks [OUT.json]

The course is made up: 11,000 cards in 100 files, with terms, questions, lists, steps and clozes
among prose. Peers are measured if their programs are named: MDANKI (the npm package mdanki) and
MARKDOWN_ANKI_DECKS (the PyPI package markdown-anki-decks); see docs/rendering.md.
"""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

from markdown import Markdown

from app.cli.deck_store import apply_path
from app.db import Access, Database
from app.decks import parse
from app.decks.check import check
from app.decks.model import Parsed
from app.sandbox import Sandbox
from app.services import accounts, offerings, schema
from app.services.decks.apply import Status
from app.services.rendering import TARGET, render_deck

CARDS, FILES, ROUNDS = 10_000, 100, 5
MANY_FILES = 1_000
EXTENSIONS = ["tables", "fenced_code", "def_list", "sane_lists"]  # those that Retain uses


def main() -> None:
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    texts = course(FILES, random.Random(1))
    document = {
        "course": against_markdown(texts),
        "diagnostics": diagnose(),
        "apply": one_changed_file(),
        "peers": peers(),
    }
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n")


def course(files: int, rng: random.Random, sections: int = 10) -> list[str]:
    """Return the texts of made-up decks, each of ten cards a section and some prose."""
    return [
        "".join(_section(rng, file * sections + n) for n in range(sections))
        for file in range(files)
    ]


def _section(rng: random.Random, number: int) -> str:
    def words(count: int) -> str:
        chosen = [f"word{rng.randrange(999)}" for _ in range(count)]
        chosen[count // 2] = f"*{chosen[count // 2]}*"
        return " ".join(chosen)

    entries = "".join(f"- **part {n}** {words(6)}\n" for n in range(4))
    steps = "".join(f"{n}. {words(7)}\n" for n in range(1, 4))
    return f"""## Section {number}

{words(60)} and a [link](https://example.org/{number}).

Term {number}
:   {words(18)}.

Concept {number}
:   {words(18)}.

Q: What is question {number}?
A: {words(16)}.

Q: Which of these holds in case {number}?
- [ ] {words(4)}
- [x] {words(5)}
- [ ] {words(4)}

The number {number} is ==answer {number}== {words(12)}.

### Parts of {number}
<!-- cards: list -->
{entries}
### Steps of {number}
<!-- cards: steps -->
{steps}
"""


def against_markdown(texts: list[str]) -> dict[str, Any]:
    """Time parsing and rendering of the course against bare Python-Markdown, by turns."""
    times: dict[str, list[_Spent]] = {"markdown": [], "parse": [], "render": []}
    parsed: list[Parsed] = []
    with Sandbox(TARGET, seconds=10) as sandbox:
        render_deck(parse("Warm *up*.\n", "x.md").deck, sandbox)
        for _ in range(ROUNDS):
            times["markdown"].append(_spent(lambda: _bare(texts)))
            parsed.clear()
            times["parse"].append(
                _spent(lambda: parsed.extend(parse(t, f"{n}.md") for n, t in enumerate(texts)))
            )
            times["render"].append(
                _spent(lambda: [render_deck(one.deck, sandbox) for one in parsed])
            )
    cards = sum(len(note.cards) for one in parsed for note in one.deck.notes)
    print(f"{cards} cards in {len(texts)} files ({sum(map(len, texts)) // 1000} kB):")
    return {"cards": cards} | {
        kind: _compared(
            kind, {name: [getattr(one, kind) for one in rounds] for name, rounds in times.items()}
        )
        for kind in _Spent._fields
    }


def _compared(kind: str, times: dict[str, list[float]]) -> dict[str, float]:
    """Print and return the medians of one *kind* of time, and ours over Python-Markdown's."""
    found = {name: median(values) for name, values in times.items()}
    rounds = zip(times["parse"], times["render"], times["markdown"], strict=True)
    ratio = median((parse + render) / bare for parse, render, bare in rounds)
    print(
        f"  {kind} time: Python-Markdown {found['markdown']:.2f} s, parsing {found['parse']:.2f} "
        f"s, rendering {found['render']:.2f} s; {ratio:.2f} times (the aim is 1.5; median of "
        f"{ROUNDS})"
    )
    return {"ratio": ratio, **found}


def diagnose() -> dict[str, Any]:
    """Time what an editor asks for after a pause: every fault of a deck of 330 cards."""
    text = course(1, random.Random(3), sections=3 * 10)[0]
    spent = [_spent(lambda: check([parse(text, "x.md")])) for _ in range(3 * ROUNDS)]
    clock, work = (median(times) * 1000 for times in zip(*spent, strict=True))
    cards = sum(len(note.cards) for note in parse(text, "x.md").deck.notes)
    print(
        f"Diagnostics of a deck of {cards} cards: {clock:.0f} ms, {work:.0f} ms of them at work "
        f"(the aim is 300 ms; median of {len(spent)})"
    )
    return {"cards": cards, "clock": clock / 1000, "processor": work / 1000}


def _bare(texts: list[str]) -> None:
    converter = Markdown(extensions=EXTENSIONS)
    for text in texts:
        converter.reset().convert(text)


class _Spent(NamedTuple):
    """Seconds on the clock, which also counts what else the machine does; and of this process.

    What goes to the worker is not in the second: of this course nothing does.
    """

    clock: float
    processor: float


def _spent(work: Callable[[], object]) -> _Spent:
    gc.collect()
    began = process_time()
    clock = _timed(work)
    return _Spent(clock, process_time() - began)


def _timed(work: Callable[[], object]) -> float:
    gc.collect()  # what the round before left is not this one's work
    began = perf_counter()
    work()
    return perf_counter() - began


def one_changed_file() -> dict[str, Any]:
    """Time the apply of a course of 1,000 files of which one has changed."""
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as name, Sandbox(TARGET, seconds=10) as sandbox:
        folder = Path(name) / "content"
        folder.mkdir()
        for n, text in enumerate(course(MANY_FILES, random.Random(2), sections=1)):
            (folder / f"{n}.md").write_text(text)
        database = Database(f"sqlite:///{name}/retain.db")
        with database.transaction(Access.SCHEMA) as session:
            schema.upgrade(session)
        with database.transaction() as session:
            owner = accounts.create(session, accounts.NewAccount("i@example.org", "I", "!"), now)
            offerings.create(session, "crm", "CRM", owner, now)

        def apply() -> None:
            report = apply_path(database, "crm", folder, folder, now, sandbox=sandbox)
            assert report.status is Status.APPLIED, report.diagnostics[:3]

        first = _timed(apply)
        times, work = [], []
        for round_ in range(ROUNDS):
            file = folder / f"{round_ * 7}.md"
            file.write_text(file.read_text().replace("What is question", f"What was {round_}"))
            began = process_time()
            times.append(_timed(apply))
            work.append(process_time() - began)
        database.engine.dispose()
    print(
        f"{MANY_FILES} files: taken in at first in {first:.1f} s; one changed file applied in "
        f"{median(times):.2f} s, {median(work):.2f} s of them at work (the aim is 1 s; median of "
        f"{ROUNDS})"
    )
    found = {"one_changed": median(times), "one_changed_work": median(work)}
    return {"files": MANY_FILES, "first": first, **found}


def peers() -> dict[str, Any]:
    """Time other programs from Markdown to an Anki package, where they are installed."""
    return {
        "mdanki": _peer("MDANKI", "mdanki", lambda tool, folder: [
            tool, str(folder / "deck.md"), str(folder / "out.apkg")]),
        "markdown-anki-decks": _peer("MARKDOWN_ANKI_DECKS", "mdankideck", lambda tool, folder: [
            tool, str(folder / "in"), str(folder / "out")]),
        "retain": _itself(),
    }  # fmt: skip


def _run(line: list[str]) -> None:
    subprocess.run(line, check=True, capture_output=True, timeout=300)


def _plain(cards: int) -> str:
    """Return cards as the peers read them: a heading is a front, what follows its back."""
    return "".join(
        f"## What is question {n}?\n\nIt is *the answer* number {n}, with **some** words.\n\n"
        for n in range(cards)
    )


def _peer(
    variable: str, name: str, command: Callable[[str, Path], list[str]]
) -> dict[str, float] | None:
    tool = os.environ.get(variable) or shutil.which(name)
    if tool is None:
        print(f"{name}: not measured: not installed ({variable} may name it)")
        return None
    found: dict[str, float] = {}
    for cards in (100, CARDS // 10):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "in").mkdir()
            (place / "out").mkdir()
            (place / "deck.md").write_text(_plain(cards))
            (place / "in" / "deck.md").write_text(f"# Deck\n\n{_plain(cards)}")
            line = command(tool, place)
            found[str(cards)] = _timed(partial(_run, line))
    print(f"{name}: " + ", ".join(f"{n} cards in {s:.2f} s" for n, s in found.items()))
    return found


def _itself() -> dict[str, float]:
    """Time the same cards from the command line, from text to checked HTML."""
    found: dict[str, float] = {}
    for cards in (100, CARDS // 10):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "deck.md"
            file.write_text(_plain(cards).replace("## ", "Q: ").replace("?\n\n", "?\nA: "))
            line = [sys.executable, "-m", "flask", "deck", "show", str(file)]
            found[str(cards)] = _timed(partial(_run, line))
    print("flask deck show: " + ", ".join(f"{n} cards in {s:.2f} s" for n, s in found.items()))
    return found


if __name__ == "__main__":
    main()
