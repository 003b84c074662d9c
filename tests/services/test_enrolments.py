from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Enrolment, Offering, Role, User
from app.services import enrolments
from tests.factories import make_course, make_user

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 10, 2, 12, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def ann(session: Session) -> User:
    return make_user(session, "Ann")


@pytest.fixture
def crm(session: Session) -> Offering:
    return make_course(session).offering


def test_joining_makes_a_student(session: Session, ann: User, crm: Offering) -> None:
    made = enrolments.join(session, ann, crm, NOW)
    assert (made.role, made.enrolled_at, made.left_at) == (Role.STUDENT, NOW, None)
    assert enrolments.actor_of(session, ann).roles == {crm.id: Role.STUDENT}


def test_joining_again_keeps_the_first_date(session: Session, ann: User, crm: Offering) -> None:
    enrolments.join(session, ann, crm, NOW)
    assert enrolments.join(session, ann, crm, LATER).enrolled_at == NOW


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.INSTRUCTOR])
def test_joining_takes_no_role_away(session: Session, ann: User, crm: Offering, role: Role) -> None:
    enrolments.enrol(session, ann, crm, role, NOW)
    assert enrolments.join(session, ann, crm, LATER).role is role


def test_coming_back_gives_no_role_back(session: Session, ann: User, crm: Offering) -> None:
    enrolments.enrol(session, ann, crm, Role.INSTRUCTOR, NOW).left_at = LATER
    session.flush()
    assert enrolments.actor_of(session, ann).roles == {}
    assert enrolments.of_user(session, ann.id) == []
    back = enrolments.join(session, ann, crm, LATER)
    assert (back.role, back.left_at, back.enrolled_at) == (Role.STUDENT, None, NOW)


def test_an_offering_that_is_over_takes_nobody(session: Session, ann: User, crm: Offering) -> None:
    crm.archived_at = NOW
    with pytest.raises(enrolments.ArchivedError, match="is over"):
        enrolments.join(session, ann, crm, NOW)


def test_ones_offerings_come_newest_first_and_without_those_that_are_over(
    session: Session, ann: User, crm: Offering
) -> None:
    newer, over = (make_course(session, slug).offering for slug in ("newer", "over"))
    newer.created_at = NOW
    over.archived_at = NOW
    for offering in (crm, over, newer):
        enrolments.enrol(session, ann, offering, Role.STUDENT, NOW)
    session.flush()
    assert [e.offering.slug for e in enrolments.of_user(session, ann.id)] == ["newer", "crm"]


def test_an_actor_is_an_administrator_if_the_account_is(session: Session, ann: User) -> None:
    assert not enrolments.actor_of(session, ann).is_admin
    ann.is_admin = True
    assert enrolments.actor_of(session, ann).is_admin


def test_joining_on_many_devices_at_once_enrols_once(database: Database) -> None:
    with database.transaction() as session:
        ann, crm = make_user(session, "Ann"), make_course(session).offering
        keys = (ann.id, crm.id)

    def join(_: int) -> None:
        database.run(
            lambda session: enrolments.join(
                session, session.get_one(User, keys[0]), session.get_one(Offering, keys[1]), NOW
            )
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(join, range(8)))
    with database.transaction() as session:
        assert session.scalars(select(func.count()).select_from(Enrolment)).one() == 1
