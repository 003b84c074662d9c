"""Private notes on cards: written, shown, changed, deleted, and never seen by anybody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.db import Access, Database
from app.models import PrivateNote
from app.services.private.notes import MOST_CHARACTERS
from tests.web.browser import Browser
from tests.web.my_cards.study import CHURN, queue


@pytest.fixture
def card(ann: Browser) -> str:
    ann.post("/my-cards/crm/new/term", CHURN)
    return str(queue(ann)[0]["card"])


def texts(stored: Database) -> list[str]:
    with stored.transaction(Access.READ) as session:
        return list(session.scalars(select(PrivateNote.text)))


def test_without_notes_the_page_says_how_one_is_written(ann: Browser) -> None:
    assert "No notes yet" in ann.get("/my-cards/crm/notes").text


def test_a_note_is_written_shown_changed_and_deleted(
    ann: Browser, card: str, stored: Database
) -> None:
    path = f"/my-cards/crm/notes/{card}"
    assert ann.post(path, {"text": "Think of <b>butter</b>.\r\nIt leaves."}).status_code == 303
    page = ann.get("/my-cards/crm/notes").text
    assert "Think of &lt;b&gt;butter&lt;/b&gt;.\nIt leaves." in page
    assert queue(ann)[0]["own_note"] == "Think of <b>butter</b>.\nIt leaves."
    ann.post(path, {"text": "Shorter."})
    assert texts(stored) == ["Shorter."]
    assert "Shorter." in ann.get(path).text
    assert ann.post(path, {"text": "  "}).location == "/my-cards/crm/notes?said=note-deleted"
    assert texts(stored) == []
    assert queue(ann)[0]["own_note"] == ""


def test_a_note_that_is_too_long_is_refused_and_kept_in_the_field(
    ann: Browser, card: str, stored: Database
) -> None:
    long = "x" * (MOST_CHARACTERS + 1)
    reply = ann.post(f"/my-cards/crm/notes/{card}", {"text": long})
    assert reply.status_code == 422
    assert long in reply.text
    reply = ann.post(f"/api/v1/courses/crm/cards/{card}/note", {"text": long})
    assert reply.status_code == 422
    assert "at most 4000 characters" in reply.get_json()["detail"]
    assert texts(stored) == []


def test_the_study_screen_gets_the_note_back_as_it_was_kept(ann: Browser, card: str) -> None:
    reply = ann.post(f"/api/v1/courses/crm/cards/{card}/note", {"text": " Butter. "})
    assert (reply.status_code, reply.get_json()) == (200, {"text": "Butter."})


def test_others_write_none_on_a_private_card_and_see_none(
    ann: Browser, card: str, others: dict[str, Browser], stored: Database
) -> None:
    ann.post(f"/my-cards/crm/notes/{card}", {"text": "Think of butter."})
    for name, browser in others.items():
        api = f"/api/v1/courses/crm/cards/{card}/note"
        assert browser.post(api, {"text": "Mine"}).status_code == 404, name
        assert browser.get(f"/my-cards/crm/notes/{card}").status_code == 404, name
        assert "butter" not in browser.get("/my-cards/crm/notes").text, name
        assert "butter" not in browser.get("/my-cards/crm/notes/export/md").text, name
    assert texts(stored) == ["Think of butter."]


def test_a_note_outlives_its_card(ann: Browser, card: str, stored: Database) -> None:
    path = f"/my-cards/crm/notes/{card}"
    ann.post(path, {"text": "Think of butter."})
    ann.post("/my-cards/crm/text", {"text": "", "head": "1", "confirmed": "y"})
    assert queue(ann) == []
    page = ann.get("/my-cards/crm/notes").text
    assert "not asked any more" in page
    assert "Think of butter." in page
    ann.post(path, {"text": ""})
    assert texts(stored) == []


def test_notes_are_taken_along_with_their_questions(ann: Browser, card: str) -> None:
    ann.post(f"/my-cards/crm/notes/{card}", {"text": "Think of butter."})
    text = ann.get("/my-cards/crm/notes/export/md").text
    assert "**Churn**\n\nThink of butter.\n" in text
    assert "Churn\tThink of butter." in ann.get("/my-cards/crm/notes/export/tsv").text
