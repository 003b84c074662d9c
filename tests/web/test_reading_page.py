from __future__ import annotations

import re
import uuid

import pytest

from app.db import Database
from app.models import Deck, DeckRendering, DeckRevision, Offering
from tests.factories import LONG_AGO
from tests.web.browser import Browser

NOTE, OTHER = uuid.UUID(int=7), uuid.UUID(int=8)
BLOCKS = [
    {"kind": "heading", "html": "<h2>Two <em>aims</em></h2>", "line": 1, "notes": []},
    {"kind": "definitions", "html": "<dl></dl>", "line": 3, "notes": [str(NOTE), str(OTHER)]},
    {"kind": "remark", "html": "<p>Mind this.</p>", "line": 9, "notes": []},
]


def publish(database: Database, offering: Offering, title: str, position: int) -> Deck:
    with database.transaction() as session:
        deck = Deck(
            id=uuid.uuid4(),
            course_id=offering.course_id,
            key=f"{title}.md",
            title=title,
            chapter="chapter9",
            language="de",
            position=position,
            base_hash="",
            head=1,
        )
        session.add(deck)
        session.flush()
        revision = DeckRevision(
            deck_id=deck.id,
            number=1,
            markdown="",
            content_hash="",
            origin="file",
            created_at=LONG_AGO,
        )
        session.add(revision)
        session.flush()
        session.add(DeckRendering(deck_id=deck.id, number=1, renderer=1, blocks=BLOCKS))
        return deck


@pytest.fixture
def deck(stored: Database, crm: Offering) -> Deck:
    return publish(stored, crm, "Goodwill & more", 1)


def test_a_student_reads_the_notes_with_an_anchor_for_each(ann: Browser, deck: Deck) -> None:
    reply = ann.get(f"/courses/crm/decks/{deck.id}")
    assert reply.status_code == 200
    assert "<h1>Goodwill &amp; more</h1>" in reply.text
    assert "<h2>Two <em>aims</em></h2>" in reply.text
    assert "Chapter 9" in reply.text
    assert reply.text.count(f'id="note-{NOTE}"') == 1
    assert reply.text.count(f'id="note-{OTHER}"') == 1
    assert '<article class="notes" lang="de"' in reply.text


def test_a_remark_is_set_off_as_a_note(ann: Browser, deck: Deck) -> None:
    text = ann.get(f"/courses/crm/decks/{deck.id}").text
    assert '<div class="block block-remark" role="note" id="part-3">' in text


def test_it_leads_on_to_studying_the_deck_and_to_the_next_one(
    ann: Browser, deck: Deck, stored: Database, crm: Offering
) -> None:
    following = publish(stored, crm, "Follow-up", 2)
    text = ann.get(f"/courses/crm/decks/{deck.id}").text
    assert f'href="/study/crm?mode=deck:{deck.id}"' in text
    assert f'rel="next" href="/courses/crm/decks/{following.id}"' in text
    assert 'rel="prev"' not in text


def test_its_only_script_is_the_one_that_sends_unsaved_answers(ann: Browser, deck: Deck) -> None:
    scripts = re.findall("<script[^>]*>", ann.get(f"/courses/crm/decks/{deck.id}").text)
    assert len(scripts) == 1
    assert "/js/away.js" in scripts[0]


def test_an_administrator_may_read_but_is_not_led_to_studying(
    root: Browser, ines: Browser, deck: Deck
) -> None:
    path = f"/courses/crm/decks/{deck.id}"
    assert "Study this deck" in ines.get(path).text
    reply = root.get(path)
    assert reply.status_code == 200
    assert "Study this deck" not in reply.text


def test_others_may_not_read(visitor: Browser, eve: Browser, deck: Deck) -> None:
    path = f"/courses/crm/decks/{deck.id}"
    assert visitor.get(path).status_code in {302, 303}
    assert eve.get(path).status_code == 403


def test_a_deck_that_is_not_there_says_where_to_look(
    ann: Browser, deck: Deck, stored: Database, art: Offering
) -> None:
    elsewhere = publish(stored, art, "Baroque", 1)
    for missing in (uuid.uuid4(), elsewhere.id):
        reply = ann.get(f"/courses/crm/decks/{missing}")
        assert reply.status_code == 404
        assert "no such deck" in reply.text
    assert ann.get("/courses/crm/decks/not-an-id").status_code == 404
