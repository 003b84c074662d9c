"""What a demo account's figures come from is said wherever they show."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.db import Database
from app.models import Offering, User
from tests.web.browser import Browser

NOTE = "Simulated history"
PAGES = ("/", "/courses/crm")


@pytest.fixture
def demo(stored: Database, crm: Offering) -> None:
    """Make everybody in crm a demo account."""
    with stored.transaction() as session:
        for user in session.scalars(select(User)):
            user.is_demo = True


@pytest.mark.parametrize("path", PAGES)
def test_a_demo_students_figures_are_marked_as_simulated(
    path: str, ann: Browser, demo: None
) -> None:
    assert ann.get(path).text.count(NOTE) == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_students_own_figures_are_not(path: str, ann: Browser) -> None:
    assert NOTE not in ann.get(path).text


@pytest.mark.parametrize("path", PAGES)
def test_staff_have_no_figures_of_their_own_to_mark(path: str, ines: Browser, demo: None) -> None:
    assert NOTE not in ines.get(path).text


def test_the_roster_names_demo_accounts(ines: Browser, crm: Offering, stored: Database) -> None:
    with stored.transaction() as session:
        session.scalars(select(User).where(User.email == "ann@example.org")).one().is_demo = True
    rows = re.findall(r"<tr>.*?</tr>", ines.get("/classes/crm/people").text, re.DOTALL)
    marked = [row for row in rows if '<span class="badge">demo</span>' in row]
    assert len(marked) == 1
    assert "ann@example.org" in marked[0]
