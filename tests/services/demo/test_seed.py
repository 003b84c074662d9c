"""The demo's accounts on both databases: made once, with their roles."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from app.db import Database
from app.models import Enrolment, Event, Role, User
from app.services import accounts, offerings
from app.services.demo import history, seed
from tests.services.demo.course import HASHES, NOW, with_content


def test_accounts_are_made_once_with_their_roles(database: Database) -> None:
    with database.transaction() as session:
        assert len(seed.seed_accounts(session, HASHES, "UTC", NOW)) == 14
        assert seed.is_seeded(session)
    with database.transaction() as session:
        assert seed.seed_accounts(session, {}, "UTC", NOW) == []
        roles = session.scalars(select(Enrolment.role)).all()
        assert sorted(roles) == sorted([Role.INSTRUCTOR, Role.ASSISTANT, *[Role.STUDENT] * 12])
        assert session.scalar(select(func.count()).where(User.is_demo)) == 14
        assert {user.email for user in seed.demo_accounts(session)} == set(HASHES)


def test_minutes_a_day_are_those_that_the_student_takes(database: Database) -> None:
    with database.transaction() as session:
        seed.seed_accounts(session, HASHES, "UTC", NOW)
        rows = session.execute(select(User.email, Enrolment.minutes_cap).join(Enrolment))
        caps = {row.email: row.minutes_cap for row in rows}
    assert (caps["kira@example.org"], caps["hugo@example.org"]) == (5, 30)
    assert caps["instructor@example.org"] == 20


def test_an_account_that_was_there_keeps_its_password_and_has_no_history(
    database: Database,
) -> None:
    with database.transaction() as session:
        new = accounts.NewAccount("ben@example.org", "The real Ben", "his own hash")
        accounts.create(session, new, NOW)
    with_content(database)
    with database.transaction() as session:
        history.seed_history(session, NOW)
        renewed = seed.renew_passwords(session, dict.fromkeys(HASHES, "new"), NOW)
        ben = accounts.by_email(session, "ben@example.org")
        assert ben is not None
        assert (ben.password_hash, ben.is_demo) == ("his own hash", False)
        assert session.scalar(select(func.count()).where(Event.student_id == ben.id)) == 0
    assert set(renewed) == set(HASHES) - {"ben@example.org"}


def test_whom_the_instructor_removed_stays_removed(database: Database) -> None:
    with database.transaction() as session:
        seed.seed_accounts(session, HASHES, "UTC", NOW)
        carla = accounts.by_email(session, "carla@example.org")
        offering = offerings.by_slug(session, history.SLUG)
        assert carla is not None
        assert offering is not None
        enrolment = session.get_one(Enrolment, (carla.id, offering.id))
        enrolment.left_at = NOW
    with database.transaction() as session:
        seed.seed_accounts(session, {}, "UTC", NOW + timedelta(days=1))
        assert session.get_one(Enrolment, (carla.id, offering.id)).left_at == NOW


def test_without_an_offering_nothing_is_seeded(database: Database) -> None:
    with database.transaction() as session:
        assert not seed.is_seeded(session)
        assert len(seed.missing(session)) == 14


def test_passwords_are_random_and_long_enough() -> None:
    made = {seed.new_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(password.replace("-", "")) == 12 for password in made)
