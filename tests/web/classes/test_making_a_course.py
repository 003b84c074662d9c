from __future__ import annotations

import pytest

from app.db import Database
from app.models import Offering
from app.services.classes.course_making import MOST_A_DAY
from tests.web.browser import Browser
from tests.web.classes.course import actions, exams, offering_of

FORM = {
    "title": "Marketing & sales",
    "slug": "",
    "term": "Spring 2027",
    "zone": "Europe/Vienna",
    "language": "de",
    "exam_day": "",
    "exam_time": "09:00",
}


def test_whoever_has_an_account_makes_a_course_and_teaches_it(
    eve: Browser, stored: Database
) -> None:
    assert "<h1>Make a course</h1>" in eve.get("/classes").text
    reply = eve.post("/classes", FORM)
    assert (reply.status_code, reply.location) == (303, "/classes/marketing-sales?said=made")
    page = eve.get(reply.location).text
    assert "you are its instructor" in page
    made = offering_of(stored, "marketing-sales")
    assert (made.term, made.zone, made.course.language) == ("Spring 2027", "Europe/Vienna", "de")
    assert made.course.title == "Marketing & sales"
    assert actions(stored, made) == ["course created"]
    assert "/courses/marketing-sales" in eve.get("/").text


def test_a_first_exam_is_on_the_clock_of_the_course(eve: Browser, stored: Database) -> None:
    eve.post("/classes", FORM | {"exam_day": "2036-06-20", "exam_time": ""})
    made = offering_of(stored, "marketing-sales")
    (exam,) = exams(stored, made)
    assert exam.at.isoformat() == "2036-06-20T07:00:00+00:00"
    assert exam.decks == []
    assert actions(stored, made) == ["course created", "exam date added"]


def test_a_past_first_exam_is_taken_with_a_warning(eve: Browser) -> None:
    reply = eve.post("/classes", FORM | {"exam_day": "2020-06-20"})
    assert "That date is past" in eve.get(reply.location or "").text


def test_strangers_are_asked_to_log_in_first(visitor: Browser) -> None:
    assert visitor.get("/classes").location == "/login?next=/classes"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Fill this in."),
        ("zone", "Europe/Vienn", "Did you mean Europe/Vienna?"),
        ("zone", "Nowhere", "There is no time zone"),
        ("slug", "Not a slug", "is no slug"),
        ("slug", "art", "choose another slug"),
        ("language", "English!", "is no language"),
        ("exam_day", "31.12.2036", "Write a date, such as 2027-06-21."),
        ("exam_day", "0001-01-01", "write one from 2000 to 2100"),
        ("exam_time", "25:00", "Write a time, such as 14:30."),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_is_lost(
    eve: Browser, field: str, value: str, words: str
) -> None:
    sent = FORM | {"exam_day": "2036-06-20"} | {field: value}
    reply = eve.post("/classes", sent)
    assert reply.status_code == 422
    assert words in reply.text.replace("&#39;", "'")
    assert f'id="{field}-error"' in reply.text
    for name, typed in sent.items():
        shown = typed.replace("&", "&amp;")
        assert f'name="{name}"' in reply.text
        assert f'value="{shown}"' in reply.text


def test_two_courses_of_one_title_get_addresses_of_their_own(eve: Browser) -> None:
    first = eve.post("/classes", FORM).location
    second = eve.post("/classes", FORM).location
    assert first == "/classes/marketing-sales?said=made"
    assert second == "/classes/marketing-sales-2?said=made"


def test_a_title_without_latin_letters_gets_an_address_too(eve: Browser) -> None:
    assert eve.post("/classes", FORM | {"title": "営業"}).location == "/classes/course?said=made"


def test_after_many_courses_in_a_day_the_next_has_to_wait(
    eve: Browser, art: Offering, stored: Database
) -> None:
    for _ in range(MOST_A_DAY):
        assert eve.post("/classes", FORM).status_code == 303
    reply = eve.post("/classes", FORM)
    assert reply.status_code == 429
    assert "Come back tomorrow" in reply.text
    assert 'value="Marketing &amp; sales"' in reply.text
