from __future__ import annotations

import re

import pytest

from app.clock import utc_now
from app.db import Access, Database
from app.services import accounts, enrolments, offerings
from app.services.accounts import NewAccount
from app.services.classes import audit, exam_dates
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
        (("course", "exam", "nope", "2036-06-20"), "There is no course nope"),
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


def exam_rows(sqlite: Database) -> list[tuple[str, str]]:
    with sqlite.transaction(Access.READ) as session:
        offering = offerings.by_slug(session, "crm-2027")
        assert offering is not None
        return [
            (exam.title, exam.at.isoformat()) for exam in exam_dates.in_order(session, offering)
        ]


def test_a_bare_date_is_an_exam_at_nine_in_the_zone_of_the_course(
    terminal: Terminal, sqlite: Database
) -> None:
    terminal.run(*CREATE)
    with sqlite.transaction() as session:
        offering = offerings.by_slug(session, "crm-2027")
        assert offering is not None
        offering.zone = "Europe/Vienna"
    done = terminal.run("course", "exam", "crm-2027", "2036-06-20")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2036-06-20 at 09:00, Europe/Vienna" in done.stderr
    terminal.run("course", "exam", "crm-2027", "2036-04-12T14:30", "--title", "Midterm")
    assert exam_rows(sqlite) == [
        ("Midterm", "2036-04-12T12:30:00+00:00"),
        ("Exam", "2036-06-20T07:00:00+00:00"),
    ]
    with sqlite.transaction(Access.READ) as session:
        offering = offerings.by_slug(session, "crm-2027")
        assert offering is not None
        assert {entry.who for entry in audit.latest(session, offering)} == {
            "A command on the server"
        }


def test_a_past_exam_and_a_skipped_time_are_taken_and_said(
    terminal: Terminal, sqlite: Database
) -> None:
    terminal.run(*CREATE)
    assert "is past" in terminal.run("course", "exam", "crm-2027", "2020-06-20").stderr
    with sqlite.transaction() as session:
        offering = offerings.by_slug(session, "crm-2027")
        assert offering is not None
        offering.zone = "Europe/Vienna"
    done = terminal.run("course", "exam", "crm-2027", "2036-03-30T02:30")
    assert "2036-03-30 at 03:30" in done.stderr
    assert "clocks skip" in done.stderr


@pytest.mark.parametrize(
    ("date", "title", "words"),
    [
        ("soon", "Exam", "is no date"),
        ("2036-13-01", "Exam", "is no date"),
        ("0001-01-01T00:00+14:00", "Exam", "from 2000 to 2100"),
        ("2036-06-20", "", "1 to 120 characters"),
    ],
)
def test_a_wrong_exam_is_one_sentence_and_changes_nothing(
    terminal: Terminal, sqlite: Database, date: str, title: str, words: str
) -> None:
    terminal.run(*CREATE)
    done = terminal.run("course", "exam", "crm-2027", date, "--title", title)
    assert done.exit_code == 1
    assert words in done.stderr
    assert exam_rows(sqlite) == []
