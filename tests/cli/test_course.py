from __future__ import annotations

import re

import pytest

from app.clock import utc_now
from app.db import Access, Database
from app.services import accounts, enrolments
from app.services.accounts import NewAccount
from tests.cli.terminal import Terminal

CREATE = ("course", "create", "crm-2027", "Customer relations", "--owner", "ines@example.org")


@pytest.fixture(autouse=True)
def _owner(sqlite: Database) -> None:
    with sqlite.transaction() as session:
        accounts.create(session, NewAccount("ines@example.org", "Ines", "!"), utc_now())


def test_a_course_is_made_with_its_instructor_and_code(
    terminal: Terminal, sqlite: Database
) -> None:
    done = terminal.run(*CREATE)
    assert (done.exit_code, done.stdout) == (0, "")
    code = terminal.run("course", "join-code", "crm-2027").stdout
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}\n", code)
    assert f"the code {code.strip()}." in done.stderr
    with sqlite.transaction(Access.READ) as session:
        ines = accounts.by_email(session, "ines@example.org")
        assert ines is not None
        assert [role.value for role in enrolments.actor_of(session, ines).roles.values()] == [
            "instructor"
        ]


def test_courses_are_listed_by_slug(terminal: Terminal) -> None:
    terminal.run(*CREATE)
    terminal.run("course", "create", "art", "History of art", "--owner", "INES@example.org")
    assert terminal.run("course", "list").stdout == (
        "art\tHistory of art\t\ncrm-2027\tCustomer relations\t\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("course", "create", "CRM", "Title", "--owner", "ines@example.org"), "is no slug"),
        (("course", "create", "crm", " ", "--owner", "ines@example.org"), "1 to 200 characters"),
        (("course", "create", "crm", "T", "--owner", "who@example.org"), "There is no account"),
        (("course", "join-code", "nope"), "There is no course nope"),
    ],
)
def test_wrong_input_is_one_sentence_and_exit_code_1(
    terminal: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    done = terminal.run(*arguments)
    assert done.exit_code == 1
    assert words in done.stderr
    assert terminal.run("course", "list").stdout == ""


def test_a_slug_is_taken_once(terminal: Terminal) -> None:
    terminal.run(*CREATE)
    done = terminal.run(*CREATE)
    assert done.exit_code == 1
    assert "choose another slug" in done.stderr


@pytest.mark.parametrize(
    "arguments", [("course", "create", "crm"), ("course", "create", "crm", "T"), ("course", "x")]
)
def test_wrong_usage_is_exit_code_2(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    assert terminal.run(*arguments).exit_code == 2
