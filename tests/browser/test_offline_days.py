"""Several days without a server: each has its cards, and every answer arrives with its time."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from playwright.sync_api import Page, expect

from app.clock import utc_now
from app.db import Database
from app.models import Offering
from tests.browser import log
from tests.browser.conftest import make_student
from tests.browser.devices import NewDevice
from tests.browser.pages import study
from tests.browser.server import Server
from tests.browser.test_lost_connections import stored_in_browser
from tests.waiting import eventually

TO_GO = re.compile(r"(\d+) to go")


def left(page: Page) -> int:
    """Return how many cards the page says are to be asked."""
    expect(page.locator("#progress")).to_have_text(TO_GO)
    found = TO_GO.search(page.locator("#progress").inner_text())
    assert found
    return int(found[1])


def asked_today(page: Page) -> list[str]:
    """Answer all that the day asks, known at once; return its questions."""
    questions: list[str] = []
    while page.locator("#question").is_visible():
        questions.append(page.locator("#question").inner_text())
        page.keyboard.press("Space")
        expect(page.locator("#answer")).to_be_focused()
        page.keyboard.press("4")
        expect(page.locator("#question:focus, #end:focus")).to_be_visible()
    return questions


def test_days_without_a_server_have_their_cards_and_all_answers_arrive_in_order(
    device: NewDevice, stored: Database, offering: Offering, server: Server
) -> None:
    student = make_student(stored, offering, four_grades=True)
    one = device(student)
    now = utc_now()
    one.context.clock.install(time=now)
    page = one.prepared()
    server.kill()

    days: list[list[str]] = []
    for day in range(3):
        one.context.clock.set_system_time(now + timedelta(days=day))
        page.close()
        page = one.context.new_page()
        study(page)
        promised = left(page)
        days.append(asked_today(page))
        assert len(days[-1]) == promised > 0
        expect(page.locator("#end-title")).to_contain_text("it for now.")
        expect(page.locator("#status")).to_contain_text("answers not yet saved")
    questions = [question for asked in days for question in asked]
    assert len(questions) == len(set(questions))
    assert stored_in_browser(page)

    server.start(days_later=2)
    study_page = one.context.new_page()
    study_page.goto("/study/crm")
    eventually(lambda: log.counts(stored) == {"review": len(questions)})
    events = log.events(stored)
    assert [event.seq for event in events] == list(range(1, len(questions) + 1))
    assert all(a.answered_at <= b.answered_at for a, b in pairwise(events))
    hour = timedelta(hours=1)
    starts = [now + timedelta(days=day) for day in range(3)]
    by_day = [sum(abs(each.answered_at - at) < hour for each in events) for at in starts]
    assert by_day == [len(asked) for asked in days]
    assert all("client_answered_at" not in (event.detail or {}) for event in events)
    expect(study_page.locator("#status")).to_be_empty()
    eventually(lambda: stored_in_browser(study_page) == [])
