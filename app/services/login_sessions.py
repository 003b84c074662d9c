"""Log-ins as rows: begun, found by their cookie's token, revoked."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from app.models import LoginSession, User

LIFETIME = timedelta(days=30)  # from the log-in on, however much it is used
SHARED_LIFETIME = timedelta(hours=12)  # browsers that "restore" pages keep cookies that should end
SEEN_STEP = timedelta(minutes=10)  # "last seen" is no more exact: a row less to write per answer


def begin(session: Session, user: User, now: datetime, *, shared: bool = False) -> str:
    """Log *user* in and return the token for the cookie: 256 random bits, kept only hashed.

    *shared*: on a computer that others use, too; such a log-in lasts for half a day at most.
    """
    token = secrets.token_urlsafe(32)
    session.execute(
        delete(LoginSession).where(LoginSession.user_id == user.id, LoginSession.expires_at <= now)
    )
    session.add(
        LoginSession(
            user_id=user.id,
            id=uuid.uuid4(),
            token_hash=_hash(token),
            created_at=now,
            last_seen_at=now,
            expires_at=now + (SHARED_LIFETIME if shared else LIFETIME),
            shared=shared,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, now: datetime) -> tuple[LoginSession, User] | None:
    """Return the log-in with this token and its account, if both are still good."""
    query = (
        select(LoginSession, User)
        .join(User, User.id == LoginSession.user_id)
        .where(
            LoginSession.token_hash == _hash(token),
            LoginSession.revoked_at.is_(None),
            LoginSession.expires_at > now,
            User.disabled_at.is_(None),
        )
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def touch(login: LoginSession, now: datetime) -> None:
    """Note that the log-in is in use."""
    if is_due(login, now):
        login.last_seen_at = now


def is_due(login: LoginSession, now: datetime) -> bool:
    """Tell whether "last seen" is old enough to be written anew."""
    return now - login.last_seen_at >= SEEN_STEP


def revoke(session: Session, token: str, now: datetime) -> None:
    """End the log-in with this token, if there is one."""
    _revoke(session, LoginSession.token_hash == _hash(token), now)


def revoke_all(session: Session, user_id: uuid.UUID, now: datetime) -> None:
    """End every log-in of an account, on all its devices."""
    _revoke(session, LoginSession.user_id == user_id, now)


def _revoke(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    session.execute(
        update(LoginSession).where(which, LoginSession.revoked_at.is_(None)).values(revoked_at=now)
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
