"""The demo as the tests of every page look at it: seeded, not yet served."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from app.cli.demo import prepare
from app.clock import utc_now
from app.config import Config
from app.db import Database
from app.services import passwords


def seed(config: Config) -> None:
    """Fill the database of *config*; its many passwords are hashed with the least work."""
    database = Database(config.database_url)
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "HASHER", quick)
        prepare(database, config, utc_now())
    database.engine.dispose()
