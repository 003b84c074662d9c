from __future__ import annotations

import uuid

import pytest

from app.db import Database
from app.models import Deck, Offering
from tests.web.browser import Browser
from tests.web.classes.course import actions, add_deck, exams

FINAL = {"title": "Final", "day": "2036-06-20", "clock": "14:30"}
NEW = "/classes/crm/exams/new"


def test_a_date_is_kept_on_the_clock_of_the_course_with_its_weights(
    crm: Offering, deck: Deck, ines: Browser, stored: Database
) -> None:
    add_deck(stored, crm, "Churn", 1)
    reply = ines.post(NEW, FINAL | {f"weight_{deck.id.hex}": "2.5"})
    assert reply.location == "/classes/crm/exams?said=exam-saved"
    (exam,) = exams(stored, crm)
    assert exam.at.isoformat() == "2036-06-20T12:30:00+00:00"  # Europe/Berlin
    assert [(row.deck_id, row.weight) for row in exam.decks] == [(deck.id, 2.5)]
    page = ines.get("/classes/crm/exams").text
    assert "Fri 20 June 2036, 14:30" in page
    assert "Asks Goodwill (weight 2.5)" in page


def test_a_date_is_changed_and_deleted(
    crm: Offering, deck: Deck, ines: Browser, stored: Database
) -> None:
    other = add_deck(stored, crm, "Churn", 1)
    ines.post(NEW, FINAL | {f"weight_{deck.id.hex}": "2"})
    path = f"/classes/crm/exams/{exams(stored, crm)[0].id}"
    form = ines.get(path).text
    for value in ("Final", "2036-06-20", "14:30", "2.0"):
        assert f'value="{value}"' in form
    weights = {f"weight_{deck.id.hex}": "3", f"weight_{other.id.hex}": "1"}
    ines.post(path, FINAL | {"title": "Resit"} | weights)
    (exam,) = exams(stored, crm)
    assert exam.title == "Resit"
    assert {row.deck_id: row.weight for row in exam.decks} == {deck.id: 3, other.id: 1}
    ines.post(path, FINAL | {f"weight_{other.id.hex}": "1"})
    assert [row.deck_id for row in exams(stored, crm)[0].decks] == [other.id]
    assert ines.post(f"{path}/delete").location == "/classes/crm/exams?said=exam-deleted"
    assert exams(stored, crm) == []
    assert actions(stored, crm) == [
        "exam date added",
        "exam date changed",
        "exam date changed",
        "exam date deleted",
    ]


def test_a_time_that_the_clocks_skip_is_moved_and_that_is_said(
    crm: Offering, ines: Browser, stored: Database
) -> None:
    reply = ines.post(NEW, FINAL | {"day": "2036-03-30", "clock": "02:30"})
    page = ines.get(reply.location or "").text
    assert "does not exist on that day" in page
    assert "Sun 30 March 2036, 03:30" in page


def test_a_past_date_is_taken_with_a_warning(crm: Offering, ines: Browser) -> None:
    reply = ines.post(NEW, FINAL | {"day": "2020-06-20"})
    page = ines.get(reply.location or "").text
    assert "That date is past" in page
    assert '<span class="badge">over</span>' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Fill this in."),
        ("title", " ", "1 to 120 characters"),
        ("title", "t" * 121, "120 characters"),
        ("day", "", "Choose a date."),
        ("day", "20.6.2036", "Write a date, such as 2027-06-21."),
        ("day", "9999-12-31", "write one from 2000 to 2100"),
        ("clock", "9 o'clock", "Write a time, such as 14:30."),
        ("weight", "much", "Write a number, such as 1 or 2.5."),
        ("weight", "nan", "Write a number from 0 to 100."),
        ("weight", "1e9", "Write a number from 0 to 100."),
        ("weight", "0", "asks at least one deck"),
    ],
)
def test_a_slip_is_named_and_nothing_is_lost(
    crm: Offering,
    deck: Deck,
    ines: Browser,
    stored: Database,
    field: str,
    value: str,
    words: str,
) -> None:
    name = f"weight_{deck.id.hex}" if field == "weight" else field
    sent = FINAL | {f"weight_{deck.id.hex}": "2"} | {name: value}
    reply = ines.post(NEW, sent)
    assert reply.status_code == 422
    assert words in reply.text
    for typed in sent.values():
        assert f'value="{typed}"'.replace("'", "&#39;") in reply.text
    assert exams(stored, crm) == []


def test_dates_of_another_course_are_not_found_here(
    crm: Offering, art: Offering, ines: Browser, otto: Browser, stored: Database
) -> None:
    otto.post("/classes/art/exams/new", FINAL)
    (foreign,) = exams(stored, art)
    for exam in (foreign.id, uuid.uuid4()):
        assert ines.get(f"/classes/crm/exams/{exam}").status_code == 404
        assert ines.post(f"/classes/crm/exams/{exam}", FINAL).status_code == 404
        assert ines.post(f"/classes/crm/exams/{exam}/delete").status_code == 404
    assert [exam.title for exam in exams(stored, art)] == ["Final"]


def test_weights_of_decks_of_other_courses_are_not_taken(
    crm: Offering, art: Offering, deck: Deck, ines: Browser, stored: Database
) -> None:
    foreign = add_deck(stored, art, "Baroque")
    ines.post(NEW, FINAL | {f"weight_{foreign.id.hex}": "1"})
    assert exams(stored, crm)[0].decks == []


def test_students_and_strangers_change_nothing(
    crm: Offering, ann: Browser, tom: Browser, otto: Browser, stored: Database
) -> None:
    for browser in (ann, tom, otto):
        assert browser.post(NEW, FINAL).status_code == 403
    assert exams(stored, crm) == []
