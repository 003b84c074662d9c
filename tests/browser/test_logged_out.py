"""What the study page says to somebody whose log-in has ended meanwhile."""

from __future__ import annotations

from playwright.sync_api import expect

from app.models import User
from tests.browser.conftest import Visit
from tests.browser.pages import study


def test_the_history_of_a_card_asks_for_a_log_in_and_blames_no_connection(
    visit: Visit, student: User
) -> None:
    context = visit(student)
    page = context.new_page()
    study(page)
    context.clear_cookies()
    page.keyboard.press("i")
    expect(page.locator("#info-state")).to_have_text("You are logged out")
