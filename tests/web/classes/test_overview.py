from __future__ import annotations

from app.db import Database
from app.models import Deck, Offering
from app.services import offerings
from tests.web.browser import Browser
from tests.web.classes.course import actions, offering_of


def test_it_shows_people_decks_the_code_and_what_was_done(
    crm: Offering, deck: Deck, ines: Browser
) -> None:
    ines.post("/classes/crm/exams/new", {"title": "Final", "day": "2036-06-20", "clock": "09:00"})
    page = ines.get("/classes/crm").text
    assert offerings.grouped_code(crm.join_code) in page
    assert "Final" in page
    assert "Ines added the exam date “Final”." in page
    assert 'src="/classes/crm/code.svg"' in page


def test_a_student_sees_dates_on_the_course_page_and_no_way_to_manage(
    crm: Offering, ann: Browser, ines: Browser
) -> None:
    ines.post("/classes/crm/exams/new", {"title": "Final", "day": "2036-06-20", "clock": "09:00"})
    page = ann.get("/courses/crm").text
    assert "<strong>Final</strong> Fri 20 June 2036, 09:00" in page
    assert "in " in page
    assert "/classes/crm" not in page
    assert 'href="/classes/crm"' in ines.get("/courses/crm").text
    assert ann.get("/classes/crm").status_code == 403


def test_an_assistant_sees_the_class_and_nothing_to_change(crm: Offering, tom: Browser) -> None:
    for path in ("", "/exams", "/decks", "/people"):
        reply = tom.get(f"/classes/crm{path}")
        assert reply.status_code == 200
        assert offerings.grouped_code(crm.join_code) not in reply.text
        assert "<form" not in reply.text.partition("<main")[2]
    assert tom.get("/classes/crm/exams/new").status_code == 403


def test_a_reset_code_is_dead_at_once(
    crm: Offering, ines: Browser, eve: Browser, stored: Database
) -> None:
    reply = ines.post("/classes/crm/code")
    assert "The old one no longer works" in ines.get(reply.location or "").text
    assert eve.get(f"/join/{crm.join_code}").status_code == 404
    fresh = offering_of(stored, "crm").join_code
    assert fresh != crm.join_code
    assert eve.post(f"/join/{fresh}").status_code == 303
    assert actions(stored, crm) == ["join code reset"]


def test_the_qr_code_is_a_picture_without_styles(crm: Offering, ines: Browser) -> None:
    reply = ines.get("/classes/crm/code.svg")
    assert reply.mimetype == "image/svg+xml"
    assert "<svg" in reply.text
    assert "style" not in reply.text
    assert "script" not in reply.text


def test_archived_students_read_on_and_nobody_joins(
    crm: Offering, deck: Deck, ines: Browser, ann: Browser, eve: Browser, stored: Database
) -> None:
    reply = ines.post("/classes/crm/archive")
    assert "nobody joins" in ines.get(reply.location or "").text
    assert ann.get(f"/courses/crm/decks/{deck.id}").status_code == 200
    assert "Courses that are over" in ann.get("/").text
    assert "This course is over" in ann.get("/courses/crm").text
    assert eve.post(f"/join/{crm.join_code}").status_code == 409
    ines.post("/classes/crm/archive")
    ines.post("/classes/crm/unarchive")
    assert eve.post(f"/join/{crm.join_code}").status_code == 303
    assert actions(stored, crm) == ["archived", "taken out of the archive"]
    assert "Courses that are over" not in ann.get("/").text


def test_words_in_the_address_are_never_shown(crm: Offering, ines: Browser) -> None:
    page = ines.get("/classes/crm?said=<b>pwned</b>&said=made&said=made").text
    assert "pwned" not in page
    assert page.count("you are its instructor") == 1
