"""Files that people wrote for other programs: are lists and card lines where CommonMark has them?

    python -m bench.authoring [OUT.json] [DATA]

DATA, or else the environment's BENCH_DATA, is a folder with Markdown files (or one that holds it
as `authoring`); without it nothing is measured. The oracle is markdown-it-py. Every list of every
file is switched to make cards; each entry and each card is looked for on the line of the oracle.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from markdown_it import MarkdownIt

from app.decks import decode, parse
from app.decks.blocks.limits import settle
from app.decks.blocks.nodes import NodeKind
from app.decks.blocks.scanner import scan
from app.decks.blocks.source import split_lines
from app.decks.diagnostics import Report
from app.decks.model import Parsed

ORACLE = MarkdownIt("commonmark").enable("table").disable(["html_block", "reference"])
SWITCH = "---\ncards: list\n---\n"
OPENERS = ("Q:", "A:", "A=", "A~", ":")  # our own constructs start within a paragraph


def main() -> None:
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    given = next((a for a in sys.argv[1:] if not a.endswith(".json")), os.environ.get("BENCH_DATA"))
    folders = [Path(given) / "authoring", Path(given)] if given else []
    folder = next((f for f in folders if any(f.glob("**/*.md"))), None)
    if folder is None:
        print("No Markdown files: name their folder or set BENCH_DATA (see docs/rendering.md).")
        return
    document = run(folder)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n")


def run(folder: Path) -> dict[str, Any]:
    """Compare every text, print what differs and return the figures."""
    totals = {"texts": 0, "entries": 0, "cards": 0}
    differing: list[str] = []
    unnamed: list[str] = []
    misplaced: list[str] = []
    slowest = 0.0
    for name, text in texts(folder):
        began = perf_counter()
        parsed = parse(SWITCH + text, name)
        slowest = max(slowest, perf_counter() - began)
        expected, found = oracle_entries(text), entries(text)
        totals["texts"] += 1
        totals["entries"] += len(expected)
        if expected != found:
            differing.append(name)
            if not parsed.diagnostics:
                unnamed.append(name)
        cards = card_lines(parsed)
        totals["cards"] += len(cards)
        right = starts(text)
        misplaced += [f"{name}:{line}" for line in cards if line not in right]
    print(
        f"{totals['texts']} texts, {totals['entries']} list entries, {totals['cards']} cards; "
        f"slowest {slowest:.2f} s. Entries differ in {len(differing)} texts {differing[:9]}, "
        f"without a diagnostic in {len(unnamed)} {unnamed[:9]}; cards off their line: "
        f"{len(misplaced)} {misplaced[:9]}"
    )
    return totals | {
        "slowest": slowest, "differing": differing, "unnamed": unnamed, "misplaced": misplaced,
    }  # fmt: skip


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every Markdown file without its front matter, and the examples of CommonMark."""
    for path in sorted(folder.glob("**/*.md")):
        text, _ = decode(path.read_bytes(), path.name)
        if text.startswith("---\n") and "\n---\n" in text[4:]:
            text = text[4:].partition("\n---\n")[2]
        yield path.relative_to(folder).as_posix(), text
    examples = folder / "commonmark" / "examples.json.gz"
    if examples.exists():
        found = json.loads(gzip.decompress(examples.read_bytes()))
        for number, example in enumerate(found):
            if not example["markdown"].startswith("---"):
                yield f"commonmark {number}", example["markdown"]


def oracle_entries(text: str) -> list[int]:
    """Return the line of each list entry, as markdown-it-py has them."""
    tokens = ORACLE.parse(text)
    return [t.map[0] + 1 for t in tokens if t.type == "list_item_open" and t.map]


def entries(text: str) -> list[int]:
    """Return the line of each list entry, as our scanner has them."""
    lines = split_lines(text)
    report = Report("x.md", lines)
    document = scan(lines, 1, report)
    settle(document, lines, report)
    return [node.line for node in document.walk() if node.kind is NodeKind.ITEM]


def card_lines(parsed: Parsed) -> list[int]:
    """Return the lines of all cards and their entries, without those of the switch."""
    shift = SWITCH.count("\n")
    return [
        line - shift
        for note in parsed.deck.notes
        for card in note.cards
        for line in (card.line, *(item.line for item in card.items))
    ]


def starts(text: str) -> set[int]:
    """Return the lines on which a card may start: blocks, rows, and our openers in paragraphs."""
    found = {token.map[0] + 1 for token in ORACLE.parse(text) if token.map}
    lines = split_lines(text)
    for number, line in enumerate(lines, start=1):
        below = lines[number].lstrip() if number < len(lines) else ""
        if line.lstrip().startswith(OPENERS) or below.startswith(":"):
            found.add(number)
    return found


if __name__ == "__main__":
    main()
