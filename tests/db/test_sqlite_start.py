"""How SQLite is started: the journal it can trust, full durability, checked references."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.db import Access, Database, sqlite_driver, wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_is_used_only_where_its_reset_bug_is_fixed(
    version: tuple[int, ...], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def pragma(database: Database, name: str, access: Access = Access.WRITE) -> object:
    with database.transaction(access) as session:
        return session.scalar(text(f"PRAGMA {name}"))


def test_every_connection_is_durable_and_checks_references(sqlite: Database) -> None:
    safe = wal_is_safe(sqlite_driver().sqlite_version_info)
    assert pragma(sqlite, "journal_mode") == ("wal" if safe else "delete")
    assert pragma(sqlite, "synchronous") == 2
    assert pragma(sqlite, "foreign_keys") == 1
    assert pragma(sqlite, "query_only") == 0
    assert pragma(sqlite, "query_only", Access.READ) == 1
    assert pragma(sqlite, "query_only") == 0
    assert pragma(sqlite, "foreign_keys", Access.SCHEMA) == 0
    assert pragma(sqlite, "foreign_keys") == 1
