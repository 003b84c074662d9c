"""Do cards keep their identity when the files change? Schemes beside ours, on real edits.

    python bench/identity.py [OUT.json] [DATA]

DATA, or else the environment's BENCH_DATA, is a folder with `cards.jsonl.gz`,
`pairs_commits.jsonl.gz` and `pairs_30days.jsonl.gz` (or one that holds it as `identity`).
Without data only the speed is measured. docs/identity.md explains the data and the columns.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

from app.decks.identity import fingerprint, plan
from app.decks.model import Card, Deck, Facet, FrontMatter, Kind, Note
from bench.matching.data import known_note, read_pairs, read_texts, score
from bench.matching.schemes import schemes

SETS = {"commits": "pairs_commits.jsonl.gz", "30 days": "pairs_30days.jsonl.gz"}
NOTES, FILES, ROUNDS = 15_000, 150, 5


def main() -> None:
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    given = next((a for a in sys.argv[1:] if not a.endswith(".json")), os.environ.get("BENCH_DATA"))
    document: dict[str, Any] = {"speed": speed()}
    folder = _folder(given)
    if folder is None:
        print("No identity data: name its folder or set BENCH_DATA (see docs/identity.md).")
    else:
        document["schemes"] = compare(folder)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n")


def _folder(given: str | None) -> Path | None:
    folders = [Path(given), Path(given) / "identity"] if given else []
    return next((f for f in folders if (f / "cards.jsonl.gz").exists()), None)


def speed() -> dict[str, float]:
    """Measure the planning of a course in which nothing has changed."""
    rng = random.Random(1)
    decks = [
        Deck(
            f"{f}.md",
            FrontMatter(),
            tuple(_made(rng, f * 100 + n, n) for n in range(NOTES // FILES)),
        )
        for f in range(FILES)
    ]
    known = [
        known_note(
            UUID(int=rng.getrandbits(128)), deck.path, note.position, note, fingerprint(note)
        )
        for deck in decks
        for note in deck.notes
    ]
    wall, cpu = [], []
    for _ in range(ROUNDS):
        gc.collect()  # what the round before left is not this one's work
        began, began_cpu = perf_counter(), process_time()
        found = plan(known, decks, lambda _: True)
        wall.append(perf_counter() - began)
        cpu.append(process_time() - began_cpu)
        assert found.summary()["kept"] == NOTES
        del found
    print(
        f"{NOTES} unchanged notes planned in {median(wall):.3f} s "
        f"({median(cpu):.3f} s of processor time; median of {ROUNDS}; the aim is 0.3 s)"
    )
    return {"notes": NOTES, "seconds": median(wall), "processor_seconds": median(cpu)}


def _made(rng: random.Random, number: int, position: int) -> Note:
    term = f"Term number {number} of the glossary"
    words = " ".join(f"word{rng.randrange(999)}" for _ in range(20))
    definition = f"The definition of the term {number}: {words}"
    cards = (
        Card(Kind.TERM, Facet.FORWARD, "", term, definition, number),
        Card(Kind.TERM, Facet.REVERSE, "", definition, term, number),
    )
    return Note(Kind.TERM, None, number, number + 1, position, (), "", cards)


def compare(folder: Path) -> list[dict[str, Any]]:
    """Run every scheme on both sets of pairs; print the table and return its rows."""
    texts = read_texts(folder)
    pairs = {name: [*read_pairs(folder / file, texts)] for name, file in SETS.items()}
    rows: list[dict[str, Any]] = []
    for name, scheme in schemes().items():
        for which, found in pairs.items():
            began = perf_counter()
            scores = [score(old, new, scheme(old, new)) for old, new in found]
            cut = len(scores) * 2 // 3
            row = {"scheme": name, "pairs": which, "seconds": round(perf_counter() - began, 1)}
            row["all"] = dict(sum(scores, Counter()))
            row["first_two_thirds"] = dict(sum(scores[:cut], Counter()))
            row["last_third"] = dict(sum(scores[cut:], Counter()))
            rows.append(row)
    for which in SETS:
        _print_table(which, [row for row in rows if row["pairs"] == which])
    return rows


def _print_table(which: str, rows: Sequence[dict[str, Any]]) -> None:
    print(f"\nPairs: {which}")
    head = (
        "scheme", "kept", "lost", "wrong", "of them verbatim", "inherits", "moved lost", "asked",
        "last third: kept", "wrong",
    )  # fmt: skip
    print(" | ".join(head))
    for row in rows:
        total, last = Counter(row["all"]), Counter(row["last_third"])
        cells = [
            row["scheme"], f"{total['kept']} of {total['edited']} ({_share(total)})", total["lost"],
            f"{total['wrong']} of {total['persisting']}", total["verbatim"],
            f"{total['inherits']} of {total['new']}", f"{total['moved_lost']} of {total['moved']}",
            total["asked"], f"{last['kept']} of {last['edited']} ({_share(last)})", last["wrong"],
        ]  # fmt: skip
        print(" | ".join(map(str, cells)))


def _share(counts: Counter[str]) -> str:
    return f"{counts['kept'] / counts['edited']:.1%}"


if __name__ == "__main__":
    main()
