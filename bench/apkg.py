"""How long does an Anki package of 10,000 notes take, beside genanki's plain use?

    python -m bench.apkg [OUT.json] [PEER]

Both write the same fronts, backs and tags to a file in the same run, by turns. genanki is no
dependency: PEER is the Python of a virtual environment that has it; without it only our time is
measured.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from app.decks.model import Facet, Kind
from app.exports.decks import FORMATS, registry
from app.exports.decks.values import Collection, ExportedCard, ExportedDeck, ExportedNote

NOTES, ROUNDS = 10_000, 7
AIM = 1.2  # of genanki's time
Sides = Sequence[tuple[str, str]]

# Reads the sides, writes the package once for warming up, then says how long each further
# one takes whenever a line asks for it.
PEER = """
import json, sys, time
import genanki
sides = json.load(open(sys.argv[1]))
def write():
    began = time.perf_counter()
    model = genanki.Model(
        1607392319, "Plain", fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}",
                    "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}])
    deck = genanki.Deck(2059400110, "Bench")
    for front, back in sides:
        deck.add_note(genanki.Note(model=model, fields=[front, back], tags=["crm"]))
    genanki.Package(deck).write_to_file(sys.argv[2])
    return time.perf_counter() - began
write()
for _ in sys.stdin:
    print(write(), flush=True)
"""


def main() -> None:
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    peer = next((a for a in sys.argv[1:] if not a.endswith(".json")), None)
    rng = random.Random(1)
    sides = [_sides(rng, number) for number in range(NOTES)]
    with tempfile.TemporaryDirectory() as folder:
        document = compare(sides, Path(folder), peer)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n")


def compare(sides: Sides, folder: Path, python: str | None) -> dict[str, Any]:
    """Write *sides* by turns with both; print the table and return its figures."""
    collection = _collection(sides)
    _ours(collection, folder / "warm.apkg")
    peer = _peer(sides, folder, python) if python else None
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_ours(collection, folder / "ours.apkg"))
        if peer is not None:
            theirs.append(_asked(peer))
    if peer is not None:
        peer.communicate(timeout=60)
    document: dict[str, Any] = {"notes": NOTES, "rounds": ROUNDS, "ours": _figures(ours)}
    document["ours"]["bytes"] = (folder / "ours.apkg").stat().st_size
    if theirs:
        document["genanki"] = _figures(theirs)
        document["genanki"]["bytes"] = (folder / "peer.apkg").stat().st_size
        document["ratio"] = median(ours) / median(theirs)
    _print(document)
    return document


def _ours(collection: Collection, path: Path) -> float:
    began = perf_counter()
    path.write_bytes(registry.write(FORMATS["apkg"], collection).data)
    return perf_counter() - began


def _peer(sides: Sides, folder: Path, python: str) -> subprocess.Popen[str]:
    (folder / "sides.json").write_text(json.dumps(sides))
    (folder / "peer.py").write_text(PEER)
    return subprocess.Popen(
        [python, folder / "peer.py", folder / "sides.json", folder / "peer.apkg"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _asked(peer: subprocess.Popen[str]) -> float:
    assert peer.stdin is not None
    assert peer.stdout is not None
    peer.stdin.write("again\n")
    peer.stdin.flush()
    return float(peer.stdout.readline())


def _sides(rng: random.Random, number: int) -> tuple[str, str]:
    words = " ".join(f"word{rng.randrange(999)}" for _ in range(20))
    return f"<p>What is meant by term {number}?</p>", f"<p>The meaning of {number}: {words}</p>"


def _collection(sides: Sides) -> Collection:
    notes = tuple(
        ExportedNote(
            identity=f"note {number}",
            kind=Kind.QUESTION,
            cards=(ExportedCard("", Facet.FORWARD, front, back),),
            changed=1_700_000_000,
            tags=("crm",),
        )
        for number, (front, back) in enumerate(sides)
    )
    return Collection("bench", "Bench", (ExportedDeck("deck", "Deck", notes),))


def _figures(times: Sequence[float]) -> dict[str, Any]:
    return {"median_seconds": round(median(times), 4), "fastest_seconds": round(min(times), 4)}


def _print(document: dict[str, Any]) -> None:
    print(f"{NOTES} notes to .apkg, by turns, median of {ROUNDS}")
    print("writer | median s | fastest s | MB")
    for name in ("ours", "genanki"):
        if name not in document:
            print(f"{name} | not measured (name a Python that has it)")
            continue
        row = document[name]
        size = f"{row['bytes'] / 1e6:.1f}"
        print(" | ".join(map(str, [name, row["median_seconds"], row["fastest_seconds"], size])))
    if "ratio" in document:
        print(f"ours / genanki: {document['ratio']:.2f} (the aim is at most {AIM})")


if __name__ == "__main__":
    main()
