"""Studying with the server process really stopped, on devices that are closed and opened again."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.db import Access, Database
from app.models import Card, CardRevision, Enrolment, Event, EventType, Mode, Offering, User
from app.services import login_sessions
from app.services.events.record import record
from app.services.events.types import NewEvent, Status
from tests.browser import log
from tests.browser.conftest import Visit, make_student
from tests.browser.devices import NewDevice
from tests.browser.pages import answer, study
from tests.browser.server import Server
from tests.browser.test_lost_connections import stored_in_browser
from tests.waiting import eventually

ANSWERS = 30
KINDS = 5


@pytest.fixture
def seasoned(stored: Database, offering: Offering) -> User:
    """A student who knew two cards of each kind a month ago, which are due by now."""
    student = make_student(stored, offering)
    then = utc_now() - timedelta(days=30)
    with stored.transaction() as session:
        session.execute(update(Enrolment).values(minutes_cap=8, enrolled_at=then))
        cards = two_of_each_kind(session)
        device = uuid.uuid4()
        known = [
            NewEvent(
                id=uuid.uuid4(),
                device=device,
                seq=2 * number + again,
                type=EventType.REVIEW,
                mode=Mode.SCHEDULE,
                card=card,
                version=1,
                rating=3,
                answered_at=then + timedelta(minutes=number + 60 * again),
                zone="Europe/Vienna",
                elapsed_ms=5000,
            )
            for number, card in enumerate(cards)
            for again in (0, 1)
        ]
        results = record(session, session.merge(student), known, utc_now())
        assert {result.status for result in results} == {Status.STORED}
    return student


def two_of_each_kind(session: Session) -> list[uuid.UUID]:
    """Return cards of different notes."""
    query = select(func.min(Card.id), CardRevision.kind).join(
        CardRevision, (Card.id == CardRevision.card_id) & (Card.head == CardRevision.number)
    )
    by_kind: dict[str, list[uuid.UUID]] = {}
    for card, kind in session.execute(query.group_by(Card.note_id)):
        by_kind.setdefault(kind, []).append(card)
    return [card for cards in by_kind.values() for card in sorted(cards)[:2]]


def new_events(database: Database) -> list[Event]:
    """Return what was stored since the month before."""
    began = utc_now() - timedelta(days=1)
    return [event for event in log.events(database) if event.answered_at > began]


def study_for_a_while(page: Page, answers: int, forget_every: int) -> int:
    """Answer so many times, forgetting some; returns how many were forgotten."""
    forgotten = 0
    for number in range(answers):
        expect(page.locator("#question")).to_be_focused()
        forgets = number % forget_every == 0
        answer(page, "1" if forgets else "2")
        forgotten += forgets
    return forgotten


def of_device(events: list[Event], device: object) -> list[Event]:
    return [event for event in events if event.device == device]


def kinds(database: Database, events: list[Event]) -> set[str]:
    """Return the kinds of the cards of these events."""
    with database.transaction(Access.READ) as session:
        query = (
            select(CardRevision.kind)
            .join(Card, (Card.id == CardRevision.card_id) & (Card.head == CardRevision.number))
            .where(Card.id.in_({event.card_id for event in events}))
        )
        return set(session.scalars(query))


def test_two_devices_study_without_a_server_and_every_answer_arrives_once_in_order(
    device: NewDevice, seasoned: User, server: Server, stored: Database
) -> None:
    devices = [device(seasoned), device(seasoned)]
    pages = [one.prepared() for one in devices]
    server.kill()
    for page, forget_every in zip(pages, (3, 5), strict=True):
        page.reload()
        study_for_a_while(page, ANSWERS, forget_every)
        expect(page.locator("#progress")).to_have_text(re.compile(f"^{ANSWERS} done"))
        page.keyboard.press("u")
        expect(page.locator("#progress")).to_have_text(re.compile(f"^{ANSWERS - 1} done"))
        expect(page.locator("#status")).to_contain_text(f"{ANSWERS + 1} answers not yet saved")
    for one in devices:
        one.open_again()
        page = one.context.new_page()
        study(page)  # still without a server
        expect(page.locator("#undo")).to_be_enabled()  # what was done before can still be undone
        answer(page)
    assert new_events(stored) == []

    server.start()
    for one in devices:
        study(one.context.new_page())
    both = 2 * (ANSWERS + 1)
    wanted = {"review": both, "retract": 2}
    eventually(lambda: Counter(e.type for e in new_events(stored)) == wanted)
    found = new_events(stored)
    names = {event.device for event in found}
    assert len(names) == len(devices)
    for name in names:
        own = of_device(found, name)
        assert [event.seq for event in own] == list(range(1, ANSWERS + 3))
        assert all(one.answered_at <= two.answered_at for one, two in pairwise(own))
        assert own[ANSWERS].type == "retract"
        assert own[ANSWERS].target == own[ANSWERS - 1].id
        asked = [event.card_id for event in own if event.type == "review"]
        assert len(set(asked)) < len(asked)  # steps brought cards back
        assert len(kinds(stored, own)) >= KINDS
    of_first, of_second = ({e.card_id for e in of_device(found, name)} for name in names)
    assert len(of_first & of_second) >= ANSWERS / 2


def test_the_outbox_outlives_an_expired_log_in_and_reaches_nobody_elses_account(
    device: NewDevice, student: User, server: Server, stored: Database, offering: Offering
) -> None:
    other = make_student(stored, offering)
    one = device(student)
    page = one.prepared()
    server.kill()
    page.reload()
    study_for_a_while(page, 3, 2)
    with stored.transaction() as session:
        login_sessions.revoke_all(session, student.id, utc_now())
    server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#status")).to_contain_text("3 answers not yet saved: you are logged out.")
    expect(page.locator("#status a")).to_have_attribute(
        "href", re.compile(r"/login\?next=%2Fstudy")
    )

    one.log_in(other)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#status")).to_contain_text("somebody else is logged in here")
    second = one.context.new_page()
    study(second)
    answer(second)
    eventually(lambda: log.counts(stored)["review"] == 1)
    assert {event.student_id for event in log.events(stored)} == {other.id}

    one.log_in(student)
    third = one.context.new_page()
    study(third)
    eventually(lambda: log.counts(stored)["review"] == 4)
    own = [event for event in log.events(stored) if event.student_id == student.id]
    assert [event.seq for event in own] == [1, 2, 3]
    eventually(lambda: stored_in_browser(third) == [])


def test_two_tabs_without_a_server_never_number_or_send_twice(
    device: NewDevice, student: User, server: Server, stored: Database
) -> None:
    one = device(student)
    tabs = [one.prepared(), one.context.new_page()]
    server.kill()
    for tab in tabs:
        study(tab)
    for _ in range(4):
        for tab in tabs:
            tab.bring_to_front()
            answer(tab)
    sent: list[str] = []
    one.context.on(
        "request", lambda r: sent.append(r.post_data or "") if "events" in r.url else None
    )
    server.start()
    for tab in tabs:
        tab.evaluate("dispatchEvent(new Event('online'))")
    eventually(lambda: log.counts(stored) == {"review": 8})
    for tab in tabs:
        expect(tab.locator("#status")).to_be_empty()
    assert sorted(event.seq for event in log.events(stored)) == list(range(1, 9))
    for event in log.events(stored):
        assert sum(str(event.id) in body for body in sent) == 1


def test_without_a_server_other_pages_say_what_can_be_studied(
    device: NewDevice, student: User, server: Server
) -> None:
    page = device(student).prepared()
    server.kill()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    page.get_by_role("link", name="Customer relations").click()
    expect(page.locator("#question")).to_be_focused()
    expect(page).to_have_title("Study Customer relations · Retain")


def test_where_the_browser_refuses_to_keep_cards_the_page_says_so_and_loses_no_answer(
    visit: Visit, student: User, server: Server, stored: Database
) -> None:
    context = visit(student)
    context.add_init_script("delete IDBFactory.prototype.open; indexedDB.open = undefined;")
    page = context.new_page()
    study(page)
    expect(page.get_by_text("This browser keeps nothing here")).to_be_visible()
    server.kill()
    answer(page)
    answer(page)
    expect(page.locator("#status")).to_contain_text("2 answers not yet saved")
    page.close()
    server.start()
    study(context.new_page())
    eventually(lambda: log.counts(stored) == {"review": 2})
