"""Private cards are studied like the others, by their owner; nobody else ever meets them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from app.clock import utc_now
from app.db import Access, Database
from app.models import Card, Deck, Event, ExamDate, Note, NoteRevision, Offering, User
from app.services import class_log, doctor, erasure, insights
from app.services.attempts import pool
from app.services.decks.exporting import from_course
from app.services.exam_cards import exam_cards
from app.services.exams_ahead import Exam
from app.services.private import listing
from tests.web.browser import Browser
from tests.web.classes.course import add_deck
from tests.web.my_cards.study import CHURN, queue, send


@pytest.fixture
def card(ann: Browser) -> str:
    """One of the two cards of a term that ann has written for herself."""
    ann.post("/my-cards/crm/new/term", CHURN)
    return str(queue(ann)[0]["card"])


def note_of(stored: Database) -> UUID:
    with stored.transaction(Access.READ) as session:
        return session.scalars(select(Note.id)).one()


def test_they_come_up_in_the_schedule_and_lead_back_to_their_page(ann: Browser, card: str) -> None:
    shown = queue(ann)
    assert [one["front"] for one in shown][:1] == ["Churn"]
    assert shown[0]["outcomes"]["good"]
    assert shown[0]["private"] is True
    place = shown[0]["notes_url"]
    assert ann.get(place.partition("#")[0]).location == "/my-cards/crm"
    assert f'id="{place.partition("#")[2]}"' in ann.get("/my-cards/crm").text


def test_answers_count_and_undo_works_on_them(ann: Browser, card: str, stored: Database) -> None:
    answered = send(ann, card)
    assert answered["status"] == "stored"
    state = ann.get(f"/api/v1/courses/crm/cards/{card}").get_json()
    assert (state["phase"], len(state["answers"])) == ("learning", 1)
    assert send(ann, card, "retract", target=answered["id"], seq=2)["status"] == "stored"
    assert ann.get(f"/api/v1/courses/crm/cards/{card}").get_json()["phase"] == "new"
    with stored.transaction(Access.READ) as session:
        assert doctor.examine(session).faults == ()


def test_an_edit_keeps_what_was_learned(ann: Browser, card: str, stored: Database) -> None:
    send(ann, card)
    path = f"/my-cards/crm/cards/{note_of(stored)}"
    ann.post(path, {"text": "Churn\n:   The share of customers lost in a year.", "head": "1"})
    state = ann.get(f"/api/v1/courses/crm/cards/{card}").get_json()
    assert len(state["answers"]) == 1


def test_nobody_else_gets_at_them(
    card: str, others: dict[str, Browser], root: Browser, eve: Browser, stored: Database
) -> None:
    note = note_of(stored)
    with stored.transaction(Access.READ) as session:
        deck = session.scalars(select(Deck.id).where(Deck.owner_id.is_not(None))).one()
    for name, browser in others.items():
        assert queue(browser) == [], name
        assert browser.get(f"/my-cards/crm/cards/{note}").status_code == 404, name
        assert browser.post(f"/my-cards/crm/cards/{note}", {"head": "1"}).status_code == 404, name
        assert browser.get(f"/courses/crm/decks/{deck}").status_code == 404, name
        assert browser.get(f"/api/v1/courses/crm/cards/{card}").status_code == 404, name
        assert browser.get(f"/my-cards/crm/notes/{card}").status_code == 404, name
        assert send(browser, card)["status"] == "rejected", name
        assert "Churn" not in browser.get("/my-cards/crm").text, name
        assert "Churn" not in browser.get("/my-cards/crm/export/md").text, name
    for stranger in (root, eve):
        assert stranger.get(f"/my-cards/crm/cards/{note}").status_code == 403
    assert root.get(f"/courses/crm/decks/{deck}").status_code == 404
    ines = others["ines"]
    for path in (f"/author/crm/decks/{deck}", f"/author/crm/decks/{deck}/revisions"):
        assert ines.get(path).status_code == 404, path
        assert root.get(path).status_code == 404, path
    for path in ("/author/crm/decks", "/author/crm/merge?q=Churn", "/classes/crm/decks"):
        page = ines.get(path)
        assert page.status_code == 200, path
        assert "customers who leave" not in page.text, path


def test_nothing_about_the_class_knows_them(
    ann: Browser, card: str, crm: Offering, stored: Database
) -> None:
    for seq in range(3):
        send(ann, card, seq=seq, rating=1)
    with stored.transaction(Access.READ) as session:
        assert session.scalar(select(func.count()).select_from(Event)) == 3
        offering = session.get_one(Offering, crm.id)
        assert class_log.of_class(session, crm.id).answers == ()
        assert insights.hard_cards(session, offering) == []
        assert insights.leeches(session, offering) == []
        assert pool.pool(session, offering, None) == []
        assert from_course(session, offering.course).decks == ()


def test_they_stand_in_no_exam_and_come_before_one_only_if_wanted(
    ann: Browser, card: str, crm: Offering, stored: Database
) -> None:
    exam_at = utc_now() + timedelta(days=3)
    with stored.transaction() as session:
        session.add(ExamDate(id=uuid4(), offering_id=crm.id, title="Final", at=exam_at))
    assert queue(ann, "exam") == []
    assert ann.post("/my-cards/crm/exams", {"wanted": "y"}).status_code == 303
    assert {one["front"] for one in queue(ann, "exam")} >= {"Churn"}
    with stored.transaction(Access.READ) as session:
        offering = session.get_one(Offering, crm.id)
        student = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        exam = Exam("Final", exam_at, {})
        assert exam_cards(session, offering, student.id, exam, utc_now()).ids == ()
    ann.post("/my-cards/crm/exams", {})
    assert queue(ann, "exam") == []


def test_they_can_be_taken_along_in_every_format(ann: Browser, card: str) -> None:
    text = ann.get("/my-cards/crm/export/md")
    assert "filename" in text.headers["Content-Disposition"]
    assert "Churn\n:   The share of customers who leave." in text.text
    assert "Churn" in ann.get("/my-cards/crm/export/tsv").text
    package = ann.get("/my-cards/crm/export/apkg")
    assert zipfile.is_zipfile(io.BytesIO(package.data))
    assert ann.get("/my-cards/crm/export/exe").status_code == 404


def test_my_data_has_them(ann: Browser, card: str) -> None:
    ann.post(f"/my-cards/crm/notes/{card}", {"text": "Think of butter."})
    data = json.loads(ann.get("/settings/my-data.json").text)
    assert "The share of customers" in data["private_cards"][0]["markdown"]
    assert [one["text"] for one in data["private_notes"]] == ["Think of butter."]


def test_they_go_with_the_account(ann: Browser, card: str, crm: Offering, stored: Database) -> None:
    add_deck(stored, crm, "Of the course")
    send(ann, card)
    ann.post(f"/my-cards/crm/notes/{card}", {"text": "Think of butter."})
    with stored.transaction() as session:
        student = session.scalars(select(User).where(User.email == "ann@example.org")).one()
        erasure.erase(session, student)
    with stored.transaction(Access.READ) as session:
        for kind in (Card, Note, NoteRevision, Event):
            assert session.scalar(select(func.count()).select_from(kind)) == 0, kind
        assert session.scalars(select(Deck.title)).all() == ["Of the course"]
        assert doctor.examine(session).faults == ()


def test_a_student_has_pages_of_them(ann: Browser, stored: Database, crm: Offering) -> None:
    text = "\n\n".join(f"Q: What is word {n}?\nA: The answer {n}." for n in range(60))
    ann.post("/my-cards/crm/text", {"text": text, "head": "0"})
    with stored.transaction(Access.READ) as session:
        owner = session.scalars(select(User.id).where(User.email == "ann@example.org")).one()
        assert listing.count(session, crm.course_id, owner) == 60
    assert "What is word 49?" in ann.get("/my-cards/crm").text
    assert "What is word 50?" not in ann.get("/my-cards/crm").text
    assert "What is word 50?" in ann.get("/my-cards/crm?page=2").text
    assert ann.get("/my-cards/crm?page=nine").status_code == 200
