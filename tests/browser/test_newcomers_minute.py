"""From the URL that `flask demo` prints to the first answered card: a minute, six clicks.

The way, with what is counted: the landing page's *Log in* (1), a click into the e-mail field
(2), typing, Tab, typing, Enter (3), *Study* on the dashboard (4), *Show the answer* (5), a
grade (6). Enter counts as a click because it stands for one; typing and Tab are no clicks.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, ViewportSize, expect
from sqlalchemy import select

from app.config import ROOT
from app.db import Access, Database
from app.models import Event, User
from tests.browser.watch import Watch
from tests.ports import free_port
from tests.waiting import PATIENCE, eventually

SECONDS, CLICKS = 60, 6
START_SECONDS = 90  # the first start, on a busy machine
STUDENT = re.compile(r"^ +(\S+@\S+) +(\S+) +\(student\)$", re.MULTILINE)


SETTINGS = {"DATABASE_URL", "SECRET_KEY", "CONTENT_DIR", "BASE_URL", "HOST", "TRUSTED_HOSTS"}


@dataclass(frozen=True, slots=True)
class Printed:
    """What the command printed, and when it had done so."""

    url: str
    email: str
    password: str
    at: float


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[Printed]:
    """Start the demo for the first time; give what it prints, and end it by its process id."""
    settings = {"INSTANCE_DIR": str(tmp_path), "PORT": str(free_port())}
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    log = tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "demo"],
            cwd=ROOT,
            env=kept | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield read(log, process)
    finally:
        process.terminate()
        assert process.wait(timeout=PATIENCE) == 0, log.read_text()


def read(log: Path, process: subprocess.Popen[bytes]) -> Printed:
    deadline = time.monotonic() + START_SECONDS
    while (student := STUDENT.search(log.read_text())) is None:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)
    url = re.search(r"http://\S+", log.read_text())
    assert url is not None
    return Printed(url[0], student[1], student[2], time.monotonic())


@dataclass
class Newcomer:
    """Somebody at a page, whose clicks are counted."""

    page: Page
    clicks: int = 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def enter(self) -> None:
        self.clicks += 1
        self.page.keyboard.press("Enter")


def test_a_newcomer_answers_the_first_card_within_a_minute_and_six_clicks(
    printed: Printed, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(viewport=ViewportSize(width=1280, height=860), locale="en-GB")
    context.set_default_timeout(PATIENCE * 1000)
    watch = Watch(context, printed.url)
    newcomer = Newcomer(context.new_page())
    answer_the_first_card(newcomer, printed)
    database = Database(f"sqlite:///{tmp_path / 'retain.db'}")
    eventually(lambda: len(answers_by_hand(database, printed.email)) == 1)
    seconds = time.monotonic() - printed.at
    database.engine.dispose()
    context.close()
    assert not watch.faults
    assert newcomer.clicks <= CLICKS
    assert seconds <= SECONDS


def answer_the_first_card(newcomer: Newcomer, printed: Printed) -> None:
    page = newcomer.page
    open_when_served(page, printed.url)
    newcomer.click(page.get_by_role("main").get_by_role("link", name="Log in"))
    newcomer.click(page.get_by_label("E-mail"))
    newcomer.type(printed.email)
    page.keyboard.press("Tab")
    newcomer.type(printed.password)
    newcomer.enter()
    expect(page.get_by_text("Simulated history")).to_be_visible()
    newcomer.click(page.get_by_role("main").get_by_role("link", name="Study").first)
    newcomer.click(page.get_by_role("button", name="Show the answer"))
    newcomer.click(page.get_by_role("button", name=re.compile("Knew it|Good")))
    expect(page.locator("#progress")).to_contain_text("1 done")


def open_when_served(page: Page, url: str) -> None:
    """Open *url*; the address is printed a moment before the server listens."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with suppress(Error):
            page.goto(url)
            return
        time.sleep(0.2)
    raise AssertionError("Nothing is served at the printed address.")


def answers_by_hand(database: Database, email: str) -> list[Event]:
    """Return the answers that were not simulated: those have the demo's one device."""
    with database.transaction(Access.READ) as session:
        user = session.scalars(select(User).where(User.email == email)).one()
        events = session.scalars(
            select(Event).where(Event.student_id == user.id).order_by(Event.answered_at)
        ).all()
    return [event for event in events if event.device != events[0].device]
