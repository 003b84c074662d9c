"""What can be done with a card beside answering it: the dialogs, a report, a flag, undo."""

from __future__ import annotations

import re
import uuid

from playwright.sync_api import Route, expect

from app.db import Database
from app.models import User
from tests.browser import log
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit
from tests.browser.looks import faults
from tests.browser.pages import answer, study, study_typing
from tests.browser.server import Server
from tests.waiting import eventually


def test_axe_finds_nothing_in_the_dialogs(
    visit: Visit, typist: User, every_kind: uuid.UUID
) -> None:
    page = visit(typist, viewport=PHONE, reduced_motion="reduce").new_page()
    study_typing(page, every_kind)
    page.locator("#show").click()
    page.locator('[data-rating="3"]').click()
    page.get_by_role("button", name="Undo").click()
    found = []
    for name in ("Something is wrong", "What is known", "Keys and grades"):
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.locator("#info-state")).not_to_have_text("Fetching …")
        found += faults(page, name)
        page.keyboard.press("Escape")
    assert found == []


def test_a_report_is_sent_with_its_text_and_confirmed(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    page.keyboard.press("!")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Write a few words, so that")).to_be_visible()
    page.get_by_label("What should be put right").fill("The answer is 5, not 4.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#told")).to_have_text("Sent to your instructors. Thank you.")
    expect(page.locator("#question")).to_be_visible()
    (report,) = [event for event in log.events(stored) if event.type == "report"]
    assert report.detail == {"text": "The answer is 5, not 4."}


def test_a_report_without_a_connection_is_kept(visit: Visit, student: User, server: Server) -> None:
    page = visit(student).new_page()
    study(page)
    server.kill()
    page.keyboard.press("!")
    page.get_by_label("What should be put right").fill("Wrong.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#told")).to_have_text(re.compile("^Kept here; it goes"))


def test_a_flag_is_set_shown_and_taken_off(visit: Visit, student: User, stored: Database) -> None:
    page = visit(student).new_page()
    study(page)
    page.keyboard.press("*")
    expect(page.locator("#flagged")).to_be_visible()
    eventually(lambda: log.counts(stored) == {"flag": 1})
    page.reload()
    expect(page.locator("#flagged")).to_be_visible()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Take the flag off").click()
    expect(page.locator("#flagged")).to_be_hidden()
    eventually(lambda: log.counts(stored) == {"flag": 1, "unflag": 1})


def test_a_card_tells_its_history_and_its_forecast(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    page.keyboard.press("i")
    expect(page.locator("#info-state")).to_contain_text("You have not answered this card yet.")
    page.keyboard.press("Escape")
    first = page.locator("#question").inner_text()
    answer(page, "1")
    eventually(lambda: log.counts(stored) == {"review": 1})
    for _ in range(12):
        if page.locator("#question").inner_text() == first:
            break
        answer(page)
    page.keyboard.press("i")
    expect(page.locator("#info-state")).to_contain_text("Answered 1 time.")
    expect(page.locator("#info-forecast tr")).to_have_count(4)
    expect(page.locator("#info-answers tr")).to_have_text(re.compile(r"Again \(forgot\)"))


def test_a_history_that_comes_late_is_not_shown_as_that_of_the_card_after(
    visit: Visit, student: User
) -> None:
    page = visit(student).new_page()
    study(page)
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/api/v1/courses/crm/cards/*", hold_first)
    page.keyboard.press("i")
    expect(page.locator("#info-state")).to_have_text("Fetching …")
    page.keyboard.press("Escape")
    answer(page)
    page.keyboard.press("i")
    expect(page.locator("#info-state")).to_contain_text("You have not answered this card yet.")
    eventually(lambda: page.evaluate("true") and len(held) == 1)
    with page.expect_response("**/api/v1/courses/crm/cards/*"):
        held[0].fulfill(status=404, body="{}")
    page.wait_for_timeout(300)  # it would be shown by now
    expect(page.locator("#info-state")).to_contain_text("You have not answered this card yet.")


def test_thirty_answers_can_be_undone_after_the_page_was_loaded_again(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    asked = []
    for _ in range(30):
        asked.append(page.locator("#question").inner_text())
        answer(page, "1")
    eventually(lambda: log.counts(stored)["review"] == 30)
    page.reload()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#progress")).to_have_text(re.compile("^0 done"))
    expect(page.locator("#undo")).to_be_enabled()  # what was done before is known again
    undone = []
    for _ in range(30):
        page.keyboard.press("z")
        undone.append(page.locator("#question").inner_text())
    assert undone == asked[::-1]
    eventually(lambda: log.counts(stored) == {"review": 30, "retract": 30})
