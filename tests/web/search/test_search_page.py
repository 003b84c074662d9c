from __future__ import annotations

import uuid

import pytest

from app.db import Database
from app.models import DeckRendering, Offering
from tests.web.browser import Browser
from tests.web.classes.course import add_deck

NOTE = uuid.UUID(int=5)


def publish(stored: Database, offering: Offering, title: str, html: str) -> uuid.UUID:
    deck = add_deck(stored, offering, title)
    with stored.transaction() as session:
        block = {"kind": "prose", "html": html, "line": 1, "notes": [str(NOTE)]}
        session.add(DeckRendering(deck_id=deck.id, number=1, renderer=1, blocks=[block]))
    return deck.id


@pytest.fixture
def deck(stored: Database, crm: Offering) -> uuid.UUID:
    return publish(stored, crm, "Goodwill", "<p>Loyal &lt;customers&gt; forgive.</p>")


def test_a_passage_is_found_with_its_words_marked_and_leads_to_its_place(
    ann: Browser, deck: uuid.UUID
) -> None:
    text = ann.get("/search?q=custmers").text
    assert f'href="/courses/crm/decks/{deck}#note-{NOTE}"' in text
    assert "Loyal &lt;<mark>customers</mark>&gt; forgive." in text
    assert "“customers” was looked for instead." in text


def test_the_place_that_a_hit_leads_to_is_on_the_page(ann: Browser, deck: uuid.UUID) -> None:
    assert f'id="note-{NOTE}"' in ann.get(f"/courses/crm/decks/{deck}").text


def test_it_works_without_scripts_and_says_what_was_asked(ann: Browser, deck: uuid.UUID) -> None:
    text = ann.get('/search?q="><script>alert(1)</script>').text
    assert text.count("<script") == text.count("/js/away.js") == 1  # which no form needs
    assert "Nothing found" in text
    assert "Try fewer words" in text


def test_an_empty_search_teaches(ann: Browser, deck: uuid.UUID) -> None:
    for path in ("/search", "/search?q=", "/search?q=%20%20"):
        assert "Find any passage of your notes" in ann.get(path).text


def test_who_is_in_no_course_is_led_to_join_one(root: Browser) -> None:
    assert 'href="/join"' in root.get("/search").text


def test_strangers_log_in_first_and_members_of_other_courses_find_nothing(
    visitor: Browser, eve: Browser, deck: uuid.UUID
) -> None:
    assert visitor.get("/search?q=loyal").status_code == 303
    assert str(deck) not in eve.get("/search?q=loyal").text
    assert eve.get("/search?q=loyal&course=crm").status_code == 403
    assert eve.get("/search?q=loyal&course=nowhere").status_code == 404


def test_one_course_can_be_searched_alone(ann: Browser, deck: uuid.UUID) -> None:
    text = ann.get("/search?q=loyal&course=crm").text
    assert str(deck) in text
    assert 'name="course"' in text


def test_the_field_stands_on_the_page_of_a_course_and_the_link_on_every_page(
    ann: Browser, deck: uuid.UUID
) -> None:
    assert 'action="/search"' in ann.get("/courses/crm").text
    assert 'href="/search"' in ann.get("/settings").text


@pytest.mark.parametrize("query", ["%", "_", "\\", "a" * 5000, "\u0000", "客户", "' OR 1=1 --"])
def test_anything_may_be_typed(ann: Browser, deck: uuid.UUID, query: str) -> None:
    reply = ann.client.get("/search", query_string={"q": query}, base_url=ann.origin)
    assert reply.status_code in {200, 400}


def test_who_is_in_no_course_is_not_told_to_search_otherwise(root: Browser) -> None:
    text = root.get("/search?q=loyal").text
    assert "You take part in no course so far." in text
    assert "Try fewer words" not in text
