"""What a search finds in courses as they are stored, and what it never finds."""

from __future__ import annotations

import re
import time
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Access, Database
from app.models import Deck, DeckRendering, Offering, OfferingDeck
from app.services.search import stored
from app.services.search.find import MOST_HITS, Results, Scope, search
from tests.factories import LONG_AGO, World, make_course
from tests.services.decks.course import NOON, Classroom

DECK = """---
title: Keeping customers
---
## Why they stay

Loyal customers forgive a mistake.

Churn
: Losing customers to others.

Q: Which colour has the quokkalogo?
- [ ] Vermilion
- [x] Turquoise

Q: What is the zebrasecret? {use=exam #secret}
A: The wombatanswer.

> **Remark:** the numbatremark
"""


def found(session: Session, query: str, *scopes: Scope) -> list[str]:
    results = search(session, scopes, query)
    return [
        "".join(part.text for part in place.parts)
        for deck in results.decks
        for place in deck.places
    ]


def scope(session: Session, slug: str = "crm", *, staff: bool = False) -> Scope:
    offering = session.scalars(select(Offering).where(Offering.slug == slug)).one()
    return Scope(offering, None if staff else NOON)


def publish(session: Session, world: World, text: str) -> None:
    block = {"kind": "prose", "html": f"<p>{text}</p>", "line": 1, "notes": []}
    session.add(
        DeckRendering(deck_id=world.deck.id, number=world.deck.head, renderer=1, blocks=[block])
    )
    session.flush()


@pytest.fixture
def published(classroom: Classroom) -> Classroom:
    classroom.write("a.md", DECK)
    classroom.apply()
    return classroom


def test_prose_terms_headings_and_questions_are_found(published: Classroom) -> None:
    with published.database.transaction(Access.READ) as session:
        here = scope(session)
        assert found(session, "forgive", here) == ["Loyal customers forgive a mistake."]
        assert found(session, "chrun", here) == ["Churn · Losing customers to others."]
        assert found(session, "why stay", here) == ["Why they stay"]
        assert len(found(session, "quokkalogo", here)) == 1


def test_a_hit_names_its_place_and_its_cards(published: Classroom) -> None:
    with published.database.transaction(Access.READ) as session:
        (deck,) = search(session, [scope(session)], "churn").decks
        (place,) = deck.places
        assert place.anchor.startswith("note-")
        assert place.path == ("Why they stay",)
        assert place.cards > 0


def test_every_word_of_an_exam_note_finds_nothing_for_anybody(published: Classroom) -> None:
    secrets = ["zebrasecret", "wombatanswer", "numbatremark", "zebra", "wombat", "secret"]
    with published.database.transaction(Access.READ) as session:
        for staff in (False, True):
            for word in secrets:
                assert found(session, word, scope(session, staff=staff)) == [], word


def test_no_search_shows_the_text_of_an_exam_note(published: Classroom) -> None:
    with published.database.transaction(Access.READ) as session:
        for word in sorted(set(re.findall(r"\w+", DECK))):
            for staff in (False, True):
                shown = " ".join(found(session, word, scope(session, staff=staff)))
                assert not re.search("zebra|wombat|numbat", shown), word


def test_a_key_is_not_told_from_the_other_options(published: Classroom) -> None:
    with published.database.transaction(Access.READ) as session:
        (right,) = found(session, "turquoise", scope(session))
        (wrong,) = found(session, "vermilion", scope(session))
        assert right == wrong


def test_a_deck_is_found_anew_once_its_text_is_published(published: Classroom) -> None:
    with published.database.transaction(Access.READ) as session:
        assert found(session, "magnanimous", scope(session)) == []
    published.write("a.md", DECK.replace("forgive", "are magnanimous about"))
    published.apply()
    with published.database.transaction(Access.READ) as session:
        assert len(found(session, "magnanimous", scope(session))) == 1
        assert found(session, "forgive", scope(session)) == []


def test_students_do_not_find_what_they_do_not_see_yet(database: Database) -> None:
    with database.transaction() as session:
        world = make_course(session)
        publish(session, world, "Soon to come.")
        row = OfferingDeck(
            offering_id=world.offering.id,
            deck_id=world.deck.id,
            visible_from=NOON + timedelta(days=1),
        )
        session.add(row)
        session.flush()
        assert found(session, "soon", Scope(world.offering, NOON)) == []
        assert found(session, "soon", Scope(world.offering, None)) == ["Soon to come."]
        assert found(session, "soon", Scope(world.offering, NOON + timedelta(days=2)))


@pytest.mark.parametrize("change", ["retired", "private"])
def test_retired_and_private_decks_are_not_found(sqlite: Database, change: str) -> None:
    with sqlite.transaction() as session:
        world = make_course(session)
        publish(session, world, "Soon to go.")
        deck = session.get_one(Deck, world.deck.id)
        if change == "retired":
            deck.retired_at = LONG_AGO
        else:
            deck.course_id = make_course(session, "law").offering.course_id
        session.flush()
        assert found(session, "soon", Scope(world.offering, None)) == []


def test_courses_are_searched_together_and_only_those_given(sqlite: Database) -> None:
    with sqlite.transaction() as session:
        one, two = make_course(session, "crm"), make_course(session, "law")
        publish(session, one, "A contract with a customer.")
        publish(session, two, "A contract before a judge.")
        both = [Scope(one.offering, NOON), Scope(two.offering, NOON)]
        assert len(found(session, "contract", *both)) == len(both)
        assert found(session, "contract", both[0]) == ["A contract with a customer."]
        assert found(session, "judge", both[0]) == []


def test_many_hits_are_counted_and_the_best_of_them_shown(sqlite: Database) -> None:
    with sqlite.transaction() as session:
        world = make_course(session)
        html = [f"<p>Customer number{number}.</p>" for number in range(MOST_HITS + 5)]
        blocks = [{"kind": "prose", "html": each, "line": 1, "notes": []} for each in html]
        row = DeckRendering(deck_id=world.deck.id, number=1, renderer=1, blocks=blocks)
        session.add(row)
        session.flush()
        results = search(session, [Scope(world.offering, NOON)], "customer")
        assert (results.hits, results.shown) == (MOST_HITS + 5, MOST_HITS)


def test_nobody_without_courses_finds_anything(sqlite: Database) -> None:
    with sqlite.transaction(Access.READ) as session:
        assert search(session, [], "customer") == Results()


def test_five_thousand_passages_are_searched_while_one_types(sqlite: Database) -> None:
    names = [uuid.UUID(int=number * 7**40 % 2**128).hex for number in range(5000)]
    blocks = [
        {"kind": "prose", "html": f"<p>Customer {name} is loyal.</p>", "line": 1, "notes": []}
        for name in names
    ]
    with sqlite.transaction() as session:
        world = make_course(session)
        row = DeckRendering(deck_id=world.deck.id, number=1, renderer=1, blocks=blocks)
        session.add(row)
        session.flush()
        stored.write(session, [world.deck.id])  # as publishing does
        here = Scope(world.offering, NOON)
        search(session, [here], "customer")  # reads the index
        began = time.process_time()
        assert search(session, [here], "loyel custmer").hits
        assert time.process_time() - began < 0.5  # a tenth of it on an idle machine
