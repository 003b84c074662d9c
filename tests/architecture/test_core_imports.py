from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys

import pytest

import app.decks
import app.srs
from tests.architecture.source import ROOT

FOREIGN = {"flask", "flask_login", "flask_wtf", "werkzeug", "sqlalchemy", "alembic", "click"}
CORE = sorted(
    module.name
    for package in (app.decks, app.srs)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
)
START_SECONDS = 0.1


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def processor_seconds(statement: str) -> float:
    """Return the least processor time of several starts: other work on the machine adds to it."""
    seconds = []
    for _ in range(7):
        child = os.posix_spawn(sys.executable, [sys.executable, "-c", statement], os.environ)
        _, status, usage = os.wait4(child, 0)
        assert status == 0
        seconds.append(usage.ru_utime + usage.ru_stime)
    return min(seconds)


def test_importing_the_core_loads_neither_web_nor_database() -> None:
    assert not loaded_by("import app.decks, app.srs") & FOREIGN


def test_no_module_of_the_core_loads_web_or_database() -> None:
    assert len(CORE) > 2
    assert not loaded_by("\n".join(f"import {name}" for name in CORE)) & FOREIGN


def test_the_check_sees_what_a_module_loads() -> None:
    assert loaded_by("import app.db") & FOREIGN == {"sqlalchemy"}


@pytest.mark.skipif(not hasattr(os, "posix_spawn"), reason="only POSIX tells a child's times")
def test_importing_the_core_adds_little_to_the_start() -> None:
    bare = processor_seconds("pass")
    core = processor_seconds("import app.decks, app.srs")
    assert core - bare <= START_SECONDS
