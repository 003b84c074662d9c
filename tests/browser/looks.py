"""How tests look at a page: with axe, for its width, in which looks."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.chromium import DESKTOP, PHONE

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW: ViewportSize = {"width": 320, "height": 640}
TOUCH_TARGET = 44  # CSS pixels
# Two of the four looks see each scheme and each size daily; the others are for the long round.
LOOKS = [
    pytest.param("light", DESKTOP, id="light-desktop"),
    pytest.param("dark", PHONE, id="dark-phone"),
    pytest.param("dark", DESKTOP, id="dark-desktop", marks=pytest.mark.long),
    pytest.param("light", PHONE, id="light-phone", marks=pytest.mark.long),
]


def faults(page: Page, name: str) -> list[str]:
    """Return what axe finds on the page as it is, one line each."""
    page.wait_for_load_state()  # a link's page is there before its style
    options = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{name}: {rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflowing(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    page.wait_for_load_state()  # a link's page is there before its style
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


def look_over(page: Page, name: str) -> list[str]:
    """Return what axe finds, and where the page is too wide: a phone's page at 320 pixels too."""
    found = faults(page, name)
    for size in [DESKTOP] if page.viewport_size == DESKTOP else [NARROW, PHONE]:
        page.set_viewport_size(size)
        if wide := overflowing(page):
            found.append(f"{name} is {wide} pixels wider than {size['width']}")
    return found


def double_the_text(page: Page) -> None:
    """Set the browser's font size to twice its default, as a user would in its settings."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto("/login")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
