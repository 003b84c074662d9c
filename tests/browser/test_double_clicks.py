"""The second half of a double click turns no card: nobody has read what it would grade."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from app.models import User
from tests.browser.conftest import Visit
from tests.browser.pages import study

TELEPHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def page(visit: Visit, student: User) -> Page:
    """A narrow page, where each grade stands where "Show the answer" stood."""
    page = visit(student).new_page()
    page.set_viewport_size(TELEPHONE)
    return page


def double_click(page: Page, selector: str) -> None:
    """Click twice on the right of what is there, as hands do that double-click everything."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)


def test_a_double_click_on_show_grades_nothing(page: Page) -> None:
    study(page)
    double_click(page, "#show")
    expect(page.locator("#answer")).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("0 done")


def test_a_double_click_on_a_grade_leaves_the_next_question_unanswered(page: Page) -> None:
    study(page)
    page.click("#show")
    double_click(page, "#grades button[data-rating='3']")
    expect(page.locator("#progress")).to_contain_text("1 done")
    expect(page.locator("#show")).to_be_visible()
    expect(page.locator("#answer")).not_to_be_visible()


def test_a_later_click_counts_however_the_browser_counts_it(page: Page) -> None:
    study(page)
    page.click("#show")
    page.wait_for_timeout(450)
    page.hover("#grades button[data-rating='3']")
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    expect(page.locator("#progress")).to_contain_text("1 done")
