"""An instructor fills the bank, builds an exam and takes its files; other readers open them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from app.db import Database
from app.models import Enrolment, Offering, User
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Visit, make_student
from tests.browser.looks import look_over

QUESTIONS = """\
Q: Which keeps customers longest? {#keep points=2}
- [x] Trust
- [ ] A discount
- [ ] A jingle

Q: What is losing customers called? {#churn}
A~ churn | attrition

Q: Discuss keeping. {#talk points=5}
A: essay

It is cheaper.
"""
HERE = ("aria-current", "page")
FAULTY = "Q: Which?\n- [x] one\n- [x] two\n"


@pytest.fixture
def instructor(stored: Database, offering: Offering) -> User:
    with stored.transaction() as session:
        query = select(User).join(Enrolment, Enrolment.user_id == User.id)
        return session.scalars(query.where(Enrolment.offering_id == offering.id)).one()


def add_items(page: Page) -> None:
    page.goto("/exams/crm/bank/add")
    page.get_by_label("Or paste the questions").fill(FAULTY)
    page.get_by_role("button", name="Add to the bank").click()
    expect(page.get_by_text("Line 2")).to_be_visible()
    page.get_by_label("Or paste the questions").fill(QUESTIONS)
    page.get_by_role("button", name="Add to the bank").click()
    expect(page.get_by_text("3 items added as drafts")).to_be_visible()
    for box in page.locator("input[name=item]").all():
        box.check()
    page.get_by_role("button", name="Approve the ticked").click()
    expect(page.get_by_text("3 items changed")).to_be_visible()


def make_exam(page: Page, versions: str = "2") -> None:
    page.goto("/exams/crm")
    page.get_by_label("Title").fill("Final exam")
    page.get_by_label("Date").fill("2027-06-21")
    page.get_by_role("button", name="Make the exam").click()
    page.get_by_label("Versions").fill(versions)
    row = page.get_by_role("group", name="Row 1", exact=True)
    row.get_by_label("Items").fill("3")
    page.get_by_role("button", name="Save and draw").click()
    expect(page.get_by_text("Which keeps customers longest?")).to_be_visible()


def download(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download() as started:
        page.locator(f"#format-{name} a").click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def test_an_exam_is_built_and_its_files_open_elsewhere(visit: Visit, instructor: User) -> None:
    page = visit(instructor, accept_downloads=True).new_page()
    add_items(page)
    make_exam(page)
    page.get_by_role("link", name="Export", exact=True).click()
    expect(page.locator("#format-aiken")).to_contain_text("Leaves out 2 of 3 items")

    name, data = download(page, "pdf")
    assert name == "crm-final-exam-pdf.zip"
    archive = ZipFile(BytesIO(data))
    assert archive.namelist() == ["A.pdf", "B.pdf", "key.csv", "key.pdf"]
    for version in "AB":
        text = "".join(p.extract_text() for p in PdfReader(archive.open(f"{version}.pdf")).pages)
        assert "Final exam" in text
        assert "Which keeps customers longest?" in " ".join(text.split())
        assert "21 June 2027" in text
    key = " ".join(p.extract_text() for p in PdfReader(archive.open("key.pdf")).pages)
    assert "attrition" in key

    name, data = download(page, "moodle-xml")
    tree = etree.fromstring(ZipFile(BytesIO(data)).read("A.xml"))
    asked = {one.findtext("idnumber"): one for one in tree.iter("question")}
    assert {"keep", "churn", "talk"} <= set(asked)
    right = [a for a in asked["keep"].iter("answer") if a.get("fraction") == "100"]
    assert ["Trust" in (a.findtext("text") or "") for a in right] == [True]


def exam_states(page: Page) -> Iterator[str]:
    page.goto("/exams/crm/bank")
    yield "bank-empty"
    page.goto("/exams/crm")
    yield "papers-empty"
    page.goto("/exams/crm/bank/add")
    page.get_by_label("Or paste the questions").fill(FAULTY)
    page.get_by_role("button", name="Add to the bank").click()
    expect(page.get_by_text("Line 2")).to_be_visible()
    yield "add-with-faults"
    add_items(page)
    yield "bank"
    page.get_by_role("link", name="Which keeps customers longest?").click()
    expect(page.get_by_role("heading", name="Where it was asked")).to_be_visible()
    yield "item"
    make_exam(page)
    yield "preview"
    page.get_by_role("link", name="Build", exact=True).click()
    expect(page.get_by_label("Seed")).to_be_visible()
    yield "builder"
    for name in ("Choose items", "Export", "Results"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute(*HERE)
        yield name
    file: Any = {"name": "r.csv", "mimeType": "text/csv", "buffer": b"version,keep\nA,zz\n"}
    page.get_by_label("Table of answers (CSV)").set_input_files(file)
    page.get_by_role("button", name="Mark these answers").click()
    expect(page.get_by_text("Row 2, column keep")).to_be_visible()
    yield "results-with-faults"
    rows = "\n".join(f"s{n},A,{'Trust' if n % 2 else 'A jingle'},churn,4" for n in range(9))
    file["buffer"] = f"student,version,keep,churn,talk\n{rows}".encode()
    page.get_by_label("Table of answers (CSV)").set_input_files(file)
    page.get_by_role("button", name="Mark these answers").click()
    expect(page.get_by_text("Fewer than 20 people")).to_be_visible()
    yield "results-in"
    page.get_by_role("link", name="Build", exact=True).click()
    page.get_by_label("The exam is over").check()
    page.get_by_label("Students of this course may read it").check()
    page.get_by_role("button", name="Release the exam").click()
    expect(page.get_by_text("Students can read the exam from now on.")).to_be_visible()
    yield "released"


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop", "phone"]
)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    visit: Visit,
    stored: Database,
    offering: Offering,
    instructor: User,
    size: dict[str, int],
    scheme: str,
) -> None:
    look: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    page = visit(instructor, **look).new_page()
    found = []
    for name in exam_states(page):
        found += look_over(page, name)
    student = visit(make_student(stored, offering), **look).new_page()
    student.goto("/courses/crm")
    student.get_by_role("link", name="Past exams").click()
    expect(student.get_by_role("link", name="Final exam")).to_be_visible()
    found += look_over(student, "past")
    student.get_by_role("link", name="Final exam").click()
    expect(student.get_by_text("Which keeps customers longest?")).to_be_visible()
    found += look_over(student, "past-exam")
    assert not found, "\n".join(found)
