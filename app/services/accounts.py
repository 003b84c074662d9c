"""Accounts: made, found, given another password, disabled."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import User
from app.services import login_sessions
from app.wording import say

ADDRESS_LENGTH = 254
NAME_LENGTH = 120


class AccountError(ValueError):
    """Something about an account will not do; *field* names it (``email`` or ``name``)."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is made of. *password_hash* comes from ``passwords.hashed``."""

    email: str
    name: str
    password_hash: str
    zone: str = "UTC"
    is_admin: bool = False


def checked_email(text: str) -> str:
    """Return the address in its normal form; raises AccountError. Asks no name server."""
    if len(text.strip()) > ADDRESS_LENGTH:
        raise _too_long()
    try:
        address = validate_email(text.strip(), check_deliverability=False).normalized
    except (EmailNotValidError, UnicodeError) as error:
        # The library's own reasons are English, whatever the page is in.
        raise AccountError(
            "email", say("This is no e-mail address. One looks like ada@example.org.")
        ) from error
    if len(email_key(address)) > ADDRESS_LENGTH:
        raise _too_long()
    return address


def _too_long() -> AccountError:
    words = say("An address has at most %(most)d characters.", most=ADDRESS_LENGTH)
    return AccountError("email", words)


def email_key(address: str) -> str:
    """Return what two spellings of one address have in common."""
    return unicodedata.normalize("NFC", address.strip().casefold())


def checked_name(text: str) -> str:
    """Return the name without outer spaces; raises AccountError."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not 0 < len(name) <= NAME_LENGTH:
        raise AccountError("name", say("A name has 1 to %(most)d characters.", most=NAME_LENGTH))
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in name):
        raise AccountError("name", say("Leave out the characters that cannot be seen."))
    return name


def known_zone(*names: str | None) -> str:
    """Return the first of these that is a time zone (IANA), else UTC."""
    return next((name for name in names if name in _zones()), "UTC")


def create(session: Session, new: NewAccount, now: datetime) -> User:
    """Make an account. Raises AccountError: wrong address or name, or the address is taken."""
    email = checked_email(new.email)
    user = User(
        id=uuid.uuid4(),
        email=email,
        email_key=email_key(email),
        name=checked_name(new.name),
        password_hash=new.password_hash,
        zone=known_zone(new.zone),
        is_admin=new.is_admin,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError as error:
        raise AccountError(
            "email", say("There is an account with this address already.")
        ) from error
    return user


def by_email(session: Session, email: str) -> User | None:
    """Return the account with this address in any spelling, disabled ones too."""
    return session.scalars(select(User).where(User.email_key == email_key(email))).one_or_none()


def stored_hash(session: Session, email: str) -> str | None:
    """Return what a log-in as this address is checked against; None for nobody who may."""
    user = by_email(session, email)
    return user.password_hash if user is not None and user.disabled_at is None else None


def with_hash(session: Session, email: str, stored: str | None) -> User | None:
    """Return the account if it may still log in and its password is the one just checked."""
    user = by_email(session, email)
    if user is None or user.disabled_at is not None or user.password_hash != stored:
        return None
    return user


def in_order(session: Session) -> list[User]:
    """Return every account, by address."""
    return list(session.scalars(select(User).order_by(User.email_key)))


def set_password(session: Session, user: User, password_hash: str, now: datetime) -> None:
    """Give the account another password and end all its log-ins."""
    user.password_hash = password_hash
    login_sessions.revoke_all(session, user.id, now)


def disable(session: Session, user: User, now: datetime) -> None:
    """Close the account to its owner and end all its log-ins; nothing is erased."""
    user.disabled_at = now
    login_sessions.revoke_all(session, user.id, now)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
