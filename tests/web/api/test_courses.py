"""GET /api/v1/courses: what a client that keeps cards needs to know."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import update

from app.clock import utc_now
from app.db import Database
from app.models import ExamDate, Offering, User
from tests.web.browser import Browser


def announce(stored: Database, offering: Offering, days: int) -> None:
    at = utc_now() + timedelta(days=days)
    with stored.transaction() as session:
        session.add(ExamDate(id=uuid.uuid4(), offering_id=offering.id, title="Midterm", at=at))


def test_it_names_ones_running_courses_and_settings(ann: Browser, stored: Database) -> None:
    with stored.transaction() as session:
        session.execute(update(User).values(four_grades=True))
    body = ann.get("/api/v1/courses").get_json()
    assert body["user"] == ann.get("/api/v1/session").get_json()["user"]["id"]
    assert body["settings"].pop("keys")["u"] == "undo"
    assert body["settings"] == {
        "figures": True,
        "zone": "Europe/Berlin",
        "four_grades": True,
        "single_keys": True,
        "typing": False,
    }
    assert body["courses"] == [
        {
            "slug": "crm",
            "title": "Customer relations",
            "role": "student",
            "modes": ["schedule"],
            "usual": "schedule",
        }
    ]


def test_with_an_exam_near_exam_mode_is_the_usual_one(
    ann: Browser, crm: Offering, stored: Database
) -> None:
    announce(stored, crm, days=20)
    (course,) = ann.get("/api/v1/courses").get_json()["courses"]
    assert (course["modes"], course["usual"]) == (["schedule", "exam"], "exam")


def test_an_exam_far_off_can_be_studied_for_but_is_not_the_usual_mode(
    ann: Browser, crm: Offering, stored: Database
) -> None:
    announce(stored, crm, days=80)
    (course,) = ann.get("/api/v1/courses").get_json()["courses"]
    assert (course["modes"], course["usual"]) == (["schedule", "exam"], "schedule")


def test_a_course_that_one_is_not_in_or_that_is_over_is_left_out(
    eve: Browser, ann: Browser, crm: Offering, stored: Database
) -> None:
    assert [one["slug"] for one in eve.get("/api/v1/courses").get_json()["courses"]] == ["art"]
    with stored.transaction() as session:
        session.execute(update(Offering).values(archived_at=utc_now()))
    assert ann.get("/api/v1/courses").get_json()["courses"] == []
