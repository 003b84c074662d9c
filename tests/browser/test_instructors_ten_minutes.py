"""An instructor's ten minutes: own course, exam date, notes, join code, a student studying.

As README's "Use it for a real class" has it, on a server without a course; only the account is
made by signing up, as the server here is nobody's but ours.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.config import ROOT
from app.db import Database
from tests.browser import log
from tests.browser.chromium import PHONE
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_studying import fill_in_sign_up, sign_up
from tests.waiting import eventually

MINUTES = 10
NOTES = """\
---
title: Keeping customers
---
Customer churn
:   The loss of customers to competitors.

Q: Why do satisfied customers leave all the same?
A: Because somebody else offers them more.
"""


@pytest.fixture
def beginning(sqlite_template: Path) -> Path:
    """In place of the database with chapter 9: one without any course."""
    return sqlite_template


def flask(server: Server, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flask", *arguments],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": server.database_url, "INSTANCE_DIR": str(server.folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_the_course(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Make a course").first.click()
    page.get_by_label("Title").fill("Marketing")
    page.get_by_label("Short name in addresses").fill("marketing")
    page.get_by_label("Time zone").fill("Europe/Vienna")
    page.get_by_label("First exam").fill("2036-06-20")
    page.get_by_role("button", name="Make the course").click()
    expect(page.get_by_text("The course is made")).to_be_visible()


def put_in_the_notes(server: Server, folder: Path) -> None:
    folder.mkdir()
    (folder / "01-customers.md").write_text(NOTES, encoding="utf-8")
    flask(server, "deck", "check", str(folder))
    flask(server, "deck", "apply", "marketing", str(folder))


def invitation(page: Page) -> str:
    """Return the path of the link that the class page shows for copying."""
    page.goto("/classes/marketing")
    link = page.get_by_label("Link to copy").input_value()
    path = re.search(r"/join/\S+", link)
    assert path is not None, link
    return path[0]


def study_everything(page: Page, cards: int) -> None:
    page.get_by_role("link", name=re.compile("^Study")).first.tap()
    for _ in range(cards):
        page.get_by_role("button", name="Show the answer").tap()
        page.get_by_role("button", name="Knew it").tap()
    expect(page.locator("#progress")).to_contain_text(f"{cards} done")


def test_an_instructor_has_a_student_studying_within_ten_minutes(
    visit: Visit, server: Server, stored: Database, tmp_path: Path
) -> None:
    began = time.monotonic()
    teacher = visit().new_page()
    sign_up(teacher, "Ines")
    make_the_course(teacher)
    put_in_the_notes(server, tmp_path / "my-notes")
    student = visit(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    student.goto(invitation(teacher))
    student.get_by_role("link", name="Sign up").first.tap()
    fill_in_sign_up(student, "Ada")
    student.get_by_role("button", name="Join this course").tap()
    expect(student.get_by_text("Fri 20 June 2036")).to_be_visible()
    study_everything(student, cards=3)
    eventually(lambda: log.counts(stored) == {"review": 3})
    teacher.goto("/classes/marketing/people")
    expect(teacher.get_by_role("cell", name="ada@example.org")).to_be_visible()
    assert time.monotonic() - began <= MINUTES * 60
