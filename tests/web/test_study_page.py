from __future__ import annotations

import re
import uuid
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import update

from app.clock import utc_now
from app.db import Database
from app.models import Deck, ExamDate, Offering, User
from app.web.assets import FOLDER
from tests.web.browser import Browser

BUDGET = 30_000  # bytes of scripts and styles, gzipped
RULES = 6_000  # bytes more, for whoever types answers


@pytest.fixture
def deck(stored: Database, crm: Offering) -> Deck:
    with stored.transaction() as session:
        deck = Deck(
            id=uuid.uuid4(),
            course_id=crm.course_id,
            key="one.md",
            title="Goodwill",
            position=0,
            base_hash="",
            head=1,
        )
        session.add(deck)
        return deck


def set_preferences(database: Database, **values: bool) -> None:
    with database.transaction() as session:
        session.execute(update(User).values(**values))


def test_a_newcomer_finds_two_grades_and_every_key(ann: Browser) -> None:
    text = ann.get("/study/crm").text
    assert re.findall(r'data-rating="(\d)"', text) == ["1", "3"]
    assert "Forgot" in text
    assert "Knew it" in text
    assert 'data-single-keys="true"' in text
    assert "<kbd>u</kbd>" in text


def test_four_grades_are_a_setting(ann: Browser, stored: Database) -> None:
    set_preferences(stored, four_grades=True)
    text = ann.get("/study/crm").text
    assert re.findall(r'data-rating="(\d)"', text) == ["1", "2", "3", "4"]
    assert 'data-four-grades="true"' in text
    assert ", recalled with effort" in text


def test_with_single_keys_off_none_is_promised(ann: Browser, stored: Database) -> None:
    set_preferences(stored, single_keys=False)
    text = ann.get("/study/crm").text
    assert 'data-single-keys="false"' in text
    assert "aria-keyshortcuts" not in text
    assert "<kbd>u</kbd>" not in text
    assert "<kbd>Ctrl</kbd>+<kbd>Z</kbd>" in text


def test_typing_is_off_until_the_student_switches_it_on(ann: Browser, stored: Database) -> None:
    assert 'data-typing="false"' in ann.get("/study/crm").text
    with stored.transaction() as session:
        session.execute(update(User).values(preferences={"type_answers": True}))
    assert 'data-typing="true"' in ann.get("/study/crm").text


def test_without_scripts_the_page_says_what_to_do(ann: Browser) -> None:
    assert "Studying needs JavaScript." in ann.get("/study/crm").text


def test_one_deck_can_be_studied_by_itself(ann: Browser, deck: Deck) -> None:
    text = ann.get(f"/study/crm?mode=deck:{deck.id}").text
    assert f'data-mode="deck:{deck.id}"' in text
    assert "Study: Goodwill" in text


@pytest.mark.parametrize("mode", ["deck:", "deck:x", f"deck:{uuid.UUID(int=1)}", "'><script>"])
def test_a_mode_that_does_not_exist_is_not_found(ann: Browser, deck: Deck, mode: str) -> None:
    reply = ann.get(f"/study/crm?mode={quote(mode)}")
    assert reply.status_code == 404
    assert "no such deck" in reply.text


def test_an_identifier_alone_is_no_mode(ann: Browser, deck: Deck) -> None:
    assert ann.get(f"/study/crm?mode={deck.id}").status_code == 404


def test_only_those_in_the_course_study(
    visitor: Browser, eve: Browser, root: Browser, crm: Offering
) -> None:
    assert "/login?next=/study/crm" in visitor.get("/study/crm").headers["Location"]
    assert eve.get("/study/crm").status_code == 403
    assert root.get("/study/crm").status_code == 403


def test_text_becomes_elements_in_one_place_only() -> None:
    ways = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|eval\(")
    places = {
        path.name: len(ways.findall(path.read_text(encoding="utf-8")))
        for path in (FOLDER / "js").rglob("*.js")
    }
    assert {name: count for name, count in places.items() if count} == {"dom.js": 1}


def test_what_study_loads_is_at_most_thirty_kilobytes_packed(ann: Browser) -> None:
    text = ann.get("/study/crm").text
    sheets = set(re.findall(r'rel="stylesheet" href="(/static/[^"]*)"', text))
    modules = set(re.findall(r'<script type="module" src="(/static/[^"]*)"', text))
    assert (len(sheets), len(modules)) == (2, 1)
    packed = {
        name: ann.client.get(name, headers={"Accept-Encoding": "gzip"}) for name in sheets | modules
    }
    assert {reply.headers["Content-Encoding"] for reply in packed.values()} == {"gzip"}
    assert sum(len(reply.data) for reply in packed.values()) <= BUDGET


def test_the_rules_for_typed_answers_come_with_the_first_card_that_needs_them(
    ann: Browser,
) -> None:
    (rules,) = re.findall(r'data-rules="([^"]*)"', ann.get("/study/crm").text)
    reply = ann.client.get(rules, headers={"Accept-Encoding": "gzip"})
    assert reply.mimetype == "text/javascript"
    assert len(reply.data) <= RULES


def announce(database: Database, offering: Offering, days: int) -> None:
    with database.transaction() as session:
        session.add(
            ExamDate(
                id=uuid.uuid4(),
                offering_id=offering.id,
                title="Midterm",
                at=utc_now() + timedelta(days=days),
            )
        )


def test_with_an_exam_ahead_the_page_opens_for_it_and_links_to_the_schedule(
    ann: Browser, stored: Database, crm: Offering
) -> None:
    announce(stored, crm, days=20)
    text = ann.get("/study/crm").text
    assert 'data-mode="exam"' in text
    assert "For the exam: Midterm" in text
    assert "Ten minutes more" in text
    text = ann.get("/study/crm?mode=schedule").text
    assert 'data-mode="schedule"' in text
    assert "Study for Midterm" in text


@pytest.mark.parametrize("query", ["", "?mode=exam"])
def test_with_no_exam_ahead_the_page_is_the_plain_schedule(
    ann: Browser, stored: Database, crm: Offering, query: str
) -> None:
    announce(stored, crm, days=-1)
    text = ann.get(f"/study/crm{query}").text
    assert 'data-mode="schedule"' in text
    assert "study-mode" not in text


def test_an_exam_that_is_far_off_is_studied_for_on_request_only(
    ann: Browser, stored: Database, crm: Offering
) -> None:
    announce(stored, crm, days=80)
    assert 'data-mode="schedule"' in ann.get("/study/crm").text
    assert 'data-mode="exam"' in ann.get("/study/crm?mode=exam").text
