"""The scripts' types, which stand in their comments (JSDoc), hold: TypeScript reads them all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")
COMPILER = HERE / "node_modules/typescript/bin/tsc"


def faults(project: Path) -> list[str]:
    """Return what TypeScript finds, a line each."""
    done = subprocess.run(
        [NODE, COMPILER, "--project", project, "--pretty", "false"],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("project", ["pages", "worker"])
def test_the_types_of_all_scripts_hold(project: str) -> None:
    found = faults(HERE / f"types/{project}.json")
    assert not found, "\n".join(found)


def test_a_wrong_type_is_found(tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text(
        "/** @param {number} n */\nexport const f = (n) => n.trim();\n"
    )
    project = tmp_path / "project.json"
    extended = {"extends": str(HERE / "types/pages.json"), "include": ["wrong.js"], "exclude": []}
    project.write_text(json.dumps(extended))
    assert ["trim" in fault for fault in faults(project)] == [True]
