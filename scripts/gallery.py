"""``make gallery``: a picture of every page in every look, from a demo of its own.

Writes build/gallery/<page>-<phone|desktop>-<light|dark>.png and an index.html over them, and
the pictures of the README, one window each, in build/gallery/readme/: they are copied to
docs/img/ when the pages have changed.
``python -m scripts.gallery WORD`` takes only the pages whose name starts with WORD.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright
from playwright.sync_api import Page as Tab
from sqlalchemy import select

from app import create_app
from app.clock import utc_now
from app.config import ROOT, from_environment
from app.models import Deck
from scripts import pages, samples, states
from scripts.pages import Page, Who
from tests.browser.chromium import DESKTOP, PHONE, launch_options
from tests.ports import free_port

FOLDER = ROOT / "build" / "gallery"
START_SECONDS = 180  # the demo simulates twelve students first

README = {
    "study-contrast-question-desktop-light": "study.png",
    "notes-desktop-light": "notes.png",
    "study-term-answer-phone-light": "phone.png",
}

Scheme = Literal["light", "dark"]
SIZES: dict[str, ViewportSize] = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def main(start: str = "") -> None:
    """Start a demo, take every picture, write the index, end the demo."""
    options = launch_options()
    if options is None:
        sys.exit("retain: the gallery needs Chromium or Chrome; CHROMIUM=/path/to/it names one")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as (url, settings):
        wanted, decks, tokens = look_up(settings)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**options)
            for size, scheme in product(SIZES, SCHEMES):
                gallery = Gallery(browser, url, tokens, size, scheme, start)
                gallery.photograph(wanted, decks)
            browser.close()
    taken = sorted(FOLDER.glob("*.png"))
    (FOLDER / "index.html").write_text(index(taken), encoding="utf-8")
    print(f"ok     {len(taken)} pictures, {FOLDER.relative_to(ROOT)}/index.html shows them all")


@contextmanager
def demo(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Run ``flask demo`` on a free port; give its address and settings, and end it after."""
    settings = {"INSTANCE_DIR": str(folder), "PORT": str(free_port()), "HOST": "127.0.0.1"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with (folder / "demo.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "demo"],
            cwd=ROOT,
            env=kept | settings | {"TZ": "Europe/Vienna"},
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{settings['PORT']}"
    try:
        _wait_for(url, process, folder / "demo.log")
        yield url, settings
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"retain: the demo did not start:\n{log.read_text(encoding='utf-8')}")


def look_up(settings: dict[str, str]) -> tuple[list[Page], list[str], dict[Who, str]]:
    """Return every page of the demo, its decks, and a log-in for everybody."""
    app = create_app(from_environment(settings))
    database = app.extensions["database"]
    with database.transaction() as session:
        tokens = samples.log_in_all(session, utc_now())
        found = pages.find(app.url_map, samples.arguments(session))
        decks = [str(deck) for deck in session.scalars(select(Deck.id).order_by(Deck.position))]
    database.engine.dispose()
    return found, decks, tokens


class Gallery:
    """One look (size and scheme) at the pages whose name begins with *start*."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        tokens: dict[Who, str],
        size: str,
        scheme: Scheme,
        start: str,
    ) -> None:
        self.browser, self.url, self.tokens = browser, url, tokens
        self.size, self.scheme, self.start = size, scheme, start

    def photograph(self, wanted: list[Page], decks: list[str]) -> None:
        """Take the pictures of this look."""
        for who in Who:
            context = self._context(who)
            tab = context.new_page()
            for page in wanted:
                if page.who is who and page.name.startswith(self.start) and page.name != "study":
                    tab.goto(page.path)
                    self._take(tab, page.name)
            for name in self._states(tab, who, decks):
                self._take(tab, name)
            tab.unroute_all(behavior="ignoreErrors")  # the study page fetches on and on
            context.close()

    def _states(self, tab: Tab, who: Who, decks: list[str]) -> Iterator[str]:
        if who is Who.VISITOR:
            yield from states.forms_with_errors(tab)
        if who is Who.STUDENT and "study".startswith(self.start[:5]):
            yield from states.study(tab, decks)

    def _context(self, who: Who) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.url,
            viewport=SIZES[self.size],
            color_scheme=self.scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Vienna",
        )
        if who in self.tokens:
            cookie = {"name": "retain", "value": self.tokens[who], "url": self.url}
            context.add_cookies([cookie])  # type: ignore[list-item] # - a plain dict has its keys
        return context

    def _take(self, tab: Tab, name: str) -> None:
        if name.startswith(self.start):
            picture = f"{name}-{self.size}-{self.scheme}"
            if picture in README:
                tab.screenshot(path=FOLDER / "readme" / README[picture], animations="disabled")
            # In a window as high as the page, what sticks to its foot stands at the foot.
            window = SIZES[self.size]
            tall: int = tab.evaluate("document.documentElement.scrollHeight")
            tab.set_viewport_size({"width": window["width"], "height": tall})
            path = FOLDER / f"{picture}.png"
            tab.screenshot(path=path, full_page=True, animations="disabled")
            tab.set_viewport_size(window)


def index(pictures: list[Path]) -> str:
    """Return a page that shows the pictures, each row one page in its looks."""
    figures = "\n".join(
        f'<figure><a href="{name}"><img src="{name}" alt="" loading="lazy"></a>'
        f"<figcaption>{name.removesuffix('.png')}</figcaption></figure>"
        for name in (html.escape(picture.name) for picture in pictures)
    )
    return (
        '<!doctype html>\n<html lang="en-GB"><meta charset="utf-8"><title>Gallery</title>\n'
        "<style>body{font:14px sans-serif;display:grid;gap:1rem;"
        "grid-template-columns:repeat(4,1fr);background:#888}"
        f"figure{{margin:0}}img{{max-width:100%}}</style>\n{figures}\n</html>\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:2])
