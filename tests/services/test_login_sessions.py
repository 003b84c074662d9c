from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import LoginSession, User
from app.services import login_sessions
from tests.factories import make_user

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def user(session: Session) -> User:
    return make_user(session)


def found(session: Session, token: str, at: datetime = NOW) -> bool:
    return login_sessions.find(session, token, at) is not None


def test_a_token_finds_its_log_in_and_account(session: Session, user: User) -> None:
    token = login_sessions.begin(session, user, NOW)
    match = login_sessions.find(session, token, NOW)
    assert match is not None
    assert match[1] is user
    assert not found(session, token[:-1] + ("A" if token[-1] != "A" else "B"))


def test_only_a_hash_of_the_token_is_kept(session: Session, user: User) -> None:
    token = login_sessions.begin(session, user, NOW)
    row = session.scalars(select(LoginSession)).one()
    assert token not in (row.token_hash, str(row.id))
    assert len(token) == 43


def test_a_revoked_log_in_is_dead_and_the_others_live(session: Session, user: User) -> None:
    first, second = (login_sessions.begin(session, user, NOW) for _ in range(2))
    login_sessions.revoke(session, first, NOW)
    assert (found(session, first), found(session, second)) == (False, True)


def test_revoking_keeps_the_first_instant(session: Session, user: User) -> None:
    token = login_sessions.begin(session, user, NOW)
    login_sessions.revoke(session, token, NOW + MINUTE)
    login_sessions.revoke_all(session, user.id, NOW + 2 * MINUTE)
    session.expire_all()
    assert session.scalars(select(LoginSession.revoked_at)).one() == NOW + MINUTE


def test_a_log_in_ends_after_thirty_days_however_much_it_is_used(
    session: Session, user: User
) -> None:
    token = login_sessions.begin(session, user, NOW)
    end = NOW + timedelta(days=30)
    match = login_sessions.find(session, token, end - MINUTE)
    assert match is not None
    login_sessions.touch(match[0], end - MINUTE)
    assert not found(session, token, end)


def test_last_seen_moves_in_steps(session: Session, user: User) -> None:
    token = login_sessions.begin(session, user, NOW)
    match = login_sessions.find(session, token, NOW)
    assert match is not None
    for minutes, seen in ((9, 0), (10, 10), (15, 10), (5, 10)):
        login_sessions.touch(match[0], NOW + minutes * MINUTE)
        assert match[0].last_seen_at == NOW + seen * MINUTE


def test_a_new_log_in_clears_away_what_has_ended(session: Session, user: User) -> None:
    login_sessions.begin(session, user, NOW - timedelta(days=31))
    login_sessions.begin(session, user, NOW - timedelta(days=1))
    login_sessions.begin(session, user, NOW)
    assert len(session.scalars(select(LoginSession)).all()) == 2
