from __future__ import annotations

import uuid

from app.clock import utc_now
from app.db import Access, Database
from app.models import CardState, Enrolment, Event, LoginSession, Offering, Role
from app.services import accounts, enrolments
from app.services.events.record import record
from tests.factories import enrol, make_course
from tests.services.events.conftest import review
from tests.web.browser import PASSWORD, Browser
from tests.web.preferences.conftest import count, user

RIGHT = {"current_password": PASSWORD}


def study(stored: Database, name: str) -> None:
    """Let ``NAME@example.org`` answer two cards of a course."""
    with stored.transaction() as session:
        account = accounts.by_email(session, f"{name}@example.org")
        assert account is not None
        world = make_course(session, f"c{uuid.uuid4().hex[:8]}")
        enrol(session, account, world)
        record(session, account, [review(card) for card in world.cards[:2]], utc_now())


def test_the_page_names_what_is_erased_own_cards_too(ann: Browser) -> None:
    page = ann.get("/settings/delete").text
    for words in ("name and e-mail address", "every answer you gave", "your own cards"):
        assert words in page


def test_the_account_goes_with_everything_about_the_person(
    ann: Browser, eve: Browser, stored: Database
) -> None:
    study(stored, "ann")
    study(stored, "eve")
    reply = ann.post("/settings/delete", RIGHT)
    assert (reply.status_code, reply.location) == (303, "/settings/deleted")
    assert "Your account is deleted" in ann.get(reply.location).text
    assert not ann.is_logged_in()
    assert user(stored) is None
    left = user(stored, "eve")
    assert left is not None
    with stored.transaction(Access.READ) as session:
        for table, owner in (
            (Event, Event.student_id),
            (CardState, CardState.student_id),
            (LoginSession, LoginSession.user_id),
        ):
            assert {getattr(row, owner.key) for row in session.query(table)} == {left.id}
    assert count(stored, Event) == 2
    assert eve.is_logged_in()


def test_nothing_goes_without_the_password(ann: Browser, stored: Database) -> None:
    for wrong in ("", "not this one"):
        reply = ann.post("/settings/delete", {"current_password": wrong})
        assert reply.status_code == 422
        assert 'id="current_password-error"' in reply.text
    assert user(stored) is not None


def test_the_last_instructor_of_a_course_is_told_what_to_do(
    ines: Browser, stored: Database
) -> None:
    assert "only instructor" in ines.get("/settings/delete").text
    reply = ines.post("/settings/delete", RIGHT)
    assert reply.status_code == 409
    assert 'href="/classes/crm/people"' in reply.text
    assert user(stored, "ines") is not None
    assert ines.is_logged_in()


def test_an_instructor_may_go_once_there_is_another(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        other = accounts.by_email(session, "ann@example.org")
        assert other is not None
        session.get_one(Enrolment, (other.id, crm.id)).role = Role.INSTRUCTOR
    assert ines.post("/settings/delete", RIGHT).status_code == 303
    assert user(stored, "ines") is None


def test_an_instructor_may_go_once_the_course_is_over(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        session.get_one(Offering, crm.id).archived_at = utc_now()
    assert ines.post("/settings/delete", RIGHT).status_code == 303


def test_somebody_who_left_or_was_disabled_is_no_other_instructor(
    crm: Offering, ines: Browser, eve: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        gone, closed = (accounts.by_email(session, f"{n}@example.org") for n in ("ann", "eve"))
        assert gone is not None
        assert closed is not None
        enrolments.enrol(session, closed, crm, Role.INSTRUCTOR, utc_now())
        accounts.disable(session, closed, utc_now())
        place = session.get_one(Enrolment, (gone.id, crm.id))
        place.role, place.left_at = Role.INSTRUCTOR, utc_now()
    assert ines.post("/settings/delete", RIGHT).status_code == 409
