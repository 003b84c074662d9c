"""Every hostile text as a deck: refused with a reason or shown harmless, soon and in little memory.

    python -m bench.bad_input [OUT.json] [DATA]

DATA, or else the environment's BENCH_DATA, is a folder with the hostile texts (or one that holds
it as `bad-input`); without it nothing is measured. With Chromium (CHROMIUM may name it) the HTML
of all of them is opened, and scripts that run in it are counted.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from app.decks import decode, parse
from app.decks.check import check
from app.sandbox import Sandbox
from app.services.rendering import TARGET, RenderedDeck, render_deck

MOST_SECONDS, MOST_BYTES = 1.5, 512 * 2**20
A_PAGE = 400  # texts whose HTML is opened at once


def main() -> None:
    out, folder = asked()
    if folder is None:
        return
    document = run(folder)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(document, indent=1) + "\n")


def asked() -> tuple[Path | None, Path | None]:
    """Return where figures go and where the texts are; without texts that is said."""
    out = next((Path(a) for a in sys.argv[1:] if a.endswith(".json")), None)
    given = next((a for a in sys.argv[1:] if not a.endswith(".json")), os.environ.get("BENCH_DATA"))
    folder = hostile_folder(given)
    if folder is None:
        print("No hostile texts: name their folder or set BENCH_DATA (see docs/rendering.md).")
    return out, folder


def hostile_folder(given: str | None) -> Path | None:
    """Return the folder with the hostile texts that *given* names, or that it holds."""
    folders = [Path(given), Path(given) / "bad-input"] if given else []
    return next((f for f in folders if (f / "markdown-dos").is_dir()), None)


def run(folder: Path) -> dict[str, Any]:
    """Read every text as a deck, print the worst and return the figures."""
    times: list[tuple[float, str]] = []
    html: list[str] = []
    refused = 0
    with Sandbox(TARGET) as sandbox:
        render_deck(parse("Warm *up*.\n", "x.md").deck, sandbox)
        for name, text in texts(folder):
            began = perf_counter()
            faults, rendered = as_deck(text, sandbox)
            times.append((perf_counter() - began, name))
            refused += faults
            html.append(_joined(rendered))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    times.sort(reverse=True)
    slow = [(name, round(seconds, 2)) for seconds, name in times if seconds > MOST_SECONDS]
    print(
        f"{len(times)} texts: {refused} refused with a reason; slowest {times[0][0]:.2f} s "
        f"({times[0][1]}); {len(slow)} over {MOST_SECONDS} s {slow[:8]}; memory "
        f"{memory >> 20} MB, of the worker {child >> 20} MB (the limit is {MOST_BYTES >> 20})"
    )
    ran = executed(html)
    print(
        "Chromium: not measured: not installed" if ran is None else f"Chromium: {ran} ran a script"
    )
    return {
        "texts": len(times), "refused": refused, "slowest": times[0], "over": slow,
        "memory": memory, "worker_memory": child, "executed": ran,
    }  # fmt: skip


def as_deck(text: str, sandbox: Sandbox) -> tuple[bool, RenderedDeck]:
    """Do what taking a file in does before anything is written; also say if it was refused."""
    decoded, faults = decode(text.encode("utf-8", "surrogatepass"), "x.md")
    parsed = parse(decoded, "x.md")
    errors = any(f.severity == "error" for f in (*faults, *check([parsed])))
    rendered = render_deck(parsed.deck, sandbox, {})
    return errors or bool(rendered.refusals), rendered


def _joined(rendered: RenderedDeck) -> str:
    cards = (side for note in rendered.cards for c in note for side in (c.front, c.back, *c.items))
    return "\n".join((*rendered.blocks, *cards))


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each text with a name, as a file and within a question, a term, a list and a table."""
    for name, text in _whole(folder):
        yield name, text
        if "\n" not in text and len(text) < 2_000:
            yield (
                f"{name} in fields",
                f"Q: {text}\nA: {text}\n\nTerm {text}\n:   {text}\n\n## L\n<!-- cards: list -->\n"
                f"- {text}\n- b\n\n| a | b |\n|---|---|\n| c | {text} |\n\n"
                f"![{text}](x.png) [x]({text}) ==a^{text}^==\n",
            )


def _whole(folder: Path) -> Iterator[tuple[str, str]]:
    def lines(path: str) -> list[str]:
        return gzip.decompress((folder / path).read_bytes()).decode().splitlines()

    for number, text in enumerate(json.loads("".join(lines("blns/blns.json.gz")))):
        yield f"blns {number}", str(text)
    for number, text in enumerate(lines("xss-payload-list/payloads.txt.gz")):
        yield f"xss {number}", text
    for number, row in enumerate(json.loads("".join(lines("dompurify/expect.json.gz")))):
        yield f"dompurify {number}", str(row["payload"])
    for part in ("markdown-dos/payloads.jsonl.gz", "yaml/cases.jsonl.gz"):
        for line in lines(part):
            row = json.loads(line)
            yield f"{part.partition('/')[0]} {row['name']}", row["text"]
    yield from _own(folder)


def _own(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted([*folder.glob("unicode/*.json"), *folder.glob("csv-injection/*.json")]):
        found = json.loads(path.read_text())
        values = found.values() if isinstance(found, dict) else found
        for value in values:
            for text in value if isinstance(value, list) else [value]:
                yield path.stem, str(text)
    for path in sorted([*folder.glob("gift/*"), *folder.glob("xml/*")]):
        yield path.name, path.read_text(errors="replace")


def executed(html: list[str]) -> int | None:
    """Open *html* in Chromium without any policy; return how many pages ran a script."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if program is None:
        return None
    from playwright.sync_api import Dialog, sync_playwright  # for development only

    ran: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()

        def note(dialog: Dialog) -> None:
            ran.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", note)
        page.on("pageerror", lambda error: ran.append(str(error)))
        page.route("**/*", lambda route: route.abort())
        for start in range(0, len(html), A_PAGE):
            page.set_content(f"<!doctype html>{''.join(html[start : start + A_PAGE])}")
            # What reacts to a pointer or to the focus gets it.
            page.evaluate(
                "for (const e of document.querySelectorAll('*')) for (const t of ['click', "
                "'mouseover', 'focus', 'error', 'load', 'toggle']) e.tagName === 'A' && t === "
                "'click' || e.dispatchEvent(new Event(t))"
            )
        browser.close()
    return len(ran)


if __name__ == "__main__":
    main()
