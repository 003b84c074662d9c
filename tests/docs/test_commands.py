from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask.cli import FlaskGroup

from app import create_app
from app.config import from_environment
from tests.docs.documents import ROOT, Said, code, first_column

FLASKS_OWN = {"routes", "run", "shell"}
OPERATIONS = ROOT / "docs/operations.md"


@pytest.fixture(scope="module")
def flask_command(tmp_path_factory: pytest.TempPathFactory) -> click.Group:
    instance = str(tmp_path_factory.mktemp("instance"))
    config = from_environment({"INSTANCE_DIR": instance})
    return FlaskGroup(create_app=lambda: create_app(config))


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """Return the commands of *group* by name.

    Flask pushes an application context to find them; leaving click's context takes it away
    again, or commands of later tests would run on that application.
    """
    with click.Context(group) as context:
        found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def leaves(group: click.Group, *names: str) -> Iterator[tuple[str, click.Command]]:
    """Yield (words, command) for each command of ours that does something."""
    for name, command in commands_of(group).items():
        if not names and name in FLASKS_OWN:
            continue
        if isinstance(command, click.Group):
            yield from leaves(command, *names, name)
        else:
            yield " ".join((*names, name)), command


def resolved(group: click.Group, words: list[str]) -> click.Command:
    """Follow words such as ``deck check`` from ``flask`` to the command that they name."""
    command: click.Command = group
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = commands_of(command)
        assert word in found, f"there is no command {word}"
        command = found[word]
    return command


def named() -> list[Said]:
    """Return every place that names a flask command."""
    found = [
        Said(said.where, match[1])
        for said in code()
        if (match := re.search(r"(?:^|\s|/)flask ((?:[a-z]+[ -]?)+.*)$", said.text))
    ]
    assert len(found) > 5
    return found


def test_every_command_that_the_documents_name_exists(flask_command: click.Group) -> None:
    for said in named():
        words = re.match(r"[a-z-]+( [a-z-]+)*", said.text.replace(" --", " |"))
        assert words is not None, said
        command = resolved(flask_command, words[0].split())
        options = {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
        used = set(re.findall(r"--[a-z][a-z-]*", said.text)) - {"--help"}
        assert used <= options, f"{said.where} names options that {said.text} does not have"


def test_every_command_is_in_the_manual_and_no_other(flask_command: click.Group) -> None:
    rows = [" ".join(shlex.split(span)) for span in first_column(OPERATIONS, "Commands")]
    documented = {re.split(r" [A-Z\[-]", row)[0] for row in rows}
    assert documented == {words for words, _ in leaves(flask_command)}


def test_every_command_shows_an_example(flask_command: click.Group) -> None:
    for words, command in leaves(flask_command):
        assert f"flask {words}" in (command.help or ""), words


def test_every_target_of_make_is_documented_and_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        match[1] for said in code() if (match := re.search(r"(?:^|\s)make ([a-z-]+)", said.text))
    }
    assert named <= targets
    assert targets - {"help", "clean"} <= named


def test_every_script_that_is_named_exists() -> None:
    for said in code():
        for name in re.findall(r"\bscripts/[\w.-]+\.sh", said.text):
            assert Path(ROOT / name).is_file(), said
