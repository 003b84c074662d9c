"""No reply that a student gets holds an item that is kept for exams before its release.

A student, an assistant and somebody of another course visit every route of the application
with every object that there is, in pages and in the API, and what they get is searched for the
words of items that are kept for exams: in the bank, in a drawn exam, and in the notes of decks.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.db import Access, Database
from app.models import Attempt, Deck, Offering, Role, User
from app.services.decks.apply import Status
from tests.rendering import kept_sandbox
from tests.web.browser import Browser
from tests.web.classes.course import account_of, add_person
from tests.web.conftest import LogIn
from tests.web.exams.course import Built, build, fill

# Words of one kind each, which stand in no other text.
BANK = ("zorkstem", "zorkoption", "zorkfeedback", "zorkremark", "zorkessay", "zorkheading")
DECK = ("quuxstem", "quuxanswer", "quuxterm")
HIDDEN = (*BANK, *DECK)

ITEMS = """\
---
title: Kept for exams
chapter: one
context: 1
---
# Zorkheading

Q: What is a zorkstem? {#zork}
- [x] A zorkoption
- [ ] Something else
    - Zorkfeedback
> **Remark:** Zorkremark

Q: Discuss the matter. {#discuss}
A: essay

A zorkessay.
"""
NOTES = """\
---
title: Loyalty
deck: loyalty
chapter: one
---
## Loyalty

Trust
: what keeps customers

Promise
: what is said about the future

Churn
: the share of customers lost

Q: What keeps customers longest? {#open}
- [x] trust
- [ ] a jingle
- [ ] a discount

Q: What is a quuxstem? {#hidden use=exam}
A: the quuxanswer

Quuxterm {use=exam}
: nothing that anybody knows
"""


@dataclass(frozen=True, slots=True)
class World:
    app: Flask
    stored: Database
    offering: Offering
    built: Built
    deck: uuid.UUID
    ann: User


@pytest.fixture
def world(app: Flask, stored: Database, crm: Offering, tmp_path: Path) -> World:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "loyalty.md").write_text(NOTES, encoding="utf-8")
    report = apply_path(
        stored, "crm", folder, tmp_path, utc_now(), confirmed=True, sandbox=kept_sandbox()
    )
    assert report.status is Status.APPLIED, report
    fill(stored, crm, ITEMS)
    built = build(stored, crm)
    with stored.transaction(Access.READ) as session:
        deck = session.scalars(select(Deck.id)).one()
    add_person(stored, crm, "tom", Role.ASSISTANT)
    return World(app, stored, crm, built, deck, account_of(stored, "ann"))


def addresses(world: World) -> list[str]:
    """Return every address that can be visited, with each object of the course in its place."""
    with world.stored.transaction(Access.READ) as session:
        attempts = [str(one) for one in session.scalars(select(Attempt.id))]
    values = {
        "slug": "crm",
        "code": world.offering.join_code,
        "deck_id": str(world.deck),
        "user_id": str(world.ann.id),
        "exam_id": str(world.built.exam),
        "paper_id": str(world.built.exam),
        "item_id": str(world.built.items["zork"]),
        "position": "1",
        "build": "x",
        "name": "css/base.css",
        "digest": "0" * 64,
    }
    found = []
    for rule in world.app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()):
            continue
        tries = attempts if {"attempt_id", "done_id"} & rule.arguments else [""]
        for attempt in tries:
            known = values | {"attempt_id": attempt, "done_id": attempt}
            known |= {name: str(uuid.UUID(int=1)) for name in rule.arguments - known.keys()}
            with world.app.test_request_context(base_url="http://localhost"):
                address = url_for(
                    rule.endpoint, _external=False, **{n: known[n] for n in rule.arguments}
                )
            found += [address, *(f"{address}?{query}" for query in QUERIES.get(rule.endpoint, ()))]
    return found


QUERIES = {
    "api.queue": ("limit=200&mode=schedule", "limit=200&mode=exam", "limit=200&mode=deck:{deck}"),
    "exams.file": ("format=moodle-xml", "format=json", "format=key"),
    "exams.preview": ("version=A",),
    "exams.item_bank": ("use=exam", "text=zork"),
    "exams.choose_items": ("type=choice",),
}


def leaks(browser: Browser, world: World) -> tuple[set[tuple[str, str]], int]:
    """Return (address, word) of each hidden word that a reply holds, and how many were 200."""
    found, seen = set(), 0
    for address in addresses(world):
        reply = browser.get(address.replace("{deck}", str(world.deck)))
        said = f"{reply.get_data().decode('utf-8', 'replace')} {reply.headers}".casefold()
        seen += reply.status_code == 200
        found |= {(address, word) for word in HIDDEN if word in said}
        reply.close()
    return found, seen


def practise(browser: Browser, world: World) -> None:
    """Take a quiz of everything and hand it in, so that its pages are among those visited."""
    form = {"start": str(uuid.uuid4()), "scope": "all", "mode": "practice", "count": "50"}
    reply = browser.post("/quizzes/crm", form | {"judged": "y"})
    assert reply.status_code == 303, reply.text
    browser.post(f"{reply.location}/submit", {})
    mock = {"start": str(uuid.uuid4()), "scope": "all", "mode": "mock", "count": "50"}
    reply = browser.post("/quizzes/crm", mock | {"minutes": "30"})
    assert reply.status_code == 303, reply.text


def test_a_student_meets_no_item_that_is_kept_for_exams(world: World, logged_in: LogIn) -> None:
    ann = logged_in("ann")
    practise(ann, world)
    found, seen = leaks(ann, world)
    assert found == set()
    assert seen > 20  # it did see the course


@pytest.mark.parametrize("name", ["tom"])
def test_nor_does_an_assistant_in_the_bank_or_an_exam(
    world: World, logged_in: LogIn, name: str
) -> None:
    found, _ = leaks(logged_in(name), world)
    assert {word for _, word in found} & set(BANK) == set()


def test_nor_somebody_of_another_course(world: World, otto: Browser, eve: Browser) -> None:
    for stranger in (otto, eve):
        assert leaks(stranger, world)[0] == set()


def test_the_search_finds_what_instructors_see(world: World, logged_in: LogIn) -> None:
    found, _ = leaks(logged_in("ines"), world)
    assert {word for _, word in found} >= set(BANK)


def test_release_shows_the_exam_and_nothing_else(world: World, logged_in: LogIn) -> None:
    ines, ann = logged_in("ines"), logged_in("ann")
    reply = ines.post(f"{world.built.url}/release", {"sure": "y"})
    assert reply.status_code == 303, reply.text
    assert leaks(ann, world)[0] == set()
    ines.post(f"{world.built.url}/release", {"sure": "y", "shown": "y"})
    found, _ = leaks(ann, world)
    assert {address for address, _ in found} == {f"/exams/crm/past/{world.built.exam}"}
    assert {word for _, word in found} == set(BANK)


def test_no_exam_is_shown_whose_items_another_is_going_to_ask(
    world: World, logged_in: LogIn
) -> None:
    build(world.stored, world.offering, "Resit")
    ines = logged_in("ines")
    reply = ines.post(f"{world.built.url}/release", {"sure": "y", "shown": "y"})
    assert reply.status_code == 409
    assert "Resit" in reply.text
    assert leaks(logged_in("ann"), world)[0] == set()


def test_an_exam_is_not_released_by_one_slip(world: World, ines: Browser) -> None:
    reply = ines.post(f"{world.built.url}/release", {"shown": "y"})
    assert reply.status_code == 422
    assert "Confirm that the exam is over" in reply.text
