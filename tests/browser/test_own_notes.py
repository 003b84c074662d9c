"""A private note is written beside the answer, what was not saved stays in its field; a card of
one's own is told to nobody.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.models import User
from tests.browser.conftest import Visit
from tests.browser.pages import hold, reveal, study
from tests.waiting import eventually


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


def test_a_note_that_is_saved_late_is_kept_and_disturbs_no_other_card(page: Page) -> None:
    study(page)
    reveal(page)
    held = hold(page, "**/note")
    write(page, "Of the first card.")
    eventually(lambda: page.evaluate("true") and len(held) == 1)
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    reveal(page)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="My note on this card").click()
    page.get_by_label("In your own words").fill("Of the second")
    with page.expect_response("**/note"):
        held[0].continue_()
    page.wait_for_timeout(300)  # the dialog would be closed by now
    expect(page.get_by_label("In your own words")).to_have_value("Of the second")
    expect(page.locator("#own-note")).to_be_hidden()


def test_nobody_is_told_of_a_fault_in_a_card_of_ones_own(page: Page) -> None:
    page.goto("/my-cards/crm/new/term")
    page.get_by_label("Term").fill("Zebra")
    page.get_by_label("Definition").fill("A horse with stripes.")
    page.get_by_role("button", name="Add the card").click()
    expect(page.get_by_role("status")).to_contain_text("The card is added")
    study(page)
    hidden: dict[bool, list[bool]] = {}
    while len(hidden) < 2:
        own = page.locator("#question").inner_text() in {"Zebra", "A horse with stripes."}
        page.get_by_text("More", exact=True).click()
        expect(page.get_by_role("button", name="What is known of this card")).to_be_visible()
        ways = page.locator("#report-open, #suggest")
        hidden[own] = [not ways.nth(place).is_visible() for place in range(2)]
        page.get_by_role("button", name=re.compile("(Show|Check) the answer")).click()
        page.get_by_role("button", name="Knew it").click()
    assert hidden == {True: [True, True], False: [False, False]}
