from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.config import Config
from app.services import schema
from tests.cli.terminal import Terminal


@pytest.fixture
def fresh(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A terminal with a database that does not exist yet, in a folder that does not either."""
    url = f"sqlite:///{tmp_path / 'new' / 'retain.db'}"
    return Terminal(replace(terminal.config, database_url=url))


def test_a_fresh_database_needs_nothing_but_an_upgrade(fresh: Terminal) -> None:
    done = fresh.run("db", "upgrade")
    assert (done.exit_code, done.stdout) == (0, "")
    assert fresh.run("db", "current").stdout == f"{schema.newest()}\n"
    assert fresh.run("user", "list").exit_code == 0


def test_upgrading_twice_is_harmless(fresh: Terminal) -> None:
    assert [fresh.run("db", "upgrade").exit_code for _ in range(2)] == [0, 0]


def test_a_database_without_tables_says_so(fresh: Terminal) -> None:
    done = fresh.run("db", "current")
    assert (done.exit_code, done.stdout) == (0, "base\n")
    assert "run flask db upgrade" in done.stderr


def test_a_downgrade_takes_the_tables_back(terminal: Terminal) -> None:
    done = terminal.run("db", "downgrade", "base")
    assert (done.exit_code, done.stderr) == (0, "The database is at revision base.\n")
    assert terminal.run("db", "current").stdout == "base\n"


@pytest.mark.parametrize("command", ["upgrade", "downgrade"])
def test_an_unknown_revision_is_a_sentence_and_exit_code_1(
    terminal: Terminal, command: str
) -> None:
    done = terminal.run("db", command, "nope")
    assert done.exit_code == 1
    assert "'nope'" in done.stderr
    assert "flask db current" in done.stderr


def test_a_downgrade_must_say_where_to(terminal: Terminal) -> None:
    assert terminal.run("db", "downgrade").exit_code == 2


@pytest.mark.parametrize(
    "arguments", [("user", "list"), ("course", "list"), ("course", "join-code", "x")]
)
def test_other_commands_say_that_an_upgrade_is_due(
    fresh: Terminal, arguments: tuple[str, ...]
) -> None:
    fresh.run("db", "current")  # makes the folder, and no tables
    done = fresh.run(*arguments)
    assert done.exit_code == 1
    assert "run flask db upgrade first" in done.stderr


def test_a_folder_that_cannot_be_made_is_a_sentence(config: Config, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    url = f"sqlite:///{tmp_path / 'file' / 'retain.db'}"
    done = Terminal(replace(config, database_url=url)).run("db", "upgrade")
    assert done.exit_code == 1
    assert "folder cannot be made" in done.stderr


def test_a_server_out_of_reach_is_a_sentence(config: Config) -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    done = Terminal(replace(config, database_url=url)).run("user", "list")
    assert done.exit_code == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("user", "create"),
        ("user", "password"),
        ("user", "list"),
        ("course", "create"),
        ("course", "list"),
        ("course", "join-code"),
        ("db", "upgrade"),
        ("db", "downgrade"),
        ("db", "current"),
    ],
)
def test_every_command_has_a_help_with_an_example(
    terminal: Terminal, command: tuple[str, str]
) -> None:
    done = terminal.run(*command, "--help")
    assert done.exit_code == 0
    assert "Example:" in done.stdout
    assert f"flask {' '.join(command)}" in done.stdout
