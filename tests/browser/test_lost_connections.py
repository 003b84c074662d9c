from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from app.clock import utc_now
from app.db import Database
from app.models import Offering, User
from app.services import login_sessions
from tests.browser import log
from tests.browser.conftest import Visit, log_in, make_student
from tests.browser.pages import answer, study
from tests.browser.server import Server
from tests.waiting import eventually

UNSAVED = "3 answers not yet saved"
STORED = """async () => {
  const user = document.querySelector("#study").dataset.user;
  const opening = indexedDB.open(`retain-${user}`);
  await new Promise((resolve) => { opening.onsuccess = resolve; });
  const all = opening.result.transaction("events").objectStore("events").getAllKeys();
  await new Promise((resolve) => { all.onsuccess = resolve; });
  opening.result.close();
  const noted = Object.keys(localStorage).filter((key) => key.includes(":outbox:"));
  return [...new Set([...all.result, ...noted.map((key) => key.split(":").at(-1))])];
}"""


def stored_in_browser(page: Page) -> list[str]:
    """Return the ids of the events in the student's IndexedDB or in the journal."""
    found: list[str] = page.evaluate(STORED)
    return found


def test_answers_given_while_the_server_is_dead_arrive_once_it_lives(
    visit: Visit, student: User, server: Server, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    answer(page)
    eventually(lambda: log.counts(stored)["review"] == 1)
    eventually(lambda: stored_in_browser(page) == [])  # the reply has arrived, too
    server.kill()
    for _ in range(3):
        answer(page)
    expect(page.locator("#status")).to_contain_text(UNSAVED)
    assert len(stored_in_browser(page)) == 3
    server.start()
    expect(page.locator("#status")).to_be_empty()
    assert log.counts(stored) == {"review": 4}
    assert len({event.id for event in log.events(stored)}) == 4
    assert stored_in_browser(page) == []


def test_answers_survive_closing_the_page_and_a_restart_of_the_server(
    visit: Visit, student: User, server: Server, stored: Database
) -> None:
    context = visit(student)
    page = context.new_page()
    study(page)
    server.kill()
    for _ in range(3):
        answer(page)
    expect(page.locator("#status")).to_contain_text(UNSAVED)
    page.close()
    server.start()
    study(context.new_page())
    eventually(lambda: log.counts(stored) == {"review": 3})


def test_a_reply_that_gets_lost_doubles_nothing(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    lost: list[int] = []

    def lose_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(1)
        route.fetch()
        route.abort()

    page.route("**/api/v1/events", lose_first_reply)
    answer(page)
    eventually(lambda: len(stored_in_browser(page)) == 0)
    assert lost
    assert log.counts(stored) == {"review": 1}


def test_after_an_expired_log_in_the_answers_wait_for_their_student(
    visit: Visit, student: User, server: Server, stored: Database
) -> None:
    context = visit(student)
    page = context.new_page()
    study(page)
    revoke_all(stored, student)
    answer(page)
    expect(page.locator("#status")).to_contain_text("1 answer not yet saved: you are logged out.")
    link = page.locator("#status").get_by_role("link", name="Log in")
    expect(link).to_have_attribute("href", re.compile(r"/login\?next=/study/crm"))
    log_in(context, server, student)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    eventually(lambda: log.counts(stored) == {"review": 1})
    expect(page.locator("#status")).to_be_empty()


def test_nobody_sends_the_answers_of_somebody_else(
    visit: Visit, student: User, server: Server, stored: Database, offering: Offering
) -> None:
    other = make_student(stored, offering)
    context = visit(student)
    page = context.new_page()
    study(page)
    context.clear_cookies()
    log_in(context, server, other)
    answer(page)
    expect(page.locator("#status")).to_contain_text("somebody else is logged in here")
    second = context.new_page()
    study(second)
    answer(second)
    eventually(lambda: log.counts(stored)["review"] == 1)
    assert {event.student_id for event in log.events(stored)} == {other.id}
    log_in(context, server, student)
    study(context.new_page())
    eventually(lambda: log.counts(stored)["review"] == 2)
    assert {event.student_id for event in log.events(stored)} == {other.id, student.id}


def test_without_a_server_from_the_start_the_page_says_so_and_tries_again(
    visit: Visit, student: User
) -> None:
    page = visit(student).new_page()
    page.route("**/queue?*", lambda route: route.abort())
    page.goto("/study/crm")
    expect(page.locator("#trouble")).to_be_focused()
    expect(page.locator("#trouble-title")).to_have_text("The cards could not be fetched")
    page.unroute("**/queue?*")
    expect(page.locator("#question")).to_be_focused()


def test_at_the_end_without_a_connection_nothing_is_claimed_to_be_saved(
    visit: Visit, student: User, server: Server
) -> None:
    page = visit(student).new_page()
    study(page)
    server.kill()
    for _ in range(40):
        expect(page.locator("#question:focus, #end:focus")).to_be_visible()
        if page.locator("#end").is_visible():
            break
        answer(page)
    expect(page.locator("#end-title")).to_contain_text("it for now.")
    expect(page.locator("#status")).to_have_text(re.compile(r"^\d+ answers not yet saved\."))


def revoke_all(database: Database, student: User) -> None:
    with database.transaction() as session:
        login_sessions.revoke_all(session, student.id, utc_now())
