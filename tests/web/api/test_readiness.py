"""GET /api/v1/courses/<slug>/readiness: exams ahead, intervals, chapters and the curve."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Enrolment, ExamDate, Role, User
from app.services.events.record import record
from tests.factories import LONG_AGO, World, make_course
from tests.services.events.conftest import review
from tests.web.browser import Browser

PATH = "/api/v1/courses/notes/readiness"


def study(stored: Database, rounds: int) -> World:
    """Let ann answer five cards on *rounds* days before today, with an exam in 20 days."""
    with stored.transaction() as session:
        world = make_course(session, "notes", cards=5)
        student = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        session.add(
            Enrolment(
                user_id=student.id,
                offering_id=world.offering.id,
                role=Role.STUDENT,
                enrolled_at=LONG_AGO,
            )
        )
        at = utc_now() + timedelta(days=20)
        exam = ExamDate(id=uuid.uuid4(), offering_id=world.offering.id, title="Final", at=at)
        session.add(exam)
        session.flush()
        for days in range(rounds, 0, -1):
            when = utc_now() - timedelta(days=days)
            record(session, student, [review(c, answered_at=when) for c in world.cards], when)
    return world


def test_it_holds_the_share_its_interval_the_chapters_and_the_curve(
    ann: Browser, stored: Database
) -> None:
    study(stored, 21)
    body = ann.get(PATH).get_json()
    assert set(body) == {"server_time", "simulated", "exams"}
    (exam,) = body["exams"]
    assert (exam["title"], exam["cards"], exam["answers"]) == ("Final", 5, 105)
    share = exam["readiness"]
    assert 0 <= share["low"] <= share["expected"] <= share["high"] <= 1
    assert [part["chapter"] for part in exam["chapters"]] == ["One"]
    minutes = [point["minutes"] for point in exam["curve"]]
    assert minutes == sorted({0, 2, 5, 10, 15, 20, 30, 45, 60})
    assert exam["curve"][0]["expected"] == share["expected"]


def test_while_it_is_too_early_there_is_no_share(ann: Browser, stored: Database) -> None:
    study(stored, 1)
    (exam,) = ann.get(PATH).get_json()["exams"]
    assert exam["readiness"] is None
    assert (exam["chapters"], exam["curve"]) == ([], [])
    assert (exam["answers"], exam["answers_needed"]) == (5, 100)


def test_it_is_described_and_answers_as_described(ann: Browser, stored: Database) -> None:
    study(stored, 21)
    document = ann.get("/api/v1/openapi.json").get_json()
    assert "/api/v1/courses/{slug}/readiness" in document["paths"]
    schemas = document["components"]["schemas"]
    (exam,) = ann.get(PATH).get_json()["exams"]
    assert set(exam) == set(schemas["ExamReadinessOut"]["properties"])
    assert set(exam["curve"][0]) == set(schemas["CurvePointOut"]["properties"])


def test_a_demo_accounts_answers_are_marked(ann: Browser, stored: Database) -> None:
    study(stored, 1)
    assert ann.get(PATH).get_json()["simulated"] is False
    with stored.transaction() as session:
        session.scalars(select(User).where(User.email == "ann@example.org")).one().is_demo = True
    assert ann.get(PATH).get_json()["simulated"] is True


def test_others_are_refused_as_json(ines: Browser, stored: Database, ann: Browser) -> None:
    study(stored, 1)
    reply = ines.get(PATH)
    assert reply.status_code == 403
    assert reply.content_type == "application/problem+json"
