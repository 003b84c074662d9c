"""How much script runs from a grade to the next card, on the demo course.

    python -m bench.grading [OUT.json] [--answers 60]

A demo of its own and the system's Chromium, on a desk and on a phone slowed down four times. Every
answer is revealed and graded by key; what is timed is the key's handler, from the press until the
next question stands in the document, without and with the style and layout it then needs.
Prints the median, the 95th percentile and the largest, in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from app.services.demo.history import SLUG
from scripts.gallery import demo, look_up
from scripts.pages import Who
from tests.browser.chromium import DESKTOP, PHONE, launch_options

GRADE = """() => {
    const question = document.querySelector("#question");
    const press = (key) => question.dispatchEvent(
        new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    press(" ");
    const start = performance.now();
    press("2");
    const script = performance.now() - start;
    void document.body.offsetHeight;
    return [script, performance.now() - start, question.innerText];
}"""
LOOKS: Sequence[tuple[str, ViewportSize, int]] = (
    ("desktop", DESKTOP, 1),
    ("phone, slowed down 4 times", PHONE, 4),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", default="build/bench/grading.json")
    parser.add_argument("--answers", type=int, default=60)
    given = parser.parse_args()
    options = launch_options()
    if options is None:
        sys.exit("the measurement needs Chromium or Chrome; CHROMIUM=/path/to/it names one")
    found: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as (url, settings):
        _, _, tokens = look_up(settings)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**options)
            for name, size, slower in LOOKS:
                page = studying(browser, url, tokens[Who.STUDENT], size, slower)
                print(f"{name}, {given.answers} answers")
                found[name] = report(grade(page, given.answers))
                page.context.close()
            browser.close()
    out = Path(given.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1) + "\n")


def studying(browser: Browser, url: str, token: str, size: ViewportSize, slower: int) -> Page:
    """Open the study screen on all that the course asks for, the processor *slower* times."""
    context = browser.new_context(base_url=url, viewport=size)
    cookie = {"name": "retain", "value": token, "url": url}
    context.add_cookies([cookie])  # type: ignore[list-item] # - a plain dict has its keys
    page = context.new_page()
    page.goto(f"/study/{SLUG}")
    page.locator("#question").wait_for()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def grade(page: Page, answers: int) -> list[tuple[float, float]]:
    """Grade *answers* cards as known; return each one's milliseconds of script, and with layout."""
    spent = []
    for _ in range(answers):
        page.locator("#question").wait_for()
        script, laid_out, _question = page.evaluate(GRADE)
        spent.append((float(script), float(laid_out)))
        page.wait_for_timeout(50)  # what is sent and stored meanwhile is not part of it
    return spent


def report(spent: Sequence[tuple[float, float]]) -> dict[str, dict[str, float]]:
    """Print a line for the script, and one with style and layout; return the milliseconds."""
    found = {}
    columns = zip(("script", "with style and layout"), zip(*spent, strict=True), strict=True)
    for name, times in columns:
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"  {name:22} median {middle:5.1f}  95 % {high:5.1f}  max {max(times):5.1f}")
        found[name] = {"median": middle, "p95": high, "largest": max(times)}
    return found


if __name__ == "__main__":
    main()
