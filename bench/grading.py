"""How much script runs from a grade to the next card, on the demo course.

    python -m bench.grading [--answers 60]

A demo of its own and the system's Chromium, on a desk and on a phone slowed down four times. Every
answer is revealed and graded by key; what is timed is the key's handler, from the press until the
next question stands in the document, without and with the style and layout it then needs.
Prints the median, the 95th percentile and the largest, in milliseconds.
"""

from __future__ import annotations

import argparse
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
    parser.add_argument("--answers", type=int, default=60)
    answers = parser.parse_args().answers
    options = launch_options()
    if options is None:
        sys.exit("the measurement needs Chromium or Chrome; CHROMIUM=/path/to/it names one")
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as (url, settings):
        _, _, tokens = look_up(settings)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**options)
            for name, size, slower in LOOKS:
                page = studying(browser, url, tokens[Who.STUDENT], size, slower)
                print(f"{name}, {answers} answers")
                report(grade(page, answers))
                page.context.close()
            browser.close()


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


def report(spent: Sequence[tuple[float, float]]) -> None:
    """Print a line for the script, and one with style and layout."""
    columns = zip(("script", "with style and layout"), zip(*spent, strict=True), strict=True)
    for name, times in columns:
        high = statistics.quantiles(times, n=20)[-1]
        print(
            f"  {name:22} median {statistics.median(times):5.1f}"
            f"  95 % {high:5.1f}  max {max(times):5.1f}"
        )


if __name__ == "__main__":
    main()
