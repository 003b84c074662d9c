"""One's own cards and notes on the page of a search: marked as such, and shown to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Access, Database
from app.models import Card, Enrolment, Note, Offering, PrivateNote, Role
from app.sandbox import Sandbox
from app.services.rendering import TARGET
from tests.factories import LONG_AGO
from tests.web.browser import Browser
from tests.web.classes.course import add_person
from tests.web.conftest import LogIn


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(TARGET, seconds=10) as sandbox:
        yield sandbox


@pytest.fixture
def note(app: Flask, sandbox: Sandbox, ann: Browser, stored: Database) -> str:
    """A private note of ann's with the word "wombat", on a private card with "quokka"."""
    app.extensions["previewer"] = sandbox
    text = "---\ntitle: Mine\n---\n\nTo be sorted.\n\nQuokka\n:   A happy *customer*.\n"
    ann.post("/my-cards/crm/text", {"text": text, "head": "0"})
    with stored.transaction(Access.READ) as session:
        card = session.scalars(select(Card.id).order_by(Card.position)).first()
    ann.post(f"/my-cards/crm/notes/{card}", {"text": "Like a <b>wombat</b>."})
    return str(card)


@pytest.fixture
def others(
    stored: Database, crm: Offering, logged_in: LogIn, root: Browser, eve: Browser
) -> list[Browser]:
    """Another student, the staff, an administrator, and somebody from another course."""
    add_person(stored, crm, "ben", Role.STUDENT)
    add_person(stored, crm, "tom", Role.ASSISTANT)
    return [*(logged_in(name) for name in ("ben", "tom", "ines")), root, eve]


def test_a_card_is_marked_as_own_and_leads_to_where_it_is_edited(
    ann: Browser, note: str, stored: Database
) -> None:
    page = ann.get("/search?q=quoka").text
    with stored.transaction(Access.READ) as session:
        card = session.scalars(select(Note.id)).one()
    path = f"/my-cards/crm/cards/{card}"
    assert "Only you see this" in page
    assert f'href="{path}"' in page
    assert "<mark>Quokka</mark>" in page
    assert ann.get(path).status_code == 200


def test_text_between_cards_leads_to_the_whole_text(ann: Browser, note: str) -> None:
    assert 'href="/my-cards/crm/text"' in ann.get("/search?q=sorted").text


def test_a_note_leads_to_its_own_page(ann: Browser, note: str) -> None:
    page = ann.get("/search?q=wombat").text
    assert f'href="/my-cards/crm/notes/{note}"' in page
    assert 'href="/my-cards/crm/notes"' in page
    assert "Like a &lt;b&gt;<mark>wombat</mark>&lt;/b&gt;." in page
    assert "Mine \u203a Quokka" in page
    assert ann.get(f"/my-cards/crm/notes/{note}").status_code == 200


@pytest.mark.parametrize("query", ["quokka", "quoka", "wombat", "sorted"])
def test_students_staff_administrators_and_others_find_none_of_it(
    ann: Browser, note: str, others: list[Browser], query: str
) -> None:
    for path in (f"/search?q={query}", f"/search?q={query}&course=crm"):
        assert "<mark>" in ann.get(path).text
        for browser in others:
            page = browser.get(path).text
            assert "<mark>" not in page
            assert "Quokka" not in page
            assert note not in page


def test_who_has_left_the_course_finds_it_no_more(
    ann: Browser, note: str, stored: Database, crm: Offering
) -> None:
    with stored.transaction() as session:
        ann_id = session.scalars(select(PrivateNote.student_id)).one()
        session.get_one(Enrolment, (ann_id, crm.id)).left_at = LONG_AGO
    assert "<mark>" not in ann.get("/search?q=wombat").text
