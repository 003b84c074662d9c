from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Enrolment, Offering, User
from app.services.events.record import record
from tests.factories import enrol, make_course
from tests.services.events.conftest import review
from tests.web.browser import Browser


def test_strangers_see_what_this_is_and_where_to_begin(visitor: Browser) -> None:
    page = visitor.get("/").text
    assert "about to forget" in page
    assert 'href="/signup"' in page
    assert 'href="/login"' in page


def test_newcomers_are_told_to_enter_their_code(visitor: Browser) -> None:
    visitor.sign_up("new@example.org")
    page = visitor.get("/").text
    assert "No courses yet" in page
    assert "join code that your instructor gave you" in page
    assert 'href="/join"' in page


def test_ones_courses_are_listed_and_no_others(
    crm: Offering, art: Offering, ann: Browser, eve: Browser
) -> None:
    assert "Customer relations" in ann.get("/").text
    assert "History of art" not in ann.get("/").text
    assert "History of art" in eve.get("/").text


def test_a_role_other_than_student_is_named(ann: Browser, ines: Browser) -> None:
    assert "Instructor" in ines.get("/").text
    assert "Instructor" not in ann.get("/").text


def test_what_is_due_is_counted_and_leads_to_studying(
    crm: Offering, ann: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        world = make_course(session, "notes", cards=3)
        member = session.scalars(select(Enrolment).where(Enrolment.role == "student")).one()
        session.add(
            Enrolment(
                user_id=member.user_id,
                offering_id=world.offering.id,
                role=member.role,
                enrolled_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
    page = ann.get("/").text
    assert "3 new cards." in page
    assert 'href="/study/notes"' in page
    assert 'href="/study/crm"' not in page, "it holds no cards"
    assert "as soon as your instructor publishes some" in page


def test_a_course_one_has_left_is_not_listed_and_one_that_is_over_stands_apart(
    crm: Offering, ann: Browser, ines: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        query = select(Enrolment).where(Enrolment.role == "student")
        session.scalars(query).one().left_at = utc_now()
    assert "Customer relations" not in ann.get("/").text
    assert "Customer relations" in ines.get("/").text
    with stored.transaction() as session:
        session.get_one(Offering, crm.id).archived_at = utc_now()
    running, _, over = ines.get("/").text.partition("Courses that are over")
    assert "Customer relations" not in running
    assert "Customer relations" in over


def test_a_title_is_text_and_not_markup(ann: Browser, crm: Offering, stored: Database) -> None:
    with stored.transaction() as session:
        session.get_one(Offering, crm.id).course.title = "<script>x</script>"
    page = ann.get("/").text
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page


def test_minutes_that_are_used_up_are_not_called_nothing_due(
    crm: Offering, ann: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        world = make_course(session, "notes", cards=8)
        student = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        enrol(session, student, world)
        session.get_one(Enrolment, (student.id, world.offering.id)).minutes_cap = 5
        at = utc_now()
        done = [review(card, 4, answered_at=at, elapsed_ms=60_000) for card in world.cards[:5]]
        record(session, student, done, at)
    page = ann.get("/").text
    assert "Done for today" in page
    assert "Your minutes of today are used up." in page
    assert "Nothing is due today" not in page
