"""The demo as the tests of every page look at it: seeded once in a run, copied, not yet served."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.cli.demo import prepare
from app.clock import utc_now
from app.config import Config, from_environment
from app.db import Database
from app.services import passwords

FILE = "retain.db"


def settings(folder: Path) -> Config:
    """Return the settings of a demo that keeps all it has in *folder*."""
    return from_environment({"INSTANCE_DIR": str(folder), "BASE_URL": "http://localhost"})


def copied(factory: pytest.TempPathFactory) -> Config:
    """Return the settings of a copy of the demo, in a folder of its own."""
    folder = factory.mktemp("demo")
    shutil.copy(_seeded(factory) / FILE, folder / FILE)
    return settings(folder)


def _seeded(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo that all workers of this run copy; the first one makes it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "seeded"
    folder.mkdir(exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            _seed(settings(folder))
            done.touch()
    return folder


def _seed(config: Config) -> None:
    """Fill the database of *config*; its many passwords are hashed with the least work."""
    database = Database(config.database_url)
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "HASHER", quick)
        prepare(database, config, utc_now())
    database.engine.dispose()
