from __future__ import annotations

import csv
import io
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.db import Database
from app.models import Offering, Role
from app.services.classes.roster_csv import MOST_ROWS
from tests.web.browser import Browser
from tests.web.classes.course import account_of, actions, add_person, enrolment_of
from tests.web.conftest import make_account

TERMS = {"role": "student", "extra_time": "0", "exam_day": "", "exam_time": "09:00"}


def upload(browser: Browser, data: bytes, slug: str = "crm") -> TestResponse:
    file = FileStorage(io.BytesIO(data), "people.csv")
    boundary, body = encode_multipart({"csrf_token": browser.token(), "file": file})
    return browser.client.post(
        f"/classes/{slug}/people",
        base_url=browser.origin,
        data=body,
        headers={"Origin": browser.origin},
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def figures(page: str) -> list[int]:
    """Return how many were added, known, unknown and wrong."""
    return [int(number) for number in re.findall(r"<dd>(\d+)</dd>", page)]


def path_of(stored: Database, name: str) -> str:
    return f"/classes/crm/people/{account_of(stored, name).id}"


def test_staff_see_name_address_role_and_day_and_nothing_of_studying(
    crm: Offering, ines: Browser, tom: Browser
) -> None:
    for browser in (ines, tom):
        page = browser.get("/classes/crm/people").text
        row = page[page.index('<tr>\n<th scope="row">Ann') :].partition("</tr>")[0]
        assert "ann@example.org" in row
        assert "Student" in row
        for word in ("streak", "minutes", "last seen", "readiness", "reviews"):
            assert word not in row.lower()


def test_accounts_on_a_list_take_part_and_unknown_addresses_are_told_by_line(
    crm: Offering, art: Offering, ines: Browser, eve: Browser, stored: Database
) -> None:
    reply = upload(
        ines,
        b"name,email,role\nEve,EVE@example.org,assistant\nAnn,ann@example.org,instructor\n"
        b"Who,who@example.org,\nX,nonsense,student\nY,y@example.org,boss\nE,eve@example.org,\n",
    )
    assert reply.status_code == 200
    assert figures(reply.text) == [1, 1, 1, 3]
    assert "Line 4: who@example.org" in reply.text
    assert "Line 5: &#39;nonsense&#39; is no e-mail address." in reply.text
    assert "Line 6: There is no role &#39;boss&#39;." in reply.text
    assert "Line 7: eve@example.org stands on line 2 already." in reply.text
    assert "/join/" in reply.text
    assert enrolment_of(stored, crm, "eve").role is Role.ASSISTANT
    assert enrolment_of(stored, crm, "ann").role is Role.STUDENT
    assert eve.get("/courses/crm").status_code == 200
    assert actions(stored, crm) == ["list enrolled"]
    assert "Ines enrolled 1 person from a list." in ines.get("/classes/crm").text


def test_a_list_sent_again_changes_nothing(
    crm: Offering, art: Offering, ines: Browser, stored: Database
) -> None:
    for expected in ([1, 0, 0, 0], [0, 1, 0, 0]):
        assert figures(upload(ines, b"email\neve@example.org\n").text) == expected


def test_who_was_removed_comes_back_by_a_list(
    crm: Offering, ines: Browser, ann: Browser, stored: Database
) -> None:
    ines.post(f"{path_of(stored, 'ann')}/remove")
    assert figures(upload(ines, b"email\nann@example.org\n").text) == [1, 0, 0, 0]
    assert ann.get("/courses/crm").status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"name,email\nJ\xfcrgen,j@example.org\n", "line 2 holds something else"),
        (b"name,mail address\nA,a@example.org\n", "no column named email"),
        (b'name,email\n"A,a@example.org\n', "cannot be read as CSV"),
        (b"PK\x03\x04\x00\x00", "another kind of file"),
        (b"email\n" + b"a@example.org\n" * (MOST_ROWS + 1), "at most 2,000"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(
    crm: Offering, ines: Browser, data: bytes, words: str
) -> None:
    reply = upload(ines, data)
    assert reply.status_code == 422
    assert words in reply.text
    assert 'id="file-error"' in reply.text
    assert "ann@example.org" in reply.text


def test_a_file_above_a_megabyte_is_refused_with_its_reason(crm: Offering, ines: Browser) -> None:
    reply = upload(ines, b"email\n" + b"x" * 2**20)
    assert reply.status_code == 413
    assert "larger than 1 MB" in reply.text


def test_no_file_is_asked_for(crm: Offering, ines: Browser) -> None:
    reply = ines.post("/classes/crm/people")
    assert reply.status_code == 422
    assert "Choose a file." in reply.text


def test_lists_are_not_a_way_to_try_out_addresses(crm: Offering, ines: Browser) -> None:
    replies = [upload(ines, b"email\na@example.org\n").status_code for _ in range(21)]
    assert replies == [200] * 20 + [429]


def test_an_archived_course_takes_no_list(crm: Offering, ines: Browser) -> None:
    ines.post("/classes/crm/archive")
    reply = upload(ines, b"email\neve@example.org\n")
    assert reply.status_code == 422
    assert "archived" in reply.text


def test_the_list_comes_out_defused_and_goes_in_again(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        make_account(session, "=cmd@example.org").name = '=HYPERLINK("http://x";"y")'
    upload(ines, b"email\n=cmd@example.org\n")
    reply = ines.get("/classes/crm/people.csv")
    assert reply.data.startswith(b"\xef\xbb\xbf")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="crm-people.csv"'
    rows = list(csv.reader(io.StringIO(reply.data.decode("utf-8-sig"))))
    assert rows[0] == ["name", "email", "role", "joined"]
    cells = [cell for row in rows for cell in row]
    assert "'=cmd@example.org" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r"]
    assert figures(upload(ines, reply.data).text) == [0, 3, 0, 0]


def test_role_extra_time_and_own_date_are_set(
    crm: Offering, ines: Browser, ann: Browser, stored: Database
) -> None:
    path = path_of(stored, "ann")
    assert "ann@example.org" in ines.get(path).text
    sent = TERMS | {"extra_time": "25", "exam_day": "2036-07-01", "exam_time": "10:00"}
    assert ines.post(path, sent).location == "/classes/crm/people?said=person-saved"
    enrolment = enrolment_of(stored, crm, "ann")
    assert enrolment.extra_time_percent == 25
    assert enrolment.exam_at is not None
    assert enrolment.exam_at.isoformat() == "2036-07-01T08:00:00+00:00"
    assert 'value="10:00"' in ines.get(path).text
    assert "Your own date</strong> Tue 1 July 2036, 10:00" in ann.get("/courses/crm").text
    assert "+25 % time" in ines.get("/classes/crm/people").text
    ines.post(path, TERMS | {"role": "assistant"})
    assert ann.get("/classes/crm/people").status_code == 200
    assert "Ines made Ann an assistant, before a student." in ines.get("/classes/crm").text
    assert actions(stored, crm) == ["own terms changed", "own terms changed", "role changed"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("role", "boss", "Choose one of the list."),
        ("extra_time", "", "Write 0 for none."),
        ("extra_time", "-5", "from 0 to 300"),
        ("extra_time", "some", "Write a whole number."),
        ("exam_day", "soon", "Write a date"),
        ("exam_day", "1999-01-01", "from 2000 to 2100"),
    ],
)
def test_a_slip_is_named_at_its_field(
    crm: Offering, ines: Browser, stored: Database, field: str, value: str, words: str
) -> None:
    reply = ines.post(path_of(stored, "ann"), TERMS | {"exam_day": "2036-07-01"} | {field: value})
    assert reply.status_code == 422
    assert words in reply.text
    assert f'id="{field}-error"' in reply.text
    assert enrolment_of(stored, crm, "ann").exam_at is None


def test_who_is_removed_sees_nothing_until_taken_in_again(
    crm: Offering, ines: Browser, ann: Browser, stored: Database
) -> None:
    path = path_of(stored, "ann")
    reply = ines.post(f"{path}/remove")
    page = ines.get(reply.location or "").text
    assert "reset the code" in page
    assert ">Removed</h2>" in page
    assert ann.get("/courses/crm").status_code == 403
    assert ines.get("/classes/crm/people.csv").text.count("ann@example.org") == 0
    ines.post(f"{path}/restore")
    assert ann.get("/courses/crm").status_code == 200
    assert actions(stored, crm) == ["person removed", "person restored"]


def test_the_last_instructor_stays(crm: Offering, ines: Browser, stored: Database) -> None:
    path = path_of(stored, "ines")
    for reply in (ines.post(path, TERMS), ines.post(f"{path}/remove")):
        assert reply.status_code == 409
        assert "only instructor" in reply.text
    assert enrolment_of(stored, crm, "ines").left_at is None
    assert enrolment_of(stored, crm, "ines").role is Role.INSTRUCTOR


def test_one_of_two_instructors_may_go_and_lands_at_home(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    add_person(stored, crm, "ida", Role.INSTRUCTOR)
    reply = ines.post(f"{path_of(stored, 'ines')}/remove")
    assert (reply.status_code, reply.location) == (303, "/")
    assert ines.get("/classes/crm").status_code == 403


def test_people_of_another_course_are_not_found_here(
    crm: Offering, art: Offering, ines: Browser, stored: Database
) -> None:
    path = path_of(stored, "eve")
    assert ines.get(path).status_code == 404
    assert ines.post(path, TERMS).status_code == 404
    assert ines.post(f"{path}/remove").status_code == 404
    assert ines.post(f"{path}/restore").status_code == 404


def test_students_assistants_and_strangers_change_nobody(
    crm: Offering, ann: Browser, tom: Browser, otto: Browser, stored: Database
) -> None:
    path = path_of(stored, "ann")
    for browser in (ann, tom, otto):
        assert browser.post(path, TERMS | {"role": "instructor"}).status_code == 403
        assert browser.post(f"{path}/remove").status_code == 403
        assert upload(browser, b"email\neve@example.org\n").status_code == 403
    assert enrolment_of(stored, crm, "ann").role is Role.STUDENT


def test_a_deleted_accounts_name_is_not_in_the_log(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    ines.post(f"{path_of(stored, 'ann')}/remove")
    ann = account_of(stored, "ann")
    with stored.transaction() as session:
        session.delete(session.get_one(type(ann), ann.id))
    page = ines.get("/classes/crm").text
    assert "Ines removed somebody whose account is deleted." in page
