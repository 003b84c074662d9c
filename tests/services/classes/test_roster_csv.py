from __future__ import annotations

import csv
import io
import uuid
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import Role
from app.services.classes.roster import Member
from app.services.classes.roster_csv import MOST_ROWS, Fault, Line, read, write
from app.services.tables import MOST_BYTES, UnreadableError, defused, restored

ANN = Line(2, "ann@example.org", Role.STUDENT)


@pytest.mark.parametrize(
    "data",
    [
        b"name,email,role\nAnn,ann@example.org,student\n",
        b"\xef\xbb\xbfname;e-mail;role\r\nAnn;ann@example.org;\r\n",
        "Role\tMail\nSTUDENT\tann@example.org".encode("utf-16"),
        b"Email\nann@example.org\n\n\n",
        b'email,note\n"ann@example.org","a, b"\n',
    ],
)
def test_what_spreadsheets_write_is_read(data: bytes) -> None:
    assert read(data) == ([ANN], [])


def test_lines_are_numbered_as_in_the_file() -> None:
    lines, faults = read(b'name,email\n\n"two\nlines",ann@example.org\nBo,\n')
    assert [line.number for line in lines] == [3]
    assert faults == [Fault(5, "There is no e-mail address.")]


def test_one_address_in_two_spellings_stands_once() -> None:
    lines, faults = read(b"email,role\nann@example.org,\nANN@example.org,assistant\n")
    assert lines == [ANN]
    assert [fault.number for fault in faults] == [3]
    assert "stands on line 2 already" in faults[0].message


def test_the_longest_list_is_read_and_one_line_more_is_not() -> None:
    rows = [f"a{n}@example.org" for n in range(MOST_ROWS)]
    assert len(read("\n".join(["email", *rows]).encode())[0]) == MOST_ROWS
    with pytest.raises(UnreadableError, match="at most 2,000"):
        read("\n".join(["email", *rows, "b@example.org"]).encode())


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(UnreadableError, match="larger than 1 MB"):
        read(b"x" * (MOST_BYTES + 1))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with suppress(UnreadableError):
        lines, faults = read(b"email,role\n" + data)
        numbers = [line.number for line in lines] + [fault.number for fault in faults]
        assert all(number >= 2 for number in numbers)


@given(st.text(max_size=40))
def test_no_cell_begins_a_formula_and_reading_undoes_it(cell: str) -> None:
    safe = defused(cell)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r", "\uff1d"}
    assert restored(safe) == cell


@given(st.text("'=+-@a", max_size=6))
def test_apostrophes_of_ones_own_survive(cell: str) -> None:
    assert restored(defused(cell)) == cell


def test_what_is_written_is_text_for_spreadsheets() -> None:
    joined = datetime(2036, 3, 1, 23, 30, tzinfo=UTC)
    ann = Member(uuid.uuid4(), "-Ann, Ü", "ann@example.org", Role.STUDENT, joined, None, None, 25)
    data = write([ann], "Europe/Vienna")
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["name", "email", "role", "joined"],
        ["'-Ann, Ü", "ann@example.org", "student", "2036-03-02"],
    ]
    assert read(data) == ([ANN], [])
