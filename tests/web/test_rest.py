"""After the last exam: the study page rests, nothing nags, and a button goes on."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Enrolment, ExamDate, Offering, Role, User
from app.services.classes import exam_dates
from app.services.classes.exam_dates import NewExam
from app.services.events.record import record
from tests.factories import World, make_course
from tests.services.events.conftest import review
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.conftest import LogIn


@pytest.fixture
def over(stored: Database) -> World:
    """A course with an exam three days ago, for which ann@ had two months."""
    with stored.transaction() as session:
        world = make_course(session, cards=4)
        offering = session.get_one(Offering, world.offering.id)
        exam_dates.add(session, None, offering, NewExam("Finals", _ago(3)), _ago(30))
    ann = add_person(stored, world.offering, "ann", Role.STUDENT)
    with stored.transaction() as session:
        session.get_one(Enrolment, (ann.id, world.offering.id)).enrolled_at = _ago(60)
    return world


def _ago(days: int) -> datetime:
    return utc_now() - timedelta(days=days)


@pytest.fixture
def ann(over: World, logged_in: LogIn) -> Browser:
    return logged_in("ann")


def test_the_study_page_says_how_it_went_and_offers_to_go_on(ann: Browser, over: World) -> None:
    page = ann.get(f"/study/{over.offering.slug}").text
    assert "Studying rests" in page
    assert "Finals was on" in page
    assert "You met 0 of the exam\u2019s 4 cards." in page
    assert "Keep remembering" in page
    assert 'id="study"' not in page


def test_the_queue_is_empty_and_says_why(ann: Browser, over: World) -> None:
    address = f"/api/v1/courses/{over.offering.slug}/queue"
    reply = ann.get(address).get_json()
    assert reply["cards"] == []
    assert reply["counts"] == {"new": 0, "learning": 0, "review": 0}
    assert reply["rests_after"]["title"] == "Finals"
    assert ann.get(f"{address}?more=5").get_json()["cards"] == []


def test_the_dashboard_asks_for_nothing(ann: Browser, over: World) -> None:
    page = ann.get("/").text
    assert "Finals is over, so nothing is due here." in page
    assert "Study now" not in page
    assert "due before today" not in page


def test_going_through_a_deck_works_as_before(ann: Browser, over: World, stored: Database) -> None:
    deck = f"deck:{over.deck.id}"
    assert 'id="study"' in ann.get(f"/study/{over.offering.slug}?mode={deck}").text
    reply = ann.get(f"/api/v1/courses/{over.offering.slug}/queue?mode={deck}").get_json()
    assert len(reply["cards"]) == 4


def test_who_keeps_remembering_has_cards_until_the_settings_take_it_back(
    ann: Browser, over: World
) -> None:
    slug, keep = over.offering.slug, f"keep_{over.offering.id.hex}"
    reply = ann.post(f"/study/{slug}/remembering", {})
    assert (reply.status_code, reply.location) == (303, f"/study/{slug}")
    assert 'id="study"' in ann.get(f"/study/{slug}").text
    assert len(ann.get(f"/api/v1/courses/{slug}/queue").get_json()["cards"]) == 4
    assert "Study now" in ann.get("/").text
    minutes = {f"minutes_{over.offering.id.hex}": "20"}
    assert f'<input checked id="{keep}"' in ann.get("/settings").text
    assert ann.post("/settings/courses", minutes | {keep: "y"}).status_code == 303
    assert 'id="study"' in ann.get(f"/study/{slug}").text
    assert ann.post("/settings/courses", minutes).status_code == 303
    assert "Studying rests" in ann.get(f"/study/{slug}").text


def test_another_exam_ends_the_rest(ann: Browser, over: World, stored: Database) -> None:
    with stored.transaction() as session:
        resit = ExamDate(id=uuid.uuid4(), offering_id=over.offering.id, title="Resit", at=_ago(-14))
        session.add(resit)
    assert 'data-mode="exam"' in ann.get(f"/study/{over.offering.slug}").text
    assert "Study now" in ann.get("/").text


def test_who_joined_after_the_exam_studies(over: World, stored: Database, logged_in: LogIn) -> None:
    add_person(stored, over.offering, "late", Role.STUDENT)
    late = logged_in("late")
    assert 'id="study"' in late.get(f"/study/{over.offering.slug}").text


def test_the_progress_page_forecasts_nothing(ann: Browser, over: World, stored: Database) -> None:
    slug = over.offering.slug
    met = _ago(10)
    with stored.transaction() as session:
        user = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        record(session, user, [review(over.cards[0], 1, answered_at=met)], met)
    page = ann.get(f"/progress/{slug}").text
    assert "Cards coming due" not in page
    assert "Finals is over, so nothing is due here." in page
    ann.post(f"/study/{slug}/remembering", {})
    page = ann.get(f"/progress/{slug}").text
    assert "Cards coming due" in page
    assert "Finals is over" not in page
