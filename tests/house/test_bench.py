"""``make bench`` runs every benchmark, whatever becomes of one, and gathers what they found."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MEASURES = """import pathlib, sys
pathlib.Path(sys.argv[1]).write_text('{"seconds": 2}')
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("scripts", "bench", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "scripts/bench.sh", tmp_path / "scripts")
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    (tmp_path / "bench/__init__.py").touch()
    (tmp_path / "bench/measures.py").write_text(MEASURES)
    return tmp_path


def bench(project: Path) -> tuple[int, str]:
    command = ["sh", str(project / "scripts/bench.sh")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_what_was_measured_stands_in_one_file_by_name(project: Path) -> None:
    code, said = bench(project)
    assert (code, "FAILED" in said) == (0, False)
    assert json.loads((project / "build/bench.json").read_text()) == {"measures": {"seconds": 2}}


def test_a_benchmark_that_fails_is_named_and_stops_no_other(project: Path) -> None:
    (project / "bench/fails.py").write_text("raise SystemExit(2)")
    code, said = bench(project)
    assert (code, "FAILED fails" in said) == (1, True)
    assert json.loads((project / "build/bench.json").read_text()) == {"measures": {"seconds": 2}}


@pytest.mark.parametrize("path", sorted((ROOT / "bench").glob("[!_]*.py")), ids=lambda p: p.stem)
def test_every_benchmark_says_how_it_is_called_with_a_file_for_its_figures(path: Path) -> None:
    assert "[OUT.json]" in (ast.get_docstring(ast.parse(path.read_text())) or "")


def test_the_schemas_of_qti_need_not_be_there(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.qti_schemas", str(tmp_path / "found.json")]
    done = subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, "Nothing was checked" in done.stdout) == (0, True)
