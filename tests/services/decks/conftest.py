from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from app.sandbox import Sandbox
from app.services.rendering import TARGET
from tests.services.decks.course import Classroom, open_classroom


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET, seconds=10) as sandbox:
        yield sandbox


@pytest.fixture
def classroom(database: Database, tmp_path: Path, sandbox: Sandbox) -> Classroom:
    """A course on SQLite and on PostgreSQL."""
    return open_classroom(database, tmp_path / "content", sandbox)


@pytest.fixture
def sqlite_classroom(sqlite: Database, tmp_path: Path, sandbox: Sandbox) -> Classroom:
    """A course on SQLite, where the database makes no difference."""
    return open_classroom(sqlite, tmp_path / "content", sandbox)
