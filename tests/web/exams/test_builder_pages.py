"""The pages of an exam: table, draw, preview, files, results, duplicate."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from werkzeug.test import TestResponse

from app.db import Database
from app.exports import FORMATS
from app.models import Offering
from tests.web.browser import Browser
from tests.web.exams.course import Built, build, exam_of, fill

DETAILS = {
    "title": "Midterm",
    "day": "2027-04-01",
    "minutes": "60",
    "versions": "2",
    "seed": "s",
    "instructions": "",
}


@pytest.fixture
def built(stored: Database, crm: Offering) -> Built:
    fill(stored, crm)
    return build(stored, crm)


def send(browser: Browser, built: Built, text: str) -> TestResponse:
    return browser.client.post(
        f"{built.url}/results",
        base_url="http://localhost",
        data={"csrf_token": browser.token(), "file": (BytesIO(text.encode()), "r.csv")},
        headers={"Origin": "http://localhost"},
    )


def make(browser: Browser) -> str:
    reply = browser.post("/exams/crm", {"title": "Midterm", "day": "2027-04-01"})
    assert reply.status_code == 303, reply.text
    return str(reply.location.partition("?")[0])


def test_an_exam_is_made_drawn_and_shown(ines: Browser, stored: Database, crm: Offering) -> None:
    fill(stored, crm)
    url = make(ines)
    assert "Nothing is drawn yet" in ines.get(f"{url}/preview").text
    rows = {"chapter_0": "9", "type_0": "choice", "count_0": "2", "points_0": "1.5"}
    reply = ines.post(url, DETAILS | rows | {"then": "draw"})
    assert reply.status_code == 303, reply.text
    page = ines.get(reply.location).text
    assert "Which keeps customers longest?" in page
    assert "3 points in all" in page
    assert ines.get(f"{url}/preview?version=B").status_code == 200
    assert ines.get(f"{url}/preview?version=C").status_code == 404


def test_rows_that_cannot_be_filled_say_how_many_are_missing(
    ines: Browser, stored: Database, crm: Offering
) -> None:
    fill(stored, crm)
    url = make(ines)
    rows = {"chapter_0": "", "type_0": "essay", "count_0": "4", "points_0": ""}
    reply = ines.post(url, DETAILS | rows | {"then": "draw"})
    page = ines.get(reply.location).text
    assert "could not fill the table" in page
    assert "3 items are missing" in page


def test_a_slip_in_a_row_is_named_and_nothing_is_kept(
    ines: Browser, stored: Database, built: Built
) -> None:
    rows = {"chapter_0": "", "type_0": "", "count_0": "many", "points_0": "-1"}
    reply = ines.post(built.url, DETAILS | rows)
    assert reply.status_code == 422
    assert "Row 1: items" in reply.text
    assert exam_of(stored, built).title == "Final"


def test_an_empty_table_draws_nothing_and_says_what_to_do(ines: Browser, crm: Offering) -> None:
    url = make(ines)
    reply = ines.post(url, DETAILS | {"then": "draw"})
    assert reply.status_code == 409
    assert "Approve items in the bank" in reply.text


def test_a_changed_table_asks_for_another_draw(ines: Browser, built: Built) -> None:
    rows = {"chapter_0": "", "type_0": "", "count_0": "3", "points_0": ""}
    assert ines.post(built.url, DETAILS | rows).status_code == 303
    assert "changed since the items were drawn" in ines.get(built.url).text
    assert "changed since the items were drawn" in ines.get(f"{built.url}/preview").text


def test_items_are_pinned_left_out_and_given_back(ines: Browser, built: Built) -> None:
    talk, keep = str(built.items["talk"]), str(built.items["keep"])
    ines.post(f"{built.url}/items", {"pin": talk})
    ines.post(f"{built.url}/items", {"out": keep})
    page = ines.get(built.url).text
    assert "Pinned" in page
    assert "Left out" in page
    ines.post(f"{built.url}/items", {"free": talk, "back": "builder"})
    ines.post(f"{built.url}/items", {"free": keep})
    assert "Left out" not in ines.get(built.url).text


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("pdf", "docx")])
def test_every_format_is_offered_with_its_losses_and_sent_under_a_plain_name(
    ines: Browser, stored: Database, crm: Offering, name: str
) -> None:
    fill(stored, crm)
    built = build(stored, crm, "Fin/../al: “1”", versions=2)
    page = ines.get(f"{built.url}/export").text
    assert f"file?format={name}" in page
    reply = ines.get(f"{built.url}/file?format={name}")
    assert reply.status_code == 200
    found = re.fullmatch(
        r'attachment; filename="([a-z0-9.-]+)"', reply.headers["Content-Disposition"]
    )
    assert found
    assert found[1] == f"crm-fin-al-1-{name}.zip"
    made = ZipFile(BytesIO(reply.data)).namelist()
    ending = FORMATS[name].ending
    assert made == [f"A.{ending}", f"B.{ending}", "key.csv"]


def test_the_same_exam_is_sent_the_same_byte_for_byte(ines: Browser, built: Built) -> None:
    address = f"{built.url}/file?format=json"
    assert ines.get(address).data == ines.get(address).data


def test_one_version_is_one_file(ines: Browser, stored: Database, crm: Offering) -> None:
    fill(stored, crm)
    built = build(stored, crm, versions=1)
    reply = ines.get(f"{built.url}/file?format=json")
    assert 'filename="crm-final.json"' in reply.headers["Content-Disposition"]
    assert len(json.loads(reply.data)["questions"]) == 10


def test_aiken_says_what_it_leaves_out(ines: Browser, built: Built) -> None:
    page = ines.get(f"{built.url}/export").text
    assert "Leaves out 9 of" in page


def test_an_unknown_format_and_an_exam_without_items_are_said(ines: Browser, built: Built) -> None:
    assert ines.get(f"{built.url}/file?format=../../etc").status_code == 404
    url = make(ines)
    assert ines.get(f"{url}/file?format=json").status_code == 409


def test_results_are_marked_shown_and_sent_back(ines: Browser, built: Built) -> None:
    empty = ines.get(f"{built.url}/results.csv").data.decode("utf-8-sig")
    assert empty.startswith("student,version,")
    rows = "\n".join(f"s{n},{'AB'[n % 2]},{'true' if n % 3 else 'false'},5" for n in range(12))
    reply = send(ines, built, f"student,version,lost,talk\n{rows}")
    assert reply.status_code == 200  # some items have no column, which is said
    assert "they count for nobody" in reply.text
    page = ines.get(f"{built.url}/results").text
    assert "Fewer than 20 people" in page
    assert "67 %" in page
    marks = list(
        csv.reader(StringIO(ines.get(f"{built.url}/results.csv").data.decode("utf-8-sig")))
    )
    assert marks[1][0] == "s0"
    assert [row[-2] for row in marks[1:3]] == ["5", "6"]
    assert "(n = 12)" in ines.get("/exams/crm/bank?type=essay").text
    ines.post(f"{built.url}/results/delete", {})
    assert "Results in" in ines.get(f"{built.url}/results").text


def test_cells_that_cannot_be_read_are_named_and_nothing_is_kept(
    ines: Browser, built: Built
) -> None:
    reply = send(ines, built, "student,version,lost\na,A,perhaps\nb,,true\n")
    assert reply.status_code == 422
    assert "Row 2, column lost" in reply.text
    assert "Row 3, column version" in reply.text
    assert "Empty table with the ids" in ines.get(f"{built.url}/results").text


def test_a_sat_exam_is_not_changed_and_a_duplicate_marks_what_was_used(
    ines: Browser, built: Built
) -> None:
    send(ines, built, "student,version,lost\na,A,true\n")
    assert ines.post(built.url, DETAILS).status_code == 409
    assert ines.post(f"{built.url}/delete", {}).status_code == 409
    reply = ines.post(f"{built.url}/duplicate", {"copy-day": "2028-06-21"})
    copy = reply.location.partition("?")[0]
    rows = {"chapter_0": "", "type_0": "", "count_0": "10", "points_0": ""}
    ines.post(copy, DETAILS | rows | {"then": "draw"})
    page = ines.get(f"{copy}/preview").text
    assert "Used before" in page
    assert "Mon 21 June 2027" in page


def test_a_duplicate_without_used_items_has_none_left_to_draw(ines: Browser, built: Built) -> None:
    reply = ines.post(f"{built.url}/duplicate", {"copy-day": "2028-06-21", "copy-fresh": "y"})
    page = ines.get(reply.location).text
    assert "10 items are missing" in page
    assert "Left out" in page


def test_an_exam_that_nobody_sat_can_be_deleted(ines: Browser, built: Built) -> None:
    assert ines.post(f"{built.url}/delete", {}).status_code == 303
    assert ines.get(built.url).status_code == 404


def test_the_draw_is_the_same_for_the_same_seed(
    ines: Browser, stored: Database, built: Built
) -> None:
    first = ines.get(f"{built.url}/file?format=key").data
    rows = {"chapter_0": "", "type_0": "", "count_0": "10", "points_0": ""}
    details = DETAILS | {"title": "Final", "day": "2027-06-21", "seed": "seed"}
    ines.post(built.url, details | rows | {"then": "draw"})
    assert ines.get(f"{built.url}/file?format=key").data == first
    ines.post(built.url, details | rows | {"seed": "other", "then": "draw"})
    assert ines.get(f"{built.url}/file?format=key").data != first
    assert exam_of(stored, built).seed == "other"
