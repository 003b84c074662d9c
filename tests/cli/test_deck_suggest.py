"""``flask deck suggest`` prints passages with their edits, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.deck import deck

NOTES = (
    "## Parts\n\n- one\n- two\n- three\n\nLosing customers to **other firms** is called churn.\n"
)


def suggest(*arguments: str | Path) -> Result:
    return CliRunner().invoke(deck, ["suggest", *map(str, arguments)])


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES)
    return path


def test_people_get_the_line_and_the_edit(notes: Path) -> None:
    result = suggest(notes)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{notes}:3: this looks like a list of 3 entries\n"
        "    insert below line 1:\n"
        "    | <!-- cards: list -->\n"
        f"{notes}:7: “other firms” is set bold and could be a gap\n"
        "    write as line 7:\n"
        "    | Losing customers to ==other firms== is called churn.\n"
    )
    assert result.stderr == "2 suggestions\n"
    assert notes.read_text() == NOTES


def test_programs_get_json(notes: Path) -> None:
    rows = json.loads(suggest(notes, "--format", "json").stdout)
    assert rows[0] == {
        "path": str(notes),
        "line": 3,
        "kind": "list",
        "message": "this looks like a list of 3 entries",
        "edit": {"action": "insert", "line": 1, "text": "<!-- cards: list -->"},
    }


def test_without_a_heading_the_switch_goes_to_the_top(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Parts\n---\n- one\n- two\n- three\n")
    assert "insert below line 3:" in suggest(path).stdout


def test_nothing_to_suggest_is_no_output(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Prose.\n")
    result = suggest(tmp_path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 suggestions\n")
    assert json.loads(suggest(tmp_path, "--format", "json").stdout) == []


def test_unreadable_files_are_named_beside_the_others(notes: Path) -> None:
    (notes.parent / "a.md").write_bytes(b"caf\xe9\n")
    result = suggest(notes.parent)
    assert result.exit_code == 1
    assert "not-utf8" in result.stderr
    assert "this looks like a list" in result.stdout


@pytest.mark.parametrize("arguments", [(), ("gone.md",)])
def test_wrong_usage_is_told_apart(arguments: tuple[str, ...]) -> None:
    assert suggest(*arguments).exit_code == 2


def test_help_has_an_example() -> None:
    assert "flask deck suggest content\n" in suggest("--help").stdout
