"""The end of a day whose minutes are used up is not called one with nothing due."""

from __future__ import annotations

from playwright.sync_api import expect
from sqlalchemy import update

from app.db import Database
from app.models import Event, User
from tests.browser import log
from tests.browser.conftest import Visit
from tests.browser.pages import study, study_to_the_end
from tests.waiting import eventually


def test_who_has_used_up_the_minutes_is_told_so(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    answers = study_to_the_end(page)
    eventually(lambda: log.counts(stored)["review"] == answers)
    with stored.transaction() as session:
        session.execute(update(Event).values(elapsed_ms=60_000))
    page.goto("/study/crm")
    expect(page.locator("#end-title")).to_have_text("Done for today.")
    expect(page.locator("#end-result")).to_contain_text("Your minutes of today are used up.")
