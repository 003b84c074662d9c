"""Quizzes in a real browser: saved on every change, whatever happens to server and log-in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from app.clock import utc_now
from app.db import Database
from app.models import Attempt, User
from app.services import login_sessions
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit, log_in
from tests.browser.looks import faults
from tests.browser.pages import hold
from tests.browser.server import Server
from tests.waiting import eventually

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


def hand_in(page: Page) -> None:
    """Hand in with open questions, which is asked back once."""
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.locator("#open")).to_be_focused()
    page.get_by_role("button", name="Hand in all the same").click()
    page.wait_for_url("**/review")


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
    expect(other.locator("html.scripted")).to_be_attached()
    choose(other, 1)
    expect(other.locator("#save-status")).to_have_text(SAVED)
    with page.expect_response(lambda reply: "/answers" in reply.url and reply.ok):
        choose(page, 2)  # its number is taken by the other tab
    expect(page.locator("#save-status")).to_have_text(SAVED)
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mock exam: the result")
    left_open = page.get_by_text("You left this open.")
    expect(left_open).to_have_count(17)


def test_what_is_chosen_before_the_script_has_come_is_saved_too(
    visit: Visit, student: User
) -> None:
    context = visit(student)
    page = context.new_page()
    scripts = hold(page, "**/js/attempt.js")
    page.goto("/quizzes/crm")
    page.get_by_label("Number of questions").fill("20")
    page.get_by_role("button", name="Start").click(no_wait_after=True)
    choose(page)
    eventually(lambda: page.evaluate("true") and len(scripts) == 1)
    scripts[0].continue_()
    expect(page.locator("#save-status")).to_have_text(SAVED)
    expect(page.locator("#answered")).to_have_text("1 of 20 answered")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#answered")).to_have_text("1 of 20 answered")


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_open_is_named_before_it_is_handed_in(
    visit: Visit, student: User, scripts: bool
) -> None:
    page = visit(student, java_script_enabled=scripts).new_page()
    page.goto("/quizzes/crm")
    page.get_by_label("Number of questions").fill("20")
    page.get_by_role("button", name="Start").click()
    choose(page)
    page.get_by_role("button", name="Hand in", exact=True).click()
    asked = page.locator("#open")
    expect(asked).to_contain_text("19 questions have no answer yet")
    expect(page.locator("#answered")).to_have_text("1 of 20 answered")
    asked.get_by_role("link").last.click()
    expect(page).to_have_url(re.compile("#question-"))
    choose(page, 1)
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(asked).to_contain_text("18 questions have no answer yet")
    page.get_by_role("button", name="Hand in all the same").click()
    page.wait_for_url("**/review")
    expect(page.get_by_text("You left this open.")).to_have_count(18)


def test_when_time_runs_out_the_page_hands_in_without_a_question(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    start(page)
    choose(page)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.get_by_role("button", name="Hand in", exact=True).click()
    expect(page.locator("#open")).to_be_visible()
    with stored.transaction() as session:
        soon = utc_now() + timedelta(seconds=6)
        session.execute(update(Attempt).where(Attempt.submitted_at.is_(None)).values(deadline=soon))
    page.reload()
    page.wait_for_url("**/review")
    expect(page.get_by_text("You left this open.")).to_have_count(19)


def test_answers_wait_for_a_server_that_was_killed(
    visit: Visit, student: User, server: Server
) -> None:
    page = visit(student).new_page()
    start(page)
    server.kill()
    choose(page)
    expect(page.locator("#save-status")).to_contain_text("no connection")
    server.start()
    expect(page.locator("#save-status")).to_have_text(SAVED)
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
    expect(page.locator("#save-status")).to_have_text(SAVED)


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
            expect(page.locator("#open")).to_be_visible()
            found += faults(page, "asked back")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.get_by_role("button", name="Hand in all the same").click()
            page.wait_for_url("**/review")
        else:
            page.goto("/quizzes/crm")
        found += faults(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert found == []
