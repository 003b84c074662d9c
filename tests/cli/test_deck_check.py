"""``flask deck check`` reports every fault at once, in three forms, without a database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.deck import deck

FAULTY = "---\ntitel: A\n---\n# Parts\n<!-- cards: lst -->\n\n| a | b |\n|---|---|\n| c |\n"
FOREIGN = {"sqlalchemy", "flask_login", "flask_wtf", "alembic", "markdown", "nh3", "app.factory"}


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(deck, ["check", *map(str, arguments)])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.md"
    path.write_text(FAULTY)
    return path


def test_all_faults_are_reported_at_once_each_at_its_line(faulty: Path) -> None:
    result = check(faulty)
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if line.startswith(str(faulty))] == [
        f"{faulty}:2:1: unknown-key unknown key “titel”",
        f"{faulty}:5:6: unknown-directive unknown switch “cards: lst”",
        f"{faulty}:9:1: broken-table the row has 1 cells, the header 2 columns",
    ]
    assert "    | titel: A\n    Did you mean “title”?" in result.stdout
    assert result.stderr == "1 file, 3 errors, 0 warnings\n"


def test_json_has_the_promised_keys(faulty: Path) -> None:
    rows = json.loads(check(faulty, "--format", "json").stdout)
    assert [list(row) for row in rows] == [
        ["path", "line", "column", "code", "severity", "message", "hint"]
    ] * 3
    assert (rows[0]["path"], rows[0]["line"], rows[0]["code"]) == (str(faulty), 2, "unknown-key")


def test_github_gets_annotations(tmp_path: Path) -> None:
    path = tmp_path / "a,b.md"
    path.write_text("The <b>5 %</b> rule.\n")
    result = check(path, "--format", "github")
    assert result.exit_code == 0
    escaped = str(path).replace(",", "%2C")
    assert result.stdout.startswith(f"::warning file={escaped},line=1,col=5,title=raw-html::raw")
    assert result.stdout.count("\n") == 1


def test_warnings_are_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A <b>word</b>.\n")
    (tmp_path / "b.md").write_text("Fine.\n")
    result = check(tmp_path)
    assert result.exit_code == 0
    assert "raw-html warning: raw HTML (<b>) is shown as text" in result.stdout
    assert result.stderr == "2 files, 0 errors, 1 warning\n"


def test_clean_files_give_no_output(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Fine.\n")
    assert check(tmp_path).stdout == ""
    assert json.loads(check(tmp_path, "--format", "json").stdout) == []


def test_files_are_checked_against_each_other(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"Q: Who is {name}? {{#who}}\nA: It is {name}.\n")
    assert f"{tmp_path}/b.md:1:1: duplicate-id" in check(tmp_path).stdout


def test_bad_bytes_and_sizes_are_faults_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"caf\xe9\n")
    (tmp_path / "b.md").write_bytes(b"x" * 600_000)
    result = check(tmp_path, "--format", "json")
    assert result.exit_code == 1
    assert [row["code"] for row in json.loads(result.stdout)] == ["not-utf8", "file-too-large"]


def test_pictures_are_looked_for_beside_the_deck(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("![here](b.svg) and ![gone](c.svg)\n")
    (tmp_path / "b.svg").write_text("<svg/>")
    result = check(tmp_path)
    assert f"{tmp_path}/a.md:1:20: missing-image there is no file “c.svg”" in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize("arguments", [(), ("gone.md",), (".", "--format", "xml")])
def test_wrong_usage_is_told_apart(arguments: tuple[str, ...]) -> None:
    assert check(*arguments).exit_code == 2


def test_a_folder_without_decks_is_wrong_usage(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 2
    assert f"There is no Markdown file (*.md) in {tmp_path}." in result.stderr


def test_help_has_an_example() -> None:
    assert "flask deck check content\n" in check("--help").stdout


def test_the_group_lists_its_commands_and_refuses_others() -> None:
    help_text = CliRunner().invoke(deck, ["--help"]).stdout
    assert "All faults of deck files, each at its line." in help_text
    assert CliRunner().invoke(deck, ["chek"]).exit_code == 2


def test_it_loads_neither_the_application_nor_a_database(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\nQ: Who?\nA: We.\n")
    code = (
        "import sys, json\nfrom flask.cli import main\nsys.argv = ['flask', 'deck', 'check', '.']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout))
    assert "app.cli.deck_check" in loaded
    assert not loaded & FOREIGN
