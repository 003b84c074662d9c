"""An instructor pastes notes, corrects two pairs and publishes, with scripts and without."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.models import User
from tests.browser import test_class_pages
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit
from tests.browser.looks import faults
from tests.exports.material.notes import TERM_FIRST, WEB_PAGE
from tests.exports.material.test_hypertext import WORD

instructor = test_class_pages.instructor
MINUTES = 5


def correct(page: Page, wrong: str, right: str) -> None:
    """Correct the side that has these words."""
    areas = page.locator("textarea")
    for number in range(areas.count()):
        text = areas.nth(number).input_value()
        if wrong in text:
            areas.nth(number).fill(text.replace(wrong, right))
            return
    raise AssertionError(wrong)


@pytest.mark.parametrize("scripts", [True, False])
def test_notes_are_pasted_corrected_and_published(
    visit: Visit, instructor: User, scripts: bool
) -> None:
    page = visit(instructor, java_script_enabled=scripts).new_page()
    began = time.monotonic()
    page.goto("/classes/crm/decks")
    page.get_by_role("link", name="Write decks").click()
    page.get_by_role("link", name=re.compile("^Import")).click()
    page.get_by_label("Notes").fill(TERM_FIRST)
    page.get_by_role("button", name="Show the pairs").click()
    expect(page.locator(".counts")).to_contain_text("6 entries become cards")
    correct(page, "Infuser", "Tea infuser")
    correct(page, "no dust in the cup", "no dust at all")
    page.get_by_role("button", name=re.compile("Drop.*lines 4")).click()
    expect(page.locator(".counts")).to_contain_text("5 entries become cards")
    page.get_by_role("button", name="Go on to publish").click()
    expect(page.get_by_text("5 new").first).to_be_visible()
    page.get_by_role("button", name="Publish these changes").click()
    expect(page.get_by_text("Published.")).to_be_visible()
    assert time.monotonic() - began < MINUTES * 60
    page.goto("/courses/crm")
    expect(page.get_by_text("Unit 3 Flashcards").first).to_be_visible()


def test_what_is_pasted_from_word_keeps_its_lists(visit: Visit, instructor: User) -> None:
    page = visit(instructor).new_page()
    page.goto("/author/crm/import")
    page.evaluate(
        """([html]) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", "kettle");
          const area = document.getElementById("text");
          area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
          area.value = "kettle";
          area.dispatchEvent(new Event("input"));
        }""",
        [WORD],
    )
    expect(page.locator("[data-rich]")).to_be_visible()
    page.get_by_role("button", name="Show the pairs").click()
    expect(page.get_by_label("List, one entry a line").first).to_have_value(
        "clear colour\nfresh smell"
    )


@pytest.mark.parametrize("look", [{}, {"viewport": PHONE}, {"color_scheme": "dark"}])
def test_the_preview_can_be_read_by_everybody(
    visit: Visit, instructor: User, look: dict[str, Any]
) -> None:
    page = visit(instructor, **look).new_page()
    page.goto("/author/crm/import")
    assert faults(page, "import") == []
    page.get_by_label("Notes").fill(WEB_PAGE)
    page.get_by_role("button", name="Show the pairs").click()
    expect(page.locator(".entries")).to_be_visible()
    assert faults(page, "preview") == []
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
