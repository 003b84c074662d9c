from __future__ import annotations

import pytest

from app.clock import utc_now
from app.db import Access, Database
from app.services import accounts, login_sessions, passwords
from tests.cli.terminal import Terminal

PASSWORD = "tide lamp orchard\n"
CREATE = ("user", "create", "ann@example.org", "--password-stdin")


def test_an_account_is_made_with_the_password_from_standard_input(
    terminal: Terminal, sqlite: Database
) -> None:
    done = terminal.run(*CREATE, "--name", "Ann Bergmann", typed=PASSWORD)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Made an account for ann@example.org.\n"
    with sqlite.transaction(Access.READ) as session:
        user = accounts.by_email(session, "ann@example.org")
    assert user is not None
    assert (user.name, user.is_admin) == ("Ann Bergmann", False)
    assert passwords.matches(user.password_hash, "tide lamp orchard")


def test_without_a_name_it_is_that_of_the_address(terminal: Terminal) -> None:
    terminal.run(*CREATE, typed=PASSWORD)
    assert terminal.run("user", "list").stdout == "ann@example.org\tann\t\n"


def test_accounts_are_listed_with_what_sets_them_apart(
    terminal: Terminal, sqlite: Database
) -> None:
    terminal.run(*CREATE, "--admin", typed=PASSWORD)
    terminal.run("user", "create", "Bea@example.org", "--password-stdin", typed=PASSWORD)
    with sqlite.transaction() as session:
        bea = accounts.by_email(session, "bea@example.org")
        assert bea is not None
        accounts.disable(session, bea, utc_now())
    assert terminal.run("user", "list").stdout == (
        "ann@example.org\tann\tadmin\nBea@example.org\tBea\tdisabled\n"
    )


def test_another_password_ends_every_log_in(terminal: Terminal, sqlite: Database) -> None:
    terminal.run(*CREATE, typed=PASSWORD)
    with sqlite.transaction() as session:
        ann = accounts.by_email(session, "ann@example.org")
        assert ann is not None
        token = login_sessions.begin(session, ann, utc_now())
    done = terminal.run(
        "user", "password", "ann@example.org", "--password-stdin", typed="another lamp post"
    )
    assert done.exit_code == 0
    with sqlite.transaction(Access.READ) as session:
        assert login_sessions.find(session, token, utc_now()) is None
        stored = accounts.stored_hash(session, "ann@example.org")
    assert passwords.matches(stored, "another lamp post")


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (("user", "create", "ann", "--password-stdin"), PASSWORD, "no e-mail address"),
        (CREATE, "short\n", "8 to 1,024 characters"),
        (CREATE, "password1\n", "first that a guesser tries"),
        (CREATE, "", "8 to 1,024 characters"),
        (CREATE, b"\xff\xfe tide lamp orchard", "no UTF-8"),
        ((*CREATE, "--name", "n" * 121), PASSWORD, "1 to 120 characters"),
        (
            ("user", "password", "who@example.org", "--password-stdin"),
            PASSWORD,
            "There is no account who@example.org",
        ),
    ],
)
def test_wrong_input_is_one_sentence_and_exit_code_1(
    terminal: Terminal, arguments: tuple[str, ...], typed: str | bytes, words: str
) -> None:
    done = terminal.run(*arguments, typed=typed)
    assert done.exit_code == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert terminal.run("user", "list").stdout == ""


def test_an_address_can_have_one_account_only(terminal: Terminal) -> None:
    terminal.run(*CREATE, typed=PASSWORD)
    done = terminal.run(*CREATE, typed=PASSWORD)
    assert done.exit_code == 1
    assert "already" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("user", "create"),
        ("user", "create", "ann@example.org"),
        ("user", "nonsense"),
        ("user", "list", "x"),
    ],
)
def test_wrong_usage_is_exit_code_2(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    assert terminal.run(*arguments).exit_code == 2


def test_a_password_is_never_an_argument(terminal: Terminal) -> None:
    done = terminal.run("user", "create", "ann@example.org", "--password", "tide lamp orchard")
    assert done.exit_code == 2
