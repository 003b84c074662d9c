from __future__ import annotations

import ast
import re

from tests.docs.documents import ROOT, first_column

OPERATIONS = ROOT / "docs/operations.md"


def settings() -> set[str]:
    """Return the environment variables that the settings are read from."""
    tree = ast.parse((ROOT / "app/config.py").read_text())
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "env.get"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_setting_is_in_the_manual_and_no_other() -> None:
    documented = set(first_column(OPERATIONS, "Settings"))
    assert documented == settings()
    assert "DATABASE_URL" in documented


def test_the_environment_is_read_in_one_place() -> None:
    # The sandbox hands a few variables on to its worker, and the demo asks TZ, as every
    # program does: neither is a setting of Retain's.
    readers = {"app/config.py", "app/sandbox.py", "app/cli/demo.py"}
    assert {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "app").rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text())
    } == readers
