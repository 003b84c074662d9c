"""`flask deck plan` as scripts and people call it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import Result

from tests.cli.course import CLEAN, MANY, Site

KEYS = {"kept", "edited", "moved", "new", "retired", "revived", "ask", "guard"}


def planned(result: Result) -> dict[str, object]:
    body: dict[str, object] = json.loads(result.stdout)
    return body


def test_the_json_says_what_applying_would_do(site: Site) -> None:
    site.write("a.md", CLEAN)
    result = site.run("deck", "plan", "crm", site.content, "--format", "json")
    assert result.exit_code == 0
    body = planned(result)
    assert body.keys() >= KEYS
    assert (body["new"], body["kept"], body["ask"], body["guard"]) == (2, 0, [], None)
    again = site.run("deck", "plan", "crm", site.content, "--format", "json")
    assert planned(again) == body


def test_after_applying_everything_is_kept(site: Site) -> None:
    site.write("a.md", CLEAN)
    site.run("deck", "apply", "crm", site.content)
    body = planned(site.run("deck", "plan", "crm", site.content, "--format", "json"))
    assert (body["new"], body["kept"], body["retired"]) == (0, 2, 0)


def test_the_guard_is_named_with_its_reason(site: Site) -> None:
    site.write("a.md", "".join(MANY))
    site.run("deck", "apply", "crm", site.content)
    site.write("a.md", "".join(MANY[:5]))
    result = site.run("deck", "plan", "crm", site.content, "--format", "json")
    assert result.exit_code == 0
    guard = planned(result)["guard"]
    assert isinstance(guard, dict)
    assert guard["cards"] == 5
    assert "What is question 7?" in result.stderr


def test_an_error_in_a_file_is_shown_at_its_line(site: Site) -> None:
    file = site.write("a.md", f"---\ntitel: x\n---\n{CLEAN}")
    result = site.run("deck", "plan", "crm", site.content)
    assert result.exit_code == 1
    assert f"{file}:2:1: unknown-key" in result.stderr


def test_an_unknown_course_is_named_with_those_there_are(site: Site) -> None:
    result = site.run("deck", "plan", "crn", site.content)
    assert result.exit_code == 1
    assert "no offering 'crn'; there are: crm" in result.stderr


def test_a_path_that_is_not_there_is_wrong_usage(site: Site, tmp_path: Path) -> None:
    assert site.run("deck", "plan", "crm", tmp_path / "nowhere").exit_code == 2


def test_a_database_without_tables_says_what_to_run(site: Site, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    result = site.run("deck", "plan", "crm", site.content, DATABASE_URL=url)
    assert result.exit_code == 1
    assert "flask db upgrade" in result.stderr


def test_the_help_has_an_example(site: Site) -> None:
    for command in ("plan", "apply"):
        result = site.run("deck", command, "--help")
        assert result.exit_code == 0
        assert f"flask deck {command} crm content" in result.stdout
