"""Somebody's settings, and what the database holds of an account."""

from __future__ import annotations

from sqlalchemy import select

from app.db import Access, Database
from app.models import User
from app.services import accounts


def user(stored: Database, name: str = "ann") -> User | None:
    """Return the account of ``NAME@example.org``, if there is one."""
    with stored.transaction(Access.READ) as session:
        return accounts.by_email(session, f"{name}@example.org")


def count(stored: Database, table: type) -> int:
    with stored.transaction(Access.READ) as session:
        return len(session.scalars(select(table)).all())
