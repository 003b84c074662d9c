"""/insights/<slug>: for staff, of the class as a whole; linked among the class's tabs."""

from __future__ import annotations

from sqlalchemy import select

from app.db import Database
from app.models import Offering, User
from tests.web.browser import Browser


def test_it_is_a_tab_of_the_class_for_staff_only(
    crm: Offering, ines: Browser, ann: Browser
) -> None:
    assert 'href="/insights/crm"' in ines.get("/classes/crm").text
    page = ines.get("/insights/crm")
    assert page.status_code == 200
    assert '<a href="/insights/crm" aria-current="page">Insights</a>' in page.text
    assert ann.get("/insights/crm").status_code == 403


def test_an_empty_class_is_told_when_there_will_be_something(crm: Offering, ines: Browser) -> None:
    page = ines.get("/insights/crm").text
    assert "No exam date is ahead." in page
    assert "when three students have met it again" in page
    assert "no card has been forgotten eight times" in page


def test_below_ten_students_it_says_why_there_is_no_distribution(
    crm: Offering, ines: Browser
) -> None:
    ines.post("/classes/crm/exams/new", {"title": "Final", "day": "2036-06-20", "clock": "09:00"})
    page = ines.get("/insights/crm").text
    assert "0 of 1 student so far" in page
    assert "from 10 students up, so that nobody can be made out" in page


def test_no_student_is_named_and_a_demo_is_marked(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    assert "Simulated history" not in ines.get("/insights/crm").text
    with stored.transaction() as session:
        session.scalars(select(User).where(User.email == "ann@example.org")).one().is_demo = True
    page = ines.get("/insights/crm").text
    assert "Simulated history" in page
    assert "ann@example.org" not in page
