from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Database
from app.models import Card, Deck, Enrolment, Offering, Role
from app.services import offerings
from tests.factories import World, make_course
from tests.web.browser import Browser


@pytest.fixture
def notes(stored: Database, crm: Offering) -> World:
    """A course ``notes`` with a deck of three cards, with everybody of crm."""
    with stored.transaction() as session:
        world = make_course(session, "notes", cards=3)
        for member in session.scalars(select(Enrolment)).all():
            session.add(
                Enrolment(
                    user_id=member.user_id,
                    offering_id=world.offering.id,
                    role=member.role,
                    enrolled_at=utc_now(),
                )
            )
    return world


def test_decks_are_listed_with_their_cards_and_lead_on(notes: World, ann: Browser) -> None:
    page = ann.get("/courses/notes").text
    assert f'href="/courses/notes/decks/{notes.deck.id}"' in page
    assert "3 cards" in page
    assert 'href="/study/notes"' in page
    assert f'href="/study/notes?mode=deck:{notes.deck.id}"' in page


def test_the_links_of_the_page_work(notes: World, ann: Browser) -> None:
    page = ann.get("/courses/notes").text
    for link in re.findall(r'<a [^>]*href="(/(?:courses|study)[^"]*)"', page):
        assert ann.get(link).status_code in (200, 404), link
    assert ann.get("/study/notes").status_code == 200


def test_retired_cards_are_not_counted_and_retired_decks_not_listed(
    notes: World, ann: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        session.get_one(Card, notes.cards[0]).retired_at = utc_now()
    assert "2 cards" in ann.get("/courses/notes").text
    with stored.transaction() as session:
        session.get_one(Deck, notes.deck.id).retired_at = utc_now()
    assert "has not published notes yet" in ann.get("/courses/notes").text


def test_a_students_own_deck_is_not_the_courses(
    notes: World, ann: Browser, ines: Browser, stored: Database
) -> None:
    with stored.transaction() as session:
        student = session.scalars(select(Enrolment).where(Enrolment.role == Role.STUDENT)).first()
        assert student is not None
        session.get_one(Deck, notes.deck.id).owner_id = student.user_id
    for member in (ann, ines):
        assert "3 cards" not in member.get("/courses/notes").text


def test_decks_stand_in_the_courses_order(notes: World, ann: Browser, stored: Database) -> None:
    with stored.transaction() as session:
        for position, title in ((2, "Last"), (1, "Middle")):
            session.add(
                Deck(
                    id=notes.cards[position],
                    course_id=notes.offering.course_id,
                    key=title,
                    title=title,
                    position=position,
                    base_hash="",
                    head=1,
                )
            )
    page = ann.get("/courses/notes").text
    assert re.findall(r"decks/[0-9a-f-]+\">(\w+)</a>", page) == ["One", "Middle", "Last"]


def test_only_instructors_see_the_join_code(
    crm: Offering, ann: Browser, ines: Browser, root: Browser
) -> None:
    code = offerings.grouped_code(crm.join_code)
    for browser, sees in ((ines, True), (root, True), (ann, False)):
        page = browser.get("/courses/crm").text
        assert (code in page) is sees
        assert (crm.join_code in page.replace("-", "")) is sees


def test_the_invitation_is_an_address_that_works(
    crm: Offering, ines: Browser, eve: Browser
) -> None:
    page = ines.get("/courses/crm").text
    found = re.search(r"http://localhost(/join/[A-Z0-9-]+)", page)
    assert found is not None
    assert "Join Customer relations?" in eve.get(found[1]).text


def test_an_empty_course_tells_its_instructor_how_to_publish(
    crm: Offering, ann: Browser, ines: Browser
) -> None:
    shown = ines.get("/courses/crm").text
    assert 'href="/author/crm/decks"' in shown
    assert 'href="/author/crm/import"' in shown
    assert "flask deck apply crm FOLDER" in shown
    assert "flask deck" not in ann.get("/courses/crm").text


def test_who_may_not_study_gets_no_link_to_it(notes: World, root: Browser) -> None:
    assert "/study/notes" not in root.get("/courses/notes").text
