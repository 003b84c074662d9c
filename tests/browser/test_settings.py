"""The settings and what they change, in a browser."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

from playwright.sync_api import Page, expect

from app.clock import utc_now
from app.db import Database
from app.models import Enrolment, ExamDate, Offering, User
from tests.browser import log
from tests.browser.conftest import Visit
from tests.browser.pages import study
from tests.waiting import eventually

PHONE = {"width": 360, "height": 740}


def set_key(page: Page, deed: str, keys: str) -> None:
    page.goto("/settings")
    page.locator(f"#key_{deed}").fill(keys)
    page.get_by_role("button", name=re.compile("^Save ?: Keys")).click()


def test_a_key_that_was_changed_acts_and_the_old_one_does_not(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    set_key(page, "show", "ArrowRight")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    with page.expect_navigation():
        set_key(page, "forgot", "f")
    study(page)
    page.keyboard.press("Space")
    expect(page.locator("#answer")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#answer")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#answer")).to_be_visible()
    page.keyboard.press("f")
    expect(page.locator("#answer")).to_be_hidden()
    eventually(lambda: log.counts(stored) == {"review": 1})
    assert log.events(stored)[0].rating == 1
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("→ Show the answer")


def test_a_key_with_two_meanings_is_refused_at_its_field(visit: Visit, student: User) -> None:
    page = visit(student).new_page()
    set_key(page, "flag", "u")
    expect(page.locator("#key_flag-error")).to_contain_text("already the key for")
    expect(page.locator("#key_flag")).to_have_value("u")
    expect(page.locator("#part-keys")).to_be_in_viewport()


def test_settings_work_on_a_phone_without_scripts(visit: Visit, student: User) -> None:
    page = visit(student, viewport=PHONE, java_script_enabled=False).new_page()
    page.goto("/settings")
    page.get_by_label("First day").fill("2027-02-01")
    page.get_by_label("Last day").fill("2027-02-07")
    page.get_by_role("button", name="Add the break").click()
    expect(page.get_by_role("status")).to_contain_text("Your due dates are planned")
    page.get_by_role("button", name="Take away").click()
    expect(page.get_by_text("No breaks yet.")).to_be_visible()
    page.get_by_label("Larger by a third").check()
    page.get_by_role("button", name=re.compile("^Save ?: Type")).click()
    expect(page.locator("html")).to_have_attribute("data-type-size", "largest")


def test_after_the_last_exam_a_button_takes_studying_up_again(
    visit: Visit, student: User, stored: Database, offering: Offering
) -> None:
    with stored.transaction() as session:
        at = utc_now() - timedelta(days=2)
        session.add(ExamDate(id=uuid.uuid4(), offering_id=offering.id, title="Finals", at=at))
        enrolment = session.get_one(Enrolment, (student.id, offering.id))
        enrolment.enrolled_at = at - timedelta(days=30)
    page = visit(student).new_page()
    page.goto("/study/crm")
    expect(page.get_by_role("heading", name="Studying rests")).to_be_visible()
    page.get_by_role("button", name="Keep remembering").click()
    expect(page.locator("#question")).to_be_focused()


def test_an_exam_that_ends_while_the_page_is_open_says_so(
    visit: Visit, student: User, stored: Database, offering: Offering
) -> None:
    page = visit(student).new_page()
    page.route(
        "**/api/v1/courses/crm/queue?*",
        lambda route: route.fulfill(
            json={
                "server_time": utc_now().isoformat(),
                "mode": "schedule",
                "counts": {"new": 0, "learning": 0, "review": 0},
                "minutes_left": 20,
                "cards": [],
                "rests_after": {"title": "Finals", "at": utc_now().isoformat()},
            }
        ),
    )
    page.goto("/study/crm?mode=schedule")
    expect(page.locator("#end-title")).to_have_text("Studying rests.")
    expect(page.locator("#end-result")).to_contain_text("Finals is over")
