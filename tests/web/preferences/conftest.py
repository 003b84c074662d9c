"""Somebody's settings, and what the database holds of an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.db import Access, Database
from app.models import Offering, User
from app.services import accounts

FieldsOf = Callable[..., dict[str, str]]


@pytest.fixture
def fields(crm: Offering) -> FieldsOf:
    """Return the settings of ann@ as her page sends them, some of them changed."""

    def make(**changed: str) -> dict[str, str]:
        return {
            "name": "Ann",
            "zone": "Europe/Berlin",
            "rollover_hour": "4",
            "grades": "two",
            "single_keys": "y",
            f"minutes_{crm.id.hex}": "20",
        } | changed

    return make


def user(stored: Database, name: str = "ann") -> User | None:
    """Return the account of ``NAME@example.org``, if there is one."""
    with stored.transaction(Access.READ) as session:
        return accounts.by_email(session, f"{name}@example.org")


def count(stored: Database, table: type) -> int:
    with stored.transaction(Access.READ) as session:
        return len(session.scalars(select(table)).all())
