"""A private note is written beside the answer; what was not saved stays in its field."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.models import User
from tests.browser.conftest import Visit
from tests.browser.pages import reveal, study


@pytest.fixture
def page(visit: Visit, student: User) -> Page:
    return visit(student).new_page()


def write(page: Page, text: str) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="My note on this card").click()
    page.get_by_label("In your own words").fill(text)
    page.get_by_role("button", name="Keep the note").click()


def test_a_note_is_kept_and_shown_with_the_answer(page: Page) -> None:
    study(page)
    expect(page.locator("#note-open")).to_be_disabled()
    reveal(page)
    write(page, "Butter.\n<b>It melts.</b>")
    expect(page.locator("#own-note-text")).to_have_text("Butter.\n<b>It melts.</b>")
    study(page)
    expect(page.locator("#own-note")).to_be_hidden()
    reveal(page)
    expect(page.locator("#own-note-text")).to_have_text("Butter.\n<b>It melts.</b>")


def test_without_a_connection_the_text_stays_in_the_field(page: Page) -> None:
    study(page)
    reveal(page)
    page.route("**/note", lambda route: route.abort())
    write(page, "Butter.")
    expect(page.locator("#note-status")).to_contain_text("Not saved")
    expect(page.get_by_label("In your own words")).to_have_value("Butter.")
    page.unroute("**/note")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("#own-note-text")).to_have_text("Butter.")
