from __future__ import annotations

import pytest

from app.db import Database
from app.models import Deck, Offering
from tests.web.browser import Browser
from tests.web.classes.course import actions, enrolment_of, exams, offering_of

FORM = {
    "title": "Marketing",
    "term": "Spring 2036",
    "zone": "America/New York",
    "language": "de",
    "minutes": "35",
}
FINAL = {"title": "Final", "day": "2036-06-20", "clock": "09:00"}


def test_the_form_shows_what_there_is(ines: Browser, crm: Offering) -> None:
    page = ines.get("/classes/crm/details").text
    assert 'value="Customer relations"' in page
    assert f'value="{crm.zone}"' in page
    assert 'aria-current="page">Details' in page


def test_everything_can_be_changed(ines: Browser, crm: Offering, stored: Database) -> None:
    reply = ines.post("/classes/crm/details", FORM)
    assert reply.location == "/classes/crm/details?said=details-saved"
    changed = offering_of(stored, "crm")
    assert (changed.course.title, changed.course.language) == ("Marketing", "de")
    assert (changed.term, changed.zone) == ("Spring 2036", "America/New_York")
    assert changed.minutes_cap == 35
    page = ines.get("/classes/crm").text
    assert "changed the title, the term, the time zone, the language" in page


def test_nothing_changed_leaves_no_line_in_the_log(
    ines: Browser, crm: Offering, stored: Database
) -> None:
    ines.post("/classes/crm/details", FORM)
    ines.post("/classes/crm/details", FORM)
    assert actions(stored, crm) == ["details changed"]


def test_what_was_planned_for_nine_stays_at_nine_in_the_new_zone(
    ines: Browser, crm: Offering, deck: Deck, ann: Browser, stored: Database
) -> None:
    ines.post("/classes/crm/exams/new", FINAL)
    ines.post("/classes/crm/decks", {f"from_{deck.id.hex}": "2036-03-05"})
    person = enrolment_of(stored, crm, "ann").user_id
    own = {"role": "student", "extra_time": "0", "exam_day": "2036-06-27", "exam_time": "10:30"}
    assert ines.post(f"/classes/crm/people/{person}", own).status_code == 303
    ines.post("/classes/crm/details", FORM)
    (final,) = exams(stored, crm)
    assert final.at.isoformat() == "2036-06-20T13:00:00+00:00"
    at = enrolment_of(stored, crm, "ann").exam_at
    assert at is not None
    assert at.isoformat() == "2036-06-27T14:30:00+00:00"
    assert 'value="2036-03-05"' in ines.get("/classes/crm/decks").text


def test_those_already_in_keep_their_minutes(
    ines: Browser, crm: Offering, ann: Browser, stored: Database
) -> None:
    before = enrolment_of(stored, crm, "ann").minutes_cap
    ines.post("/classes/crm/details", FORM)
    assert enrolment_of(stored, crm, "ann").minutes_cap == before


@pytest.mark.parametrize(
    ("field", "written", "words"),
    [
        ("title", "", "Fill this in"),
        ("zone", "Europe/Wien", "Did you mean Europe/Vienna"),
        ("language", "German!", "is no language"),
        ("minutes", "0", "from 5 to 180"),
        ("minutes", "many", "from 5 to 180"),
    ],
)
def test_a_slip_is_named_and_nothing_is_changed(
    ines: Browser, crm: Offering, stored: Database, field: str, written: str, words: str
) -> None:
    reply = ines.post("/classes/crm/details", FORM | {field: written})
    assert reply.status_code == 422
    assert words in reply.text
    assert f'id="{field}-error"' in reply.text
    assert offering_of(stored, "crm").course.title == "Customer relations"


def test_assistants_are_shown_no_way_there(tom: Browser, crm: Offering) -> None:
    assert "/classes/crm/details" not in tom.get("/classes/crm").text
    assert tom.get("/classes/crm/details").status_code == 403
