"""Hostile files and other programs' notes through the importer: time, memory, what is left behind.

    python -m bench.imports [OUT.json] [DATA]

DATA, or else the environment's BENCH_DATA, is a folder that holds `bad-input` and `authoring`;
without it nothing is measured. Every file is read as the pages read it, in the sandbox; the hostile
ones are documents and texts, too. Of notes, lines that are in no entry are counted.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any
from zipfile import ZipFile

import psutil

from app.exports.material import deck_markdown
from app.exports.material.text import as_is, read_text
from app.exports.readers import ReadError
from app.sandbox import Sandbox
from app.services.importing.reading import read, reader

MOST_SECONDS, MOST_BYTES = 1.5, 512 * 2**20
OUTSIDE = ("/tmp/pwned.txt", "/tmp/evil", "/pwned.txt")  # where archives want to


def main() -> None:
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    given = next((a for a in sys.argv[1:] if not a.endswith(".json")), os.environ.get("BENCH_DATA"))
    if given is None or not (Path(given) / "bad-input" / "archives").is_dir():
        print("No files: name the folder of bad-input or set BENCH_DATA (see docs/importing.md).")
        return
    document = {"hostile": hostile(Path(given)), "notes": notes(Path(given))}
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n")


def hostile(data: Path) -> dict[str, Any]:
    """Read every hostile file, print what became of it and return the figures."""
    before = left_behind()
    rows: list[dict[str, Any]] = []
    with reader() as sandbox:
        read(sandbox, b"warm - up", "", "text", "p")
        for name, content, kind in files(data / "bad-input"):
            began = perf_counter()
            result = _result(sandbox, content, name, kind)
            rows.append({"file": name, "seconds": perf_counter() - began, "result": result})
            before |= {f"open: {path}" for path in _open_files()}
    for row in rows:
        print(f"{row['seconds']:6.2f} s  {row['file']}: {row['result']}")
    slow = [row["file"] for row in rows if row["seconds"] > MOST_SECONDS]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    new = sorted((left_behind() - before) | {one for one in before if one.startswith("open: ")})
    print(
        f"{len(rows)} files, {len(slow)} over {MOST_SECONDS} s {slow}; the worker's memory at most "
        f"{memory >> 20} MB (the limit is {MOST_BYTES >> 20}); left behind: {new or 'nothing'}"
    )
    return {"files": rows, "over": slow, "memory": memory, "left_behind": new}


def notes(data: Path) -> dict[str, Any]:
    """Read other programs' notes and return how many lines are in no entry, or in two."""
    texts = entries = lines = lost = 0
    slowest = 0.0
    for path in sorted((data / "authoring").glob("**/*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        began = perf_counter()
        try:
            found = read_text(text, as_is)
        except ReadError:
            continue
        deck_markdown("x", found.entries)
        slowest = max(slowest, perf_counter() - began)
        texts, entries = texts + 1, entries + len(found.entries)
        wanted = {n for n, line in enumerate(text.splitlines(), 1) if line.strip()}
        spans = [n for e in found.entries for n in range(e.first, e.last + 1)]
        lines += len(wanted)
        lost += len(wanted - set(spans))
    print(
        f"{texts} texts, {lines} lines, {entries} entries; lines in none: {lost}; {slowest:.2f} s"
    )
    return {"texts": texts, "lines": lines, "entries": entries, "lost": lost, "slowest": slowest}


def files(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, bytes and kind of each hostile file, XML also as a document's main part."""
    for path in sorted((folder / "archives").iterdir()):
        yield path.name, path.read_bytes(), "auto"
        yield f"{path.name} as docx", path.read_bytes(), "docx"
    for path in sorted((folder / "xml").iterdir()):
        yield path.name, path.read_bytes(), "auto"
        made = BytesIO()
        with ZipFile(made, "w") as archive:
            archive.writestr("word/document.xml", path.read_bytes())
        yield f"{path.name} in docx", made.getvalue(), "docx"
    for name in ("csv-injection/cells.json", "unicode/samples.json"):
        values = json.loads((folder / name).read_text())
        values = values.values() if isinstance(values, dict) else values
        cells = [one for value in values for one in (value if isinstance(value, list) else [value])]
        for without, label in ((True, "without zero bytes"), (False, "whole")):
            kept = [str(cell) for cell in cells if not (without and "\0" in str(cell))]
            rows = "\n".join(f"{cell}\tmeaning {n}" for n, cell in enumerate(kept))
            yield f"{name}, {label}", rows.encode("utf-8", "replace"), "tsv"
            yield f"{name}, {label}, as text", rows.encode("utf-8", "replace"), "text"


def left_behind() -> set[str]:
    """Return what lies where a careless reader would have left something."""
    here = {str(path) for folder in (Path(), Path("app")) for path in folder.iterdir()}
    return here | {path for path in OUTSIDE if Path(path).exists()}


def _result(sandbox: Sandbox, content: bytes, name: str, kind: str) -> str:
    try:
        kind, found = read(sandbox, content, name, kind, "p")
    except ReadError as error:
        return f"refused: {error}"
    return f"{len(found.entries)} entries from {kind}, {len(found.losses)} losses"


def _open_files() -> Iterator[str]:
    """Yield the files that a worker still holds open."""
    for child in psutil.Process().children(recursive=True):
        yield from (file.path for file in child.open_files())


if __name__ == "__main__":
    main()
