"""Every page that ``scripts/pages.py`` lists, in the demo: axe in every look, and 320 pixels.

What only forms, menus and the study screen show is looked at in their own files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from app import create_app
from app.clock import utc_now
from scripts import pages, samples
from scripts.pages import Page, Who
from tests import demo
from tests.browser.looks import LOOKS, NARROW, double_the_text, faults, overflowing
from tests.browser.server import Server
from tests.browser.watch import Watch
from tests.waiting import PATIENCE

ENLARGED = {"width": 640, "height": 900}  # with twice the text: 320 pixels at 200 %


@dataclass(frozen=True, slots=True)
class Site:
    """The demo as it is served: its address, its pages, and a log-in for everybody."""

    url: str
    pages: Sequence[Page]
    tokens: dict[Who, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    config = demo.copied(tmp_path_factory)
    app = create_app(config)
    database = app.extensions["database"]
    with database.transaction() as session:
        tokens = samples.log_in_all(session, utc_now())
        found = pages.find(app.url_map, samples.arguments(session))
    database.engine.dispose()
    server = Server(config.database_url, config.instance_dir)
    server.start()
    yield Site(server.url, [page for page in found if page.name != "study"], tokens)
    server.stop()


def visits(browser: Browser, site: Site, **look: Any) -> Iterator[tuple[BrowserContext, Who]]:
    """Open a watched context for everybody in turn."""
    for who in Who:
        context = browser.new_context(base_url=site.url, locale="en-GB", **look)
        context.set_default_timeout(PATIENCE * 1000)
        watch = Watch(context, site.url)
        if who in site.tokens:
            cookie = {"name": "retain", "value": site.tokens[who], "url": site.url}
            context.add_cookies([cookie])  # type: ignore[list-item] # - a plain dict has its keys
        yield context, who
        context.close()
        assert not watch.faults, "\n".join(watch.faults)


def each(tab: Tab, site: Site, who: Who) -> Iterator[str]:
    """Open every page that *who* looks at; give its name."""
    for page in site.pages:
        if page.who is who:
            tab.goto(page.path)
            yield page.name


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_axe_finds_nothing_on_any_page_of_the_demo(
    browser: Browser, site: Site, scheme: Literal["light", "dark"], size: dict[str, int]
) -> None:
    found = []
    for context, who in visits(
        browser, site, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    ):
        tab = context.new_page()
        found += [fault for name in each(tab, site, who) for fault in faults(tab, name)]
    assert not found, "\n".join(found)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("enlarged", [False, True], ids=["as it is", "text at 200 %"])
def test_no_page_of_the_demo_needs_scrolling_sideways_at_320_pixels(
    browser: Browser, site: Site, *, enlarged: bool
) -> None:
    wide: dict[str, int] = {}
    for context, who in visits(browser, site, viewport=ENLARGED if enlarged else NARROW):
        tab = context.new_page()
        if enlarged:
            double_the_text(tab)
        wide |= {name: overflowing(tab) for name in each(tab, site, who)}
    assert len(wide) == len(site.pages)
    assert not {name: pixels for name, pixels in wide.items() if pixels > 0}
