from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.course import Site, make_site


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Site:
    return make_site(sqlite_url, tmp_path)
