"""Decks without questions are practised by questions that are made from their cards."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.db import Access, Database
from app.models import Card, Deck, Offering
from app.services.decks.apply import Status
from tests.web.browser import Browser
from tests.web.quizzes.conftest import Quizzes

TERMS = """\
---
title: Only terms
chapter: chapter3
---
# Networks

Intranet
:   A private network of one company for its own staff.

Extranet
:   A private network that a company opens to partners and customers.

Portal
:   A page through which visitors reach many services at once.

Firewall
:   A barrier that keeps unwanted traffic out of a network.

Proxy
:   A server that asks other servers on behalf of its clients.

Router
:   A device that passes packets on towards their destination.
"""
BARE = """\
---
title: Nothing in it
---
# A heading

Only prose.
"""


@pytest.fixture
def terms(stored: Database, crm: Offering, ann: Browser, tmp_path: Path) -> Quizzes:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "terms.md").write_text(TERMS, encoding="utf-8")
    (folder / "bare.md").write_text(BARE, encoding="utf-8")
    report = apply_path(stored, "crm", folder, folder, utc_now(), confirmed=True)
    assert report.status is Status.APPLIED, report
    return Quizzes(stored, ann)


def deck_id(stored: Database, title: str) -> str:
    with stored.transaction(Access.READ) as session:
        return str(session.scalars(select(Deck.id).where(Deck.title == title)).one())


def test_a_deck_without_questions_is_offered_and_asked_from_its_cards(terms: Quizzes) -> None:
    text = terms.browser.get("/quizzes/crm").text
    assert "Deck: Only terms (from its cards)" in text
    assert "Nothing in it" not in text
    for scope in ("all", "chapter:chapter3", f"deck:{deck_id(terms.stored, 'Only terms')}"):
        items = terms.items(terms.start(scope=scope, count="5"))
        assert len(items) == 5
        assert all(name.startswith("g-") for name in items)


def test_each_question_knows_the_card_that_it_was_made_from(terms: Quizzes) -> None:
    items = terms.items(terms.start(count="20"))
    with terms.stored.transaction(Access.READ) as session:
        facets = {
            item.type: session.get_one(Card, item.card_id).facet
            for item in items.values()
            if item.card_id is not None
        }
        assert all(item.card_id is not None for item in items.values())
    assert facets["choice"] == "reverse"


def test_the_same_start_makes_the_same_questions_and_they_stay(
    terms: Quizzes, stored: Database
) -> None:
    start = str(uuid4())
    address = terms.start(start=start, count="6")
    before = {name: item.snapshot for name, item in terms.items(address).items()}
    with stored.transaction() as session:
        deck = session.scalars(select(Deck).where(Deck.title == "Only terms")).one()
        deck.retired_at = utc_now()
    assert terms.start(start=start, count="6") == address
    assert {name: item.snapshot for name, item in terms.items(address).items()} == before


def test_other_starts_ask_otherwise(terms: Quizzes) -> None:
    bodies = [
        str(sorted(str(item.snapshot) for item in terms.items(terms.start(count="6")).values()))
        for _ in range(3)
    ]
    assert len(set(bodies)) > 1


def test_right_and_wrong_answers_are_marked_and_reviewed(terms: Quizzes) -> None:
    address = terms.start(count="20")
    said = {}
    for name, item in terms.items(address).items():
        if item.type == "choice":
            said[name] = [o["text"] for o in item.snapshot["body"]["options"] if o["right"]]
        elif item.type == "short_answer":
            said[name] = item.snapshot["body"]["wordings"][0]
    terms.browser.post(address, terms.fields(address, said) | {"do": "anyway"})
    marks = terms.markings(address)
    assert said
    assert all(marks[name][-1].credit == 1 for name in said)
    assert terms.browser.get(f"{address}/review").status_code == 200


def test_decks_with_questions_are_asked_from_cards_where_that_is_chosen(quizzes: Quizzes) -> None:
    plain = quizzes.items(quizzes.start(count="100"))
    mixed = quizzes.items(quizzes.start(count="100", made="y"))
    assert not any(name.startswith("g-") for name in plain)
    assert any(name.startswith("g-") for name in mixed)
    assert set(plain) <= set(mixed)


def test_what_is_kept_for_exams_makes_no_question(quizzes: Quizzes) -> None:
    items = quizzes.items(quizzes.start(count="100", made="y"))
    assert not any("secret of the exam" in str(item.snapshot) for item in items.values())
