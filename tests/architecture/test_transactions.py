from __future__ import annotations

from tests.architecture.source import ROOT, calls, place, python_files

DATABASE = ROOT / "app/db.py"
OPENERS = {"transaction", "retrying", "Session", "sessionmaker", "connect"}
EDGES = (ROOT / "app/web", ROOT / "app/cli")


def test_only_the_database_module_commits() -> None:
    assert [
        place(path, line)
        for path in python_files("app")
        for line, name in calls(path)
        if name.endswith((".commit", ".rollback")) and path != DATABASE
    ] == []


def test_only_the_edges_open_a_transaction() -> None:
    opened = [
        (path, place(path, line))
        for path in python_files("app")
        for line, name in calls(path)
        if name.rpartition(".")[2] in OPENERS
    ]
    assert any(path == DATABASE for path, _ in opened)
    inside = [where for path, where in opened if not set(EDGES) & set(path.parents)]
    assert [where for where in inside if not where.startswith("app/db.py")] == []
