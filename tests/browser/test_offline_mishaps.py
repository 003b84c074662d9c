"""What can go wrong on the way: full disks, wrong clocks, lost pages, servers that refuse."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from playwright.sync_api import Route, expect

from app.clock import utc_now
from app.db import Database
from app.models import User
from tests.browser import log
from tests.browser.conftest import Visit
from tests.browser.devices import NewDevice
from tests.browser.pages import answer, reveal, study
from tests.browser.server import Server
from tests.browser.test_lost_connections import stored_in_browser
from tests.waiting import eventually

WRONG = timedelta(hours=3)
EMPTY_STORE = """async (user) => {
  const dropping = indexedDB.deleteDatabase(`retain-${user}`);
  await new Promise((resolve) => { dropping.onsuccess = dropping.onblocked = resolve; });
}"""
# A full disk aborts what writes to a database; local storage is filled to the last character.
FILL = """() => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...row) {
    const request = put.apply(this, row);
    request.onsuccess = () => this.transaction.abort();
    return request;
  };
  for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
    for (let number = 0; number < 3; number += 1) {
      try {
        localStorage.setItem(`filling ${size} ${number}`, "x".repeat(size));
      } catch {
        break;
      }
    }
  }
}"""
# What a page meets while another tab's log-out wipes the store.
CLOSING = """
  IDBDatabase.prototype.transaction = () => { throw new DOMException("", "InvalidStateError"); };
"""
PAGE_ONLY = "Leave this page open: this browser cannot keep them."


def test_answers_outlive_a_store_that_the_browser_empties_between_two_visits(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    one = device(student)
    page = one.prepared()
    server.kill()
    for _ in range(3):
        answer(page)
    eventually(lambda: len(stored_in_browser(page)) == 3)
    page.goto("/offline")
    page.evaluate(EMPTY_STORE, str(student.id))
    server.start()
    study(page)
    eventually(lambda: log.counts(stored) == {"review": 3})
    assert [event.seq for event in log.events(stored)] == [1, 2, 3]
    eventually(lambda: stored_in_browser(page) == [])


def test_a_store_that_is_being_wiped_has_nothing_to_study_and_is_no_fault(
    device: NewDevice, student: User, stored: Database
) -> None:
    page = device(student).prepared()
    page.goto("/offline")
    expect(page.locator("#kept")).to_be_visible()
    page.add_init_script(CLOSING)
    page.reload()
    expect(page.locator("#unkept")).to_be_visible()
    page.wait_for_timeout(500)  # a fault would be heard of by now
    expect(page.locator("#kept")).not_to_be_visible()
    page.goto("/")
    page.wait_for_timeout(2_000)  # it has tried to keep the day's cards
    study(page)
    answer(page)
    eventually(lambda: log.counts(stored) == {"review": 1})


def test_where_there_is_no_room_for_answers_the_page_asks_to_be_left_open(
    visit: Visit, student: User, server: Server, stored: Database
) -> None:
    context = visit(student)
    page = context.new_page()
    study(page)
    page.evaluate(FILL)
    server.kill()
    answer(page)
    answer(page)
    expect(page.locator("#status")).to_contain_text("2 answers not yet saved")
    expect(page.locator("#status")).to_contain_text(PAGE_ONLY)
    server.start()
    eventually(lambda: log.counts(stored) == {"review": 2})
    expect(page.locator("#status")).to_be_empty()


def test_a_connection_that_is_lost_between_answer_and_grade_changes_nothing(
    device: NewDevice, student: User, stored: Database
) -> None:
    one = device(student)
    page = one.prepared()
    reveal(page)
    one.context.set_offline(True)
    page.keyboard.press("1")
    answer(page)
    expect(page.locator("#status")).to_contain_text("2 answers not yet saved. No connection")
    one.context.set_offline(False)
    eventually(lambda: log.counts(stored) == {"review": 2})
    assert [event.rating for event in log.events(stored)] == [1, 3]


def test_a_browser_that_is_closed_while_it_sends_loses_and_doubles_nothing(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    one = device(student)
    page = one.prepared()
    server.freeze()
    for _ in range(3):
        answer(page)
    eventually(lambda: len(stored_in_browser(page)) == 3)
    one.open_again(meanwhile=server.thaw)
    page = one.context.new_page()
    study(page)
    eventually(lambda: log.counts(stored) == {"review": 3})
    eventually(lambda: stored_in_browser(page) == [])


def test_a_tab_that_is_closed_while_it_sends_lets_the_other_send(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    one = device(student)
    first, second = one.prepared(), one.context.new_page()
    study(second)
    server.freeze()
    first.bring_to_front()
    answer(first)  # holds the lock from now on
    second.bring_to_front()
    answer(second)
    eventually(lambda: len(stored_in_browser(second)) == 2)
    first.close()
    server.thaw()
    eventually(lambda: log.counts(stored) == {"review": 2})
    eventually(lambda: stored_in_browser(second) == [])
    expect(second.locator("#status")).to_be_empty()


def test_a_server_that_cannot_take_answers_gets_them_later_and_the_page_says_so(
    visit: Visit, student: User, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    page.route(
        "**/api/v1/events",
        lambda route: route.fulfill(status=429, headers={"Retry-After": "2"}, body="{}"),
    )
    answer(page)
    expect(page.locator("#status")).to_contain_text("The server cannot take them now")
    page.unroute("**/api/v1/events")
    eventually(lambda: log.counts(stored) == {"review": 1})
    expect(page.locator("#status")).to_be_empty()


def test_a_batch_that_is_too_large_for_a_proxy_goes_out_in_parts(
    visit: Visit, student: User, server: Server, stored: Database
) -> None:
    page = visit(student).new_page()
    study(page)
    server.kill()
    for _ in range(5):
        answer(page)
    eventually(lambda: len(stored_in_browser(page)) == 5)
    sizes: list[int] = []

    def narrow(route: Route) -> None:
        sizes.append(len(json.loads(route.request.post_data or "")["events"]))
        if sizes[-1] > 2:
            route.fulfill(status=413, body="too large")
        else:
            route.continue_()

    page.route("**/api/v1/events", narrow)
    server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    # Routes are at work while the page is asked something.
    eventually(lambda: page.evaluate("true") and log.counts(stored) == {"review": 5})
    expect(page.locator("#status")).to_be_empty()
    assert max(sizes) == 5
    assert [event.seq for event in log.events(stored)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("wrong", [WRONG, -WRONG], ids=["fast", "slow"])
def test_a_device_whose_clock_is_hours_wrong_gives_the_right_times_offline_too(
    device: NewDevice, student: User, server: Server, stored: Database, wrong: timedelta
) -> None:
    one = device(student)
    one.context.clock.install(time=utc_now() + wrong)
    page = one.prepared()
    answer(page)
    server.kill()
    page.reload()
    expect(page.locator("#question")).to_be_focused()
    answer(page)
    server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    eventually(lambda: log.counts(stored) == {"review": 2})
    for event in log.events(stored):
        assert abs(event.answered_at - utc_now()) < timedelta(minutes=5)
        assert "client_answered_at" not in event.detail
