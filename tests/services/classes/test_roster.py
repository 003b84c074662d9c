"""The roster and lists of people, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import AuditEvent, Enrolment, Role, User
from app.policy import Actor
from app.services.classes import audit, enrolling, roster
from app.services.classes.roster import RosterError, Terms
from app.services.classes.roster_csv import Line
from tests.factories import LONG_AGO, World, enrol, make_course, make_user

NOW: datetime = LONG_AGO + timedelta(days=30)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def world(session: Session) -> World:
    return make_course(session)


@pytest.fixture
def ines(session: Session, world: World) -> User:
    user = make_user(session, "Ines")
    enrol(session, user, world, Role.INSTRUCTOR)
    return user


@pytest.fixture
def ann(session: Session, world: World) -> User:
    user = make_user(session, "Ann")
    enrol(session, user, world)
    return user


def by(user: User) -> Actor:
    return Actor(user.id)


def test_staff_come_first_and_then_students_by_name(
    session: Session, world: World, ann: User, ines: User
) -> None:
    enrol(session, make_user(session, "abe"), world)
    enrol(session, make_user(session, "Zoe"), world, Role.ASSISTANT)
    people = roster.members(session, world.offering)
    assert [member.name for member in people] == ["Ines", "Zoe", "abe", "Ann"]


def test_terms_are_kept_and_noted_once(
    session: Session, world: World, ann: User, ines: User
) -> None:
    terms = Terms(Role.STUDENT, NOW, 25)
    for _ in range(2):
        roster.set_terms(session, by(ines), world.offering, ann.id, terms, NOW)
    member = roster.find(session, world.offering, ann.id)
    assert member is not None
    assert (member.exam_at, member.extra_time_percent) == (NOW, 25)
    assert [event.action for event in session.scalars(select(AuditEvent))] == ["own terms changed"]


def test_a_disabled_instructor_does_not_count_as_another(
    session: Session, world: World, ines: User
) -> None:
    other = make_user(session, "Otto", disabled_at=LONG_AGO)
    enrol(session, other, world, Role.INSTRUCTOR)
    with pytest.raises(RosterError, match="only instructor"):
        roster.remove(session, by(ines), world.offering, ines.id, NOW)
    roster.remove(session, by(ines), world.offering, other.id, NOW)


def test_removing_twice_keeps_the_first_day(
    session: Session, world: World, ann: User, ines: User
) -> None:
    for days in (0, 1):
        when = NOW + timedelta(days=days)
        roster.remove(session, by(ines), world.offering, ann.id, when)
    assert session.get_one(Enrolment, (ann.id, world.offering.id)).left_at == NOW


def test_a_list_enrols_accounts_brings_back_who_left_and_reports_the_rest(
    session: Session, world: World, ann: User, ines: User
) -> None:
    left, new = make_user(session, "Left"), make_user(session, "New")
    enrol(session, left, world, left_at=LONG_AGO)
    gone = make_user(session, "Gone", disabled_at=LONG_AGO)
    people = [left.email, new.email.upper(), ann.email, gone.email, "who@example.org"]
    lines = [Line(n, email, Role.ASSISTANT) for n, email in enumerate(people, 2)]
    report = enrolling.enrol(session, by(ines), world.offering, lines, [], NOW)
    assert [line.number for line in report.enrolled] == [2, 3]
    assert [line.number for line in report.known] == [4]
    assert [line.number for line in report.unknown] == [5, 6]
    for user, role in ((left, Role.ASSISTANT), (new, Role.ASSISTANT), (ann, Role.STUDENT)):
        row = session.get_one(Enrolment, (user.id, world.offering.id))
        assert (row.role, row.left_at) == (role, None)


def test_a_long_list_is_taken_whole(session: Session, world: World, ines: User) -> None:
    users = [make_user(session, f"U{n}") for n in range(enrolling.CHUNK + 20)]
    lines = [Line(n, user.email, Role.STUDENT) for n, user in enumerate(users, 2)]
    report = enrolling.enrol(session, by(ines), world.offering, lines, [], NOW)
    assert len(report.enrolled) == len(users)
    assert audit.latest(session, world.offering)[0].did == "enrolled 520 people from a list"


def test_a_member_has_no_field_for_studying() -> None:
    assert set(roster.Member.__dataclass_fields__) >= {"name", "email", "role", "joined_at"}
    hidden = {"last_seen", "streak", "answers", "minutes", "readiness", "due", "reviews"}
    assert not hidden & set(roster.Member.__dataclass_fields__)
