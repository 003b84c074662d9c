"""The pages of a class for its instructor: axe, 320 pixels, and every state with its messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Enrolment, Offering, Role, User
from app.services import enrolments
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Visit, make_student
from tests.browser.looks import look_over
from tests.browser.pages import press
from tests.factories import make_user

LIST = b"name,email,role\nA,a@example.org,\nB,bad,\nC,c@example.org,assistant\n"
LONG_NAME = "Bartholomew Featherstonehaugh-Cholmondeley"


@pytest.fixture
def instructor(stored: Database, offering: Offering) -> User:
    with stored.transaction() as session:
        query = select(User).join(Enrolment, Enrolment.user_id == User.id)
        owner = session.scalars(query.where(Enrolment.offering_id == offering.id)).one()
        assistant = make_user(session, "Tom")
        assistant.name = LONG_NAME
        enrolments.enrol(session, assistant, offering, Role.ASSISTANT, utc_now())
        return owner


def class_states(page: Page, student: User) -> Iterator[str]:
    page.goto("/classes/crm/exams")
    yield "exams-none"
    page.goto("/classes/crm/exams/new")
    page.get_by_label("Title").fill("Final")
    page.get_by_label("Date").fill("2036-06-20")
    yield "exam"
    press(page, "Save")
    yield "exams"
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Title").fill("")
    press(page, "Save")
    yield "exam-with-an-error"
    page.goto("/classes/crm/decks")
    page.locator("input[type=date]").first.fill("2036-03-01")
    press(page, "Save")
    yield "decks"
    page.goto("/classes/crm/people")
    yield "people"
    file: Any = {"name": "a.csv", "mimeType": "text/csv", "buffer": LIST}
    page.get_by_label("CSV file").set_input_files(file)
    press(page, "Add the people")
    yield "uploaded"
    page.goto(f"/classes/crm/people/{student.id}")
    yield "person"
    press(page, "Remove")
    yield "people-removed"
    page.goto("/classes/crm")
    page.get_by_text("Reset the code").click()
    yield "overview"
    page.goto("/classes/crm/details")
    page.get_by_label("Time zone").fill("nowhere")
    press(page, "Save the details")
    yield "details-with-an-error"
    page.goto("/classes/crm/copy")
    yield "copy"
    page.goto("/classes")
    press(page, "Make the course")
    yield "new-with-an-error"
    page.goto("/courses/crm")
    yield "course"


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
    student = make_student(stored, offering)
    look: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    page = visit(instructor, **look).new_page()
    found = [fault for name in class_states(page, student) for fault in look_over(page, name)]
    assert not found, "\n".join(found)
