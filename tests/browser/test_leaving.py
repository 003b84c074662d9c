"""Logging out leaves nothing in the browser and loses no answer; shared computers keep nothing."""

from __future__ import annotations

import re

from playwright.sync_api import Dialog, Page, expect

from app.clock import utc_now
from app.db import Database
from app.models import User
from app.services import accounts
from app.services.passwords import hashed
from tests.browser import log
from tests.browser.conftest import Visit
from tests.browser.devices import NewDevice
from tests.browser.pages import answer, study
from tests.browser.server import Server
from tests.browser.test_lost_connections import stored_in_browser
from tests.browser.test_offline import study_for_a_while
from tests.browser.test_studying import PASSWORD
from tests.waiting import eventually

# A database that opens late, as on a busy machine, and one that the browser refuses to remove.
OPENS_LATE = """
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...given) {
    const late = {};
    setTimeout(() => {
      const opening = open.apply(this, given);
      for (const kind of ["onupgradeneeded", "onsuccess"]) {
        opening[kind] = () => { late.result = opening.result; late[kind](); };
      }
    }, 2000);
    return late;
  };
"""
REFUSES = """
  IDBFactory.prototype.deleteDatabase = () => { throw new DOMException("", "SecurityError"); };
"""

LEFT = """async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  keys: Object.keys(localStorage).filter((key) => !/:(device|sequence)$/.test(key)),
  pictures: await caches.has("retain-media"),
})"""


def log_out(page: Page) -> None:
    page.locator(".site-header summary").click()
    page.get_by_role("button", name="Log out", exact=True).click()


def test_logging_out_sends_what_is_unsent_and_leaves_nothing(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    one = device(student)
    page = one.prepared()
    server.kill()
    study_for_a_while(page, 3, 2)
    expect(page.locator("#status")).to_contain_text("3 answers not yet saved")
    server.start()
    page.goto("/settings")
    log_out(page)
    expect(page.get_by_role("main").get_by_role("link", name="Log in")).to_be_visible()
    eventually(lambda: log.counts(stored) == {"review": 3})
    assert page.evaluate(LEFT) == {"databases": [], "keys": [], "pictures": False}
    server.kill()
    page.goto("/study/crm")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    expect(page.get_by_text("Nothing is kept in this browser")).to_be_visible()


def test_whoever_logs_out_before_the_page_knows_what_is_kept_leaves_nothing_either(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    one = device(student)
    page = one.prepared()
    server.kill()
    study_for_a_while(page, 3, 2)
    page.add_init_script(OPENS_LATE)
    server.start()
    page.goto("/settings")
    log_out(page)
    expect(page.get_by_role("main").get_by_role("link", name="Log in")).to_be_visible()
    assert log.counts(stored) == {"review": 3}
    assert page.evaluate(LEFT) == {"databases": [], "keys": [], "pictures": False}


def test_whoever_wants_to_log_out_can_although_the_browser_removes_nothing(
    visit: Visit, student: User
) -> None:
    page = visit(student).new_page()
    study(page)
    page.add_init_script(REFUSES)
    page.goto("/settings")
    log_out(page)
    expect(page.get_by_role("main").get_by_role("link", name="Log in")).to_be_visible()


def test_logging_out_asks_where_answers_would_be_lost(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    page = device(student).prepared()
    server.kill()
    answer(page)
    asked: list[str] = []

    def decline(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", decline)
    log_out(page)
    eventually(lambda: bool(page.evaluate("1")) and len(asked) == 1)
    assert "Some answers could not be saved yet." in asked[0]
    assert len(stored_in_browser(page)) == 1
    expect(page.locator("#question")).to_be_visible()


def test_on_a_shared_computer_nothing_is_kept_and_the_log_in_ends_with_the_browser(
    device: NewDevice, student: User, stored: Database
) -> None:
    with stored.transaction() as session:
        accounts.set_password(session, session.merge(student), hashed(PASSWORD), utc_now())
    one = device(student)
    one.context.clear_cookies()
    page = one.context.new_page()
    page.goto("/login?next=/study/crm")
    page.get_by_label("E-mail").fill(student.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("This is a shared computer").check()
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#question")).to_be_focused()
    answer(page)
    eventually(lambda: log.counts(stored) == {"review": 1})
    page.wait_for_timeout(2500)  # by now another log-in would have fetched ahead
    assert page.evaluate(LEFT) == {"databases": [], "keys": [], "pictures": False}
    assert page.evaluate("navigator.serviceWorker.getRegistration()") is None
    one.open_again()
    page = one.context.new_page()
    page.goto("/study/crm")
    expect(page).to_have_url(re.compile("/login"))


def test_logging_out_without_a_connection_empties_the_browser_and_ends_the_log_in_later(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    one = device(student)
    page = one.prepared()
    page.on("dialog", Dialog.accept)
    server.kill()
    answer(page)
    log_out(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    expect(page.get_by_text("Nothing is kept in this browser")).to_be_visible()
    left = page.evaluate(LEFT)
    assert (left["databases"], left["pictures"]) == ([], False)
    server.start()
    page.route("**/logout", lambda route: route.abort())  # the connection is lost once more
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/logout")):
        page.goto("/courses/crm")
    page.unroute("**/logout")
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("link", name="Log in")).to_be_visible()
    page.goto("/study/crm")
    expect(page).to_have_url(re.compile("/login"))
    assert page.evaluate(LEFT) == {"databases": [], "keys": [], "pictures": False}
    one.log_in(student)
    study(page)  # another log-in stays
