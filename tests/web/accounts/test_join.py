from __future__ import annotations

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Enrolment, Offering, Role
from app.services import offerings
from tests.web.browser import Browser


def roles(stored: Database, offering: Offering) -> list[Role]:
    with stored.transaction() as session:
        query = select(Enrolment.role).where(Enrolment.offering_id == offering.id)
        return sorted(session.scalars(query))


def test_a_typed_code_shows_the_course_and_asks(crm: Offering, eve: Browser) -> None:
    code = offerings.grouped_code(crm.join_code).lower()
    reply = eve.post("/join", {"code": f" {code} "})
    assert reply.status_code == 303
    page = eve.get(reply.location)
    assert "Join Customer relations?" in page.text
    assert "When and how you study" in page.text


def test_looking_at_an_invitation_joins_nothing(
    crm: Offering, eve: Browser, stored: Database
) -> None:
    assert eve.get(f"/join/{crm.join_code}").status_code == 200
    assert roles(stored, crm) == [Role.INSTRUCTOR, Role.STUDENT]


def test_joining_makes_a_student_of_the_course(
    crm: Offering, eve: Browser, stored: Database
) -> None:
    assert eve.get("/courses/crm").status_code == 403
    reply = eve.post(f"/join/{crm.join_code}")
    assert (reply.status_code, reply.location) == (303, "/courses/crm")
    assert eve.get("/courses/crm").status_code == 200
    assert roles(stored, crm) == [Role.INSTRUCTOR, Role.STUDENT, Role.STUDENT]


def test_joining_twice_changes_nothing(crm: Offering, ann: Browser, stored: Database) -> None:
    assert ann.post(f"/join/{crm.join_code}").location == "/courses/crm"
    assert ann.get(f"/join/{crm.join_code}").location == "/courses/crm"
    assert roles(stored, crm) == [Role.INSTRUCTOR, Role.STUDENT]


def test_an_instructor_stays_one_when_joining(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    ines.post(f"/join/{crm.join_code}")
    assert roles(stored, crm) == [Role.INSTRUCTOR, Role.STUDENT]


def test_who_had_left_comes_back_as_a_student(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        query = select(Enrolment).where(Enrolment.role == Role.INSTRUCTOR)
        session.scalars(query).one().left_at = utc_now()
    assert ines.get("/courses/crm").status_code == 403
    ines.post(f"/join/{crm.join_code}")
    assert roles(stored, crm) == [Role.STUDENT, Role.STUDENT]
    assert ines.get("/courses/crm").status_code == 200


@pytest.mark.parametrize("code", ["", "x", "AAAA-AAAA", "' OR 1=1 --", "ACDE" * 100])
def test_an_unknown_code_says_so(eve: Browser, code: str) -> None:
    reply = eve.post("/join", {"code": code})
    assert reply.status_code == 422
    assert 'id="code-error"' in reply.text


def test_an_unknown_invitation_asks_for_the_code_again(eve: Browser) -> None:
    for reply in (eve.get("/join/AAAA-AAAA"), eve.post("/join/AAAA-AAAA")):
        assert reply.status_code == 404
        assert "No course has this code" in reply.text
        assert 'value="AAAA-AAAA"' in reply.text


def test_a_course_that_is_over_takes_nobody(crm: Offering, eve: Browser, stored: Database) -> None:
    with stored.transaction() as session:
        session.get_one(Offering, crm.id).archived_at = utc_now()
    reply = eve.post(f"/join/{crm.join_code}")
    assert reply.status_code == 409
    assert "Customer relations is over" in reply.text
    assert roles(stored, crm) == [Role.INSTRUCTOR, Role.STUDENT]


def test_an_invitation_survives_the_log_in(visitor: Browser, crm: Offering) -> None:
    reply = visitor.get(f"/join/{crm.join_code}")
    assert reply.location == f"/login?next=/join/{crm.join_code}"
    assert f"/signup?next=/join/{crm.join_code}" in visitor.get(reply.location).text
