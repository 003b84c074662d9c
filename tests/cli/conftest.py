from __future__ import annotations

from pathlib import Path

import pytest

from app.config import Config
from tests.cli.course import Site, make_site
from tests.cli.terminal import Terminal


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Site:
    return make_site(sqlite_url, tmp_path)


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> Config:
    return Config(
        database_url=sqlite_url,
        secret_key="a key for tests only",
        content_dir=tmp_path,
        base_url="http://localhost",
        instance_dir=tmp_path,
    )


@pytest.fixture
def terminal(config: Config) -> Terminal:
    """A terminal on a migrated database."""
    return Terminal(config)
