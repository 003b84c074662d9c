"""/progress: charts with their figures, honest words, and nobody else's answers."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Enrolment, ExamDate, Offering, Role, User
from app.services.events.record import record
from tests.factories import LONG_AGO, World, make_course
from tests.services.events.conftest import review
from tests.web.browser import Browser


@pytest.fixture
def notes(stored: Database, crm: Offering) -> World:
    """A course ``notes`` of six cards, studied by the student of crm."""
    with stored.transaction() as session:
        world = make_course(session, "notes", cards=6)
        student = session.scalars(select(Enrolment).where(Enrolment.role == Role.STUDENT)).one()
        session.add(
            Enrolment(
                user_id=student.user_id,
                offering_id=world.offering.id,
                role=Role.STUDENT,
                enrolled_at=LONG_AGO,
            )
        )
    return world


def answer(stored: Database, world: World, rounds: int) -> None:
    """Answer every card on *rounds* evenings before today."""
    with stored.transaction() as session:
        student = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        for days in range(rounds, 0, -1):
            at = utc_now() - timedelta(days=days)
            events = [review(card, answered_at=at) for card in world.cards]
            record(session, student, events, at)


def announce(stored: Database, world: World, away: timedelta = timedelta(days=20)) -> None:
    with stored.transaction() as session:
        at = utc_now() + away
        offering = world.offering.id
        session.add(ExamDate(id=uuid.uuid4(), offering_id=offering, title="Final", at=at))


def test_who_has_not_answered_is_told_what_will_be_here(notes: World, ann: Browser) -> None:
    page = ann.get("/progress/notes").text
    assert "No answers yet" in page
    assert '<svg class="chart-drawing"' not in page


def test_four_charts_come_with_their_figures_and_a_sentence(
    notes: World, ann: Browser, stored: Database
) -> None:
    answer(stored, notes, 3)
    page = ann.get("/progress/notes").text
    titles = re.findall(r'<h3 id="[a-z-]+-title">([^<]+)</h3>', page)
    assert titles == [
        "Answers by day",
        "Cards coming due",
        "Recalled, week by week",
        "Predicted and recalled",
    ]
    assert page.count('<details class="chart-data">') == 4
    assert "18 answers on 3 days" in page
    assert "Of 12 cards that came back on a later day you recalled 100 %" in page


def test_readiness_is_not_guessed_from_few_answers(
    notes: World, ann: Browser, stored: Database
) -> None:
    announce(stored, notes)
    answer(stored, notes, 2)
    page = ann.get("/progress/notes").text
    assert "Too early to say how ready you are." in page
    assert "After 88 more answers" in page
    assert "The estimate rests on" not in page, "there is none"
    assert "Minutes a day and the exam" not in page


def test_readiness_comes_with_its_interval_and_says_what_is_simulated(
    notes: World, ann: Browser, stored: Database
) -> None:
    announce(stored, notes)
    answer(stored, notes, 17)
    page = ann.get("/progress/notes").text
    assert re.search(r"8 of 10 times (\d+ to )?(\d+|over 95) %", page)
    assert "recalled on the day, in simulation" in page
    assert "Minutes a day and the exam" in page
    assert "No trial with people exists yet." in page
    assert "The estimate rests on 102 answers of yours." in page


def test_on_the_day_of_the_exam_no_card_is_said_not_to_fit_into_the_days_left(
    notes: World, ann: Browser, stored: Database
) -> None:
    announce(stored, notes, timedelta(minutes=1))
    answer(stored, replace(notes, cards=notes.cards[:3]), 34)
    page = ann.get("/progress/notes").text
    assert "3 of them you have never seen" in page
    assert "8 of 10 times" in page
    assert "will not fit" not in page, "they are in the plan of today"


def test_with_one_course_progress_is_its_page_and_with_more_a_choice(
    notes: World, ann: Browser, eve: Browser, ines: Browser
) -> None:
    assert 'href="/progress/notes"' in ann.get("/progress").text
    assert "Decks" not in eve.get("/progress").text
    assert "No answers yet" in eve.get("/progress").text
    assert "Nothing to show yet" in ines.get("/progress").text


def test_nobody_sees_somebody_elses_answers(
    notes: World, ann: Browser, ines: Browser, stored: Database
) -> None:
    answer(stored, notes, 3)
    with stored.transaction() as session:
        ines_account = session.scalars(select(User).where(User.email == "ines@example.org")).one()
        session.add(
            Enrolment(
                user_id=ines_account.id,
                offering_id=notes.offering.id,
                role=Role.INSTRUCTOR,
                enrolled_at=LONG_AGO,
            )
        )
    assert "18 answers" in ann.get("/progress/notes").text
    assert "No answers yet" in ines.get("/progress/notes").text


def test_no_style_attribute_is_written(notes: World, ann: Browser, stored: Database) -> None:
    announce(stored, notes)
    answer(stored, notes, 17)
    for path in ("/", "/progress/notes", "/courses/notes"):
        assert " style=" not in ann.get(path).text
