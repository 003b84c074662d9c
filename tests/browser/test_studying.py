from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from app.db import Database
from app.models import Offering
from tests.browser import log
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit
from tests.waiting import eventually

PASSWORD = "seven calm otters read"
TEN_IN_ALL = re.compile(r"^10 done")


def sign_up(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    fill_in_sign_up(page, name)


def fill_in_sign_up(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(f"{name.lower()}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()


def join(page: Page, offering: Offering) -> None:
    page.get_by_role("main").get_by_role("link", name="Enter a join code").click()
    page.get_by_label("Join code").fill(offering.join_code.lower())
    page.get_by_role("button", name="Look it up").click()
    page.get_by_role("button", name="Join this course").click()


def test_a_student_signs_up_joins_and_studies_ten_cards_by_keyboard_alone(
    visit: Visit, offering: Offering, stored: Database
) -> None:
    page = visit().new_page()
    sign_up(page, "Ada")
    join(page, offering)
    page.get_by_role("link", name="Study now").focus()
    page.keyboard.press("Enter")
    keys: Callable[[int], str] = lambda n: ("Space", "3", "Enter")[n % 3]  # noqa: E731 - said once
    for number in range(10):
        expect(page.locator("#question")).to_be_focused()
        page.keyboard.press("Space")
        expect(page.locator("#answer")).to_be_focused()
        page.keyboard.press("1" if number == 4 else keys(number))
    expect(page.locator("#progress")).to_have_text(TEN_IN_ALL)

    last = log_of_last_answer(stored)
    page.keyboard.press("u")
    expect(page.locator("#progress")).to_have_text(re.compile("^9 done"))
    expect(page.locator("#spoken")).to_have_text("Undone. The card is back.")
    eventually(lambda: log.counts(stored) == {"review": 10, "retract": 1})
    retract = log.events(stored)[-1]
    assert (retract.type, retract.target) == ("retract", last)
    again = [event for event in log.events(stored) if event.rating == 1]
    assert len(again) == 1
    seen = {state.card_id: state.repetitions for state in log.states(stored)}
    assert sorted(seen.values()) == [0, *[1] * 9]
    assert {event.zone for event in log.events(stored)} == {"Europe/Vienna"}
    assert log.zone_of(stored, "ada@example.org") == "Europe/Vienna"


def log_of_last_answer(database: Database) -> object:
    eventually(lambda: log.counts(database)["review"] == 10)
    return log.events(database)[-1].id


def test_the_same_on_a_phone_by_touch(visit: Visit, offering: Offering, stored: Database) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2).new_page()
    sign_up(page, "Grace")
    join(page, offering)
    page.get_by_role("link", name="Study now").tap()
    for number in range(10):
        page.get_by_role("button", name=re.compile("(Show|Check) the answer")).tap()
        page.get_by_role("button", name="Forgot" if number == 2 else "Knew it").tap()
    expect(page.locator("#progress")).to_have_text(TEN_IN_ALL)
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator("#progress")).to_have_text(re.compile("^9 done"))
    eventually(lambda: log.counts(stored) == {"review": 10, "retract": 1})
