"""Quizzes in a real browser: saved on every change, whatever happens to server and log-in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.clock import utc_now
from app.db import Database
from app.models import User
from app.services import login_sessions
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit, log_in
from tests.browser.server import Server
from tests.browser.test_accessibility import faults

SAVED = "All answers saved."


def start(page: Page) -> None:
    """Begin a mock exam, which has the clock on its page."""
    page.goto("/quizzes/crm")
    page.get_by_label("Number of questions").fill("20")
    page.get_by_label("Mock exam, against the clock").check()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("html.scripted #attempt")).to_be_visible()


def choose(page: Page, number: int = 0) -> None:
    """Choose the first option of a question with options to choose one of."""
    questions = page.locator("article:has(input[type=radio])")
    questions.nth(number).locator("input[type=radio]").first.check()


def test_a_change_is_saved_at_once_and_is_there_in_another_tab(visit: Visit, student: User) -> None:
    context = visit(student)
    page = context.new_page()
    start(page)
    choose(page)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    expect(page.locator("#answered")).to_have_text("1 of 20 answered")
    expect(page.locator("#time-left")).to_contain_text("min left")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#answered")).to_have_text("1 of 20 answered")
    choose(other, 1)
    expect(other.locator("#save-status")).to_have_text(SAVED)
    choose(page, 2)  # its number is taken by the other tab
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mock exam: the result")
    left_open = page.get_by_text("You left this open.")
    expect(left_open).to_have_count(17)


def test_answers_wait_for_a_server_that_was_killed(
    visit: Visit, student: User, server: Server
) -> None:
    page = visit(student).new_page()
    start(page)
    server.kill()
    choose(page)
    expect(page.locator("#save-status")).to_contain_text("no connection")
    server.start()
    expect(page.locator("#save-status")).to_have_text(SAVED, timeout=30_000)
    page.reload()
    expect(page.locator("#answered")).to_have_text("1 of 20 answered")


def test_answers_wait_for_the_next_log_in(
    visit: Visit, student: User, server: Server, stored: Database
) -> None:
    context = visit(student)
    page = context.new_page()
    start(page)
    with stored.transaction() as session:
        login_sessions.revoke_all(session, student.id, utc_now())
    choose(page)
    expect(page.locator("#save-status")).to_contain_text("you are logged out")
    log_in(context, server, student)
    expect(page.locator("#save-status")).to_have_text(SAVED, timeout=30_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_quiz_is_accessible_and_fits_a_phone(
    visit: Visit, student: User, scheme: str
) -> None:
    page = visit(student, viewport=PHONE, color_scheme=scheme).new_page()
    found: list[str] = []
    for name in ("chooser", "attempt", "review", "history"):
        if name == "attempt":
            start(page)
        elif name == "review":
            choose(page)
            page.get_by_role("button", name="Hand in").click()
            page.wait_for_url("**/review")
        else:
            page.goto("/quizzes/crm")
        found += faults(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert found == []
