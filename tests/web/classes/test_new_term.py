from __future__ import annotations

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import Deck, Offering, Role, SetKind, StudentEffect
from app.services import fsrs_sets
from app.srs.fsrs import DEFAULT_WEIGHTS
from tests.web.browser import Browser
from tests.web.classes.course import actions, add_person, exams, offering_of

FORM = {"slug": "crm-2", "term": "Spring 2037", "zone": "UTC", "dates": "shift", "weeks": "52"}


def test_a_copy_shares_the_decks_and_moves_the_dates(
    crm: Offering, deck: Deck, ines: Browser, ann: Browser, stored: Database
) -> None:
    weight = {f"weight_{deck.id.hex}": "2"}
    final = {"title": "Final", "day": "2036-06-20", "clock": "09:00"}
    ines.post("/classes/crm/exams/new", final | weight)
    ines.post("/classes/crm/decks", {f"from_{deck.id.hex}": "2036-03-05"})
    reply = ines.post("/classes/crm/copy", FORM)
    assert reply.location == "/classes/crm-2?said=copied"
    made = offering_of(stored, "crm-2")
    assert made.course_id == crm.course_id
    assert made.join_code != crm.join_code
    (exam,) = exams(stored, made)
    assert exam.at.isoformat() == "2037-06-19T09:00:00+00:00"  # a Friday again
    assert [(row.deck_id, row.weight) for row in exam.decks] == [(deck.id, 2)]
    assert 'value="2037-03-04"' in ines.get("/classes/crm-2/decks").text
    assert [exam.at.year for exam in exams(stored, crm)] == [2036]
    assert actions(stored, made) == ["made from an earlier term"]
    assert "copied to a new term" in actions(stored, crm)
    assert ann.get("/courses/crm-2").status_code == 403


def test_instructors_come_along_and_nobody_else(
    crm: Offering, tom: Browser, ines: Browser, stored: Database
) -> None:
    add_person(stored, crm, "ida", Role.INSTRUCTOR)
    ines.post("/classes/crm/copy", FORM)
    page = ines.get("/classes/crm-2/people").text
    assert "ida@example.org" in page
    assert "ines@example.org" in page
    assert "ann@example.org" not in page
    assert "tom@example.org" not in page


def test_what_the_class_taught_about_its_cards_goes_along_and_no_student(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        for kind, values in [(SetKind.CLASS, {"cards": {"a": [1.5, 9.0]}}), (SetKind.FSRS, {})]:
            weights = {"weights": list(DEFAULT_WEIGHTS), **values}
            figures = ({"loss": 0.5}, utc_now())
            fsrs_sets.append(session, crm.id, kind, weights, figures, utc_now())
    assert "how hard each card is goes along" in ines.get("/classes/crm/copy").text
    ines.post("/classes/crm/copy", FORM)
    made = offering_of(stored, "crm-2")
    with stored.transaction(Access.READ) as session:
        copied = fsrs_sets.newest(session, made.id, SetKind.CLASS)
        assert copied is not None
        assert copied.number == 2
        assert copied.values["cards"] == {"a": [1.5, 9.0]}
        assert copied.held_out == {"loss": 0.5, "copied_from": 1}
        assert fsrs_sets.of_offering(session, made.id).number == 2
        assert session.scalars(select(StudentEffect)).all() == []


def test_the_dates_can_be_left_out(crm: Offering, ines: Browser, stored: Database) -> None:
    ines.post("/classes/crm/exams/new", {"title": "F", "day": "2036-06-20", "clock": "09:00"})
    ines.post("/classes/crm/copy", FORM | {"dates": "none", "weeks": ""})
    assert exams(stored, offering_of(stored, "crm-2")) == []


def test_the_form_proposes_the_next_year(ines: Browser, stored: Database, crm: Offering) -> None:
    with stored.transaction() as session:
        offering = session.get_one(Offering, crm.id)
        offering.slug, offering.term = "crm-2036", "Spring 2036"
    page = ines.get("/classes/crm-2036/copy").text
    assert 'value="crm-2037"' in page
    assert 'value="Spring 2037"' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("slug", "", "Fill this in."),
        ("slug", "crm", "choose another slug"),
        ("slug", "C R M", "is no slug"),
        ("zone", "Mars/Olympus", "There is no time zone"),
        ("weeks", "", "Write by how many weeks"),
        ("weeks", "0", "from 1 to 520"),
        ("weeks", "many", "Write a whole number."),
        ("dates", "perhaps", "Choose one of the list."),
    ],
)
def test_a_slip_is_named_and_nothing_is_lost(
    crm: Offering, ines: Browser, field: str, value: str, words: str
) -> None:
    reply = ines.post("/classes/crm/copy", FORM | {field: value})
    assert reply.status_code == 422
    assert words in reply.text
    assert 'value="Spring 2037"' in reply.text
    assert ines.get("/courses/crm-2").status_code == 404


def test_dates_that_leave_the_calendar_are_refused(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    ines.post("/classes/crm/exams/new", {"title": "F", "day": "2099-06-20", "clock": "09:00"})
    reply = ines.post("/classes/crm/copy", FORM | {"weeks": "520"})
    assert reply.status_code == 422
    assert "write one from 2000 to 2100" in reply.text
    assert ines.get("/courses/crm-2").status_code == 404


def test_only_instructors_copy(crm: Offering, ann: Browser, tom: Browser, otto: Browser) -> None:
    for browser in (ann, tom, otto):
        assert browser.post("/classes/crm/copy", FORM).status_code == 403
