"""A new build of the app arrives while cards are being studied: it waits for the run to end."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from app.config import ROOT
from app.db import Database
from app.models import User
from tests.browser import log
from tests.browser.devices import Device, NewDevice
from tests.browser.pages import answer, study
from tests.browser.server import Server
from tests.browser.test_lost_connections import stored_in_browser
from tests.waiting import eventually

SCRIPT = 'script[src*="/js/study.js"]'
CACHES = "async () => (await caches.keys()).filter((name) => name !== 'retain-media').sort()"
STATES = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return { waiting: registration?.waiting?.state, active: registration?.active?.state };
}"""
TEXT = "async (address) => (await fetch(address)).text()"


def build_of(page: Page) -> str:
    """Return the build whose scripts the study page runs."""
    address = page.locator(SCRIPT).get_attribute("src")
    assert address
    return address.split("/")[2]


def next_build(folder: Path) -> Path:
    """Return a copy of the app in which one script is another."""
    code = folder / "next"
    code.mkdir()
    for entry in ROOT.iterdir():
        if entry.name not in {"app", "build", ".git"}:
            (code / entry.name).symlink_to(entry)
    shutil.copytree(ROOT / "app", code / "app", ignore=shutil.ignore_patterns("__pycache__"))
    with (code / "app/web/static/js/replay.js").open("a", encoding="utf-8") as script:
        script.write("export const next = true;\n")
    return code


def at_home(one: Device) -> Page:
    """Open a page that is no study page, and let it do what it does for the time offline."""
    page = one.context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def test_a_run_keeps_its_scripts_while_a_new_build_waits_and_the_next_one_has_it(
    device: NewDevice, student: User, server: Server, stored: Database, tmp_path: Path
) -> None:
    one = device(student)
    run = one.prepared()
    old = build_of(run)
    answer(run)
    eventually(lambda: log.counts(stored) == {"review": 1})

    server.kill()
    server.code = next_build(tmp_path)
    server.start()
    home = at_home(one)
    eventually(lambda: home.evaluate(STATES)["waiting"] == "installed")
    answer(run)
    eventually(lambda: log.counts(stored) == {"review": 2})
    assert home.evaluate(STATES) == {"waiting": "installed", "active": "activated"}
    (new,) = set(home.evaluate(CACHES)) - {f"retain-{old}"}
    server.kill()
    assert "next = true" not in run.evaluate(TEXT, f"/static/{old}/js/replay.js")
    answer(run)
    assert build_of(run) == old
    server.start()

    # Somebody is back before the run has ended: the page has to ask more than once.
    home.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    home.wait_for_timeout(1_000)
    assert home.evaluate(STATES) == {"waiting": "installed", "active": "activated"}
    run.close()
    eventually(lambda: home.evaluate(CACHES) == [new])
    following = one.context.new_page()
    study(following)
    assert f"retain-{build_of(following)}" == new
    server.kill()
    one.open_again()
    offline = one.context.new_page()
    study(offline)
    assert f"retain-{build_of(offline)}" == new
    assert "next = true" in offline.evaluate(TEXT, f"/static/{build_of(offline)}/js/replay.js")
    answer(offline)
    server.start()
    offline.evaluate("dispatchEvent(new Event('online'))")
    eventually(lambda: log.counts(stored) == {"review": 4})
    assert [event.seq for event in log.events(stored)] == [1, 2, 3, 4]
    eventually(lambda: stored_in_browser(offline) == [])


def test_a_new_build_is_in_place_before_the_first_page_that_hears_of_it_is_left(
    device: NewDevice, student: User, server: Server, tmp_path: Path
) -> None:
    one = device(student)
    run = one.prepared()
    old = build_of(run)
    run.close()
    server.kill()
    server.code = next_build(tmp_path)
    server.start()
    home = at_home(one)
    eventually(lambda: f"retain-{old}" not in home.evaluate(CACHES))
    eventually(lambda: home.evaluate(STATES) == {"waiting": None, "active": "activated"})
    study(home)
    assert home.evaluate(CACHES) == [f"retain-{build_of(home)}"]


def test_whoever_starts_studying_before_the_new_build_is_in_place_has_it_with_and_without_a_server(
    device: NewDevice, student: User, server: Server, tmp_path: Path
) -> None:
    one = device(student)
    old = build_of(one.prepared())
    server.kill()
    server.code = next_build(tmp_path)
    server.start()
    one.context.pages[-1].reload()  # a study page from the start: nothing lets the build in
    page = one.context.pages[-1]
    expect(page.locator("#question")).to_be_focused()
    assert build_of(page) != old
    eventually(lambda: page.evaluate(STATES)["waiting"] == "installed")
    server.kill()
    page.reload()
    expect(page.locator("#question")).to_be_focused()
    answer(page)
    assert build_of(page) == old  # all of one build, whichever it is
    one.open_again()
    page = one.context.new_page()
    study(page)
    assert build_of(page) != old
