"""The demo's accounts and history on both databases, written as ordinary events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from app.cli.deck_store import apply_path
from app.db import Access, Database
from app.models import Enrolment, Event, Role, User
from app.services import accounts, offerings
from app.services.demo import seed
from app.services.doctor import examine

NOW = datetime(2026, 4, 8, 9, tzinfo=UTC)
HASHES = {persona.email: f"hash of {persona.email}" for persona in seed.PERSONAS}
DECK = "".join(f"Q: What is question {n}?\nA: The question {n}.\n\n" for n in range(15))


def with_content(database: Database, folder: Path) -> None:
    with database.transaction() as session:
        seed.seed_accounts(session, HASHES, "Europe/Vienna", NOW)
    (folder / "a.md").write_text(DECK)
    apply_path(database, seed.SLUG, folder, folder, NOW)


def test_history_lies_within_the_enrolment_and_ends_yesterday(
    database: Database, tmp_path: Path
) -> None:
    with_content(database, tmp_path)
    with database.transaction() as session:
        written = seed.seed_history(session, NOW)
    with database.transaction(Access.READ) as session:
        events = list(session.scalars(select(Event)))
        since = set(session.scalars(select(Enrolment.enrolled_at)))
        examined = examine(session)
    assert len(events) == written > 100
    assert len(since) == 1
    assert min(event.answered_at for event in events) > since.pop()
    last = max(event.study_day for event in events)
    assert NOW.date() - timedelta(days=3) <= last <= NOW.date() - timedelta(days=1)
    assert all("client_answered_at" not in event.detail for event in events)
    assert examined.faults == ()


def test_history_is_written_once(database: Database, tmp_path: Path) -> None:
    with_content(database, tmp_path)
    with database.transaction() as session:
        assert seed.seed_history(session, NOW) > 0
    with database.transaction() as session:
        assert seed.seed_history(session, NOW + timedelta(days=2)) == 0


def test_accounts_are_made_once_with_their_roles(database: Database) -> None:
    with database.transaction() as session:
        assert len(seed.seed_accounts(session, HASHES, "UTC", NOW)) == 4
        assert seed.is_seeded(session)
    with database.transaction() as session:
        assert seed.seed_accounts(session, HASHES, "UTC", NOW) == []
        roles = session.scalars(select(Enrolment.role)).all()
        assert sorted(roles) == sorted([Role.INSTRUCTOR, *[Role.STUDENT] * 3])
        assert session.scalar(select(func.count()).where(User.is_demo)) == 4


def test_an_account_that_was_there_keeps_its_password_and_has_no_history(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        new = accounts.NewAccount("ben@example.org", "The real Ben", "his own hash")
        accounts.create(session, new, NOW)
    with_content(database, tmp_path)
    with database.transaction() as session:
        seed.seed_history(session, NOW)
        renewed = seed.renew_passwords(session, dict.fromkeys(HASHES, "new"), NOW)
        ben = accounts.by_email(session, "ben@example.org")
        assert ben is not None
        assert (ben.password_hash, ben.is_demo) == ("his own hash", False)
        assert session.scalar(select(func.count()).where(Event.student_id == ben.id)) == 0
    assert "ben@example.org" not in renewed


def test_without_an_offering_there_is_nothing_to_study(database: Database) -> None:
    with database.transaction() as session:
        assert offerings.by_slug(session, seed.SLUG) is None
        assert seed.seed_history(session, NOW) == 0
        assert not seed.is_seeded(session)


def test_passwords_are_random_and_long_enough() -> None:
    first, second = seed.new_passwords(), seed.new_passwords()
    assert len({*first.values(), *second.values()}) == 8
    assert all(len(password.replace("-", "")) == 12 for password in first.values())
