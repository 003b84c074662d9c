from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import CardState, Deck, Enrolment, OfferingDeck, Role
from tests.factories import World, make_course
from tests.web.browser import Browser
from tests.web.classes.course import actions


@pytest.fixture
def notes(stored: Database, ann: Browser, ines: Browser) -> World:
    """A course ``notes`` with a deck of three cards, with everybody of crm."""
    with stored.transaction() as session:
        world = make_course(session, "notes", cards=3)
        for member in session.scalars(select(Enrolment)).all():
            row = Enrolment(
                user_id=member.user_id,
                offering_id=world.offering.id,
                role=member.role,
                enrolled_at=utc_now(),
            )
            session.add(row)
    return world


def hide(ines: Browser, world: World, day: str = "2036-03-02") -> None:
    reply = ines.post("/classes/notes/decks", {f"from_{world.deck.id.hex}": day})
    assert reply.status_code == 303, reply.text


def sees(browser: Browser, world: World) -> list[bool]:
    """Tell of each way to a deck whether it leads there."""
    deck = f"deck:{world.deck.id}"
    queue = "/api/v1/courses/notes/queue"
    return [
        str(world.deck.id) in browser.get("/courses/notes").text,
        browser.get(f"/courses/notes/decks/{world.deck.id}").status_code == 200,
        browser.get(f"/study/notes?mode={deck}").status_code == 200,
        browser.get(queue).get_json()["cards"] != [],
        browser.get(f"{queue}?mode={deck}").get_json()["cards"] != [],
        "3 new" in browser.get("/progress/notes").text,
    ]


def test_a_deck_is_nowhere_for_students_before_its_day(
    notes: World, ann: Browser, ines: Browser, stored: Database
) -> None:
    assert sees(ann, notes) == [True] * 6
    hide(ines, notes)
    assert sees(ann, notes) == [False] * 6
    hide(ines, notes, "2020-01-01")
    assert sees(ann, notes) == [True] * 6
    assert actions(stored, notes.offering) == ["visible-from date changed"] * 2


def test_staff_see_it_with_its_day(notes: World, ines: Browser) -> None:
    hide(ines, notes)
    assert sees(ines, notes) == [True] * 6
    assert "For students from Sun 2 March 2036" in ines.get("/courses/notes").text
    page = ines.get("/classes/notes/decks").text
    assert "from Sun 2 March 2036" in page
    assert 'value="2036-03-02"' in page


def test_an_assistant_sees_it_too(
    notes: World, ann: Browser, ines: Browser, stored: Database
) -> None:
    hide(ines, notes)
    with stored.transaction() as session:
        query = select(Enrolment).where(
            Enrolment.offering_id == notes.offering.id, Enrolment.role == Role.STUDENT
        )
        session.scalars(query).one().role = Role.ASSISTANT
    assert sees(ann, notes) == [True] * 6


def test_a_day_begins_at_midnight_of_the_course(
    notes: World, ines: Browser, stored: Database
) -> None:
    hide(ines, notes)
    with stored.transaction(Access.READ) as session:
        row = session.get_one(OfferingDeck, (notes.offering.id, notes.deck.id))
    assert row.visible_from is not None
    assert row.visible_from.isoformat() == "2036-03-01T23:00:00+00:00"  # Europe/Vienna


def test_answers_to_its_cards_are_still_taken(
    notes: World, ann: Browser, ines: Browser, stored: Database
) -> None:
    hide(ines, notes)
    event = {
        "id": str(uuid.uuid4()),
        "device": str(uuid.uuid4()),
        "seq": 1,
        "type": "review",
        "mode": "schedule",
        "card": str(notes.cards[0]),
        "version": 1,
        "rating": 3,
        "answered_at": utc_now().isoformat(),
        "zone": "Europe/Vienna",
        "elapsed_ms": 4000,
        "detail": {},
    }
    reply = ann.client.post(
        "/api/v1/events", json={"events": [event]}, headers={"X-CSRF-Token": ann.token()}
    )
    assert [result["status"] for result in reply.get_json()["results"]] == ["stored"]
    with stored.transaction(Access.READ) as session:
        assert session.scalars(select(CardState)).one().repetitions == 1


def test_another_term_of_the_course_has_days_of_its_own(
    notes: World, ann: Browser, ines: Browser
) -> None:
    hide(ines, notes)
    copied = {"slug": "notes-2", "term": "", "zone": "UTC", "dates": "none", "weeks": ""}
    assert ines.post("/classes/notes/copy", copied).status_code == 303
    assert "2036-03-02" not in ines.get("/classes/notes-2/decks").text
    assert sees(ann, notes) == [False] * 6


@pytest.mark.parametrize(
    ("day", "words"), [("soon", "Write a date"), ("1066-10-14", "from 2000 to 2100")]
)
def test_a_slip_is_named_at_its_deck(notes: World, ines: Browser, day: str, words: str) -> None:
    name = f"from_{notes.deck.id.hex}"
    reply = ines.post("/classes/notes/decks", {name: day})
    assert reply.status_code == 422
    assert words in reply.text
    assert f'id="{name}-error"' in reply.text
    assert f'value="{day}"' in reply.text


def test_only_instructors_hide_decks(
    notes: World, deck: Deck, ann: Browser, tom: Browser, otto: Browser, ines: Browser
) -> None:
    field = {f"from_{deck.id.hex}": "2036-03-02"}
    for browser in (ann, tom, otto):
        assert browser.post("/classes/crm/decks", field).status_code == 403
    assert "2036-03-02" not in ines.get("/classes/crm/decks").text
