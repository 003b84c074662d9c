"""What comes with a card so that its answer can be marked on the screen."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.cli.deck_store import apply_path
from app.clock import utc_now
from app.db import Access, Database
from app.models import Deck, Enrolment, EventType, Mode, Role, User
from app.services import enrolments, offerings, study_preferences
from app.services.decks.apply import Status
from app.services.events.record import record
from app.services.events.types import NewEvent
from app.services.study.cards import StudyCard
from app.services.study.item_memory import item_memory
from app.services.study.queue import deck_queue
from tests.factories import make_user
from tests.rendering import kept_sandbox

DECK = """# Kinds

Extranet {accept="extra net"}
:   A private network that lets partner firms in.

Keeping costs ==less== than winning.

Q: Which cost trust?
- [x] Broken promises
    - They do.
- [ ] Regular *calls*
- [ ] All of these {pin}

Q: A satisfied customer never leaves.
A: false

Q: By how many per cent?
A= 45 % ± 0.5

Q: What is it called?
A~ customer churn | churn

Q: Match.

| Practice | Sold |
|---|---|
| up selling | zebras |
| cross selling | ants |
|  | bees |

## Ways
<!-- cards: list ask="Name two ways." -->
- ask them
- watch them
"""


@pytest.fixture
def kim(database: Database, tmp_path: Path) -> tuple[uuid.UUID, uuid.UUID]:
    """A student of a course with a card of each kind: account and offering."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "kinds.md").write_text(DECK, encoding="utf-8")
    with database.transaction() as session:
        owner = make_user(session, "Ines")
        offering = offerings.create(session, "crm", "CRM", owner, utc_now())
        user = make_user(session, "Kim")
        enrolments.enrol(session, user, offering, Role.STUDENT, utc_now())
    report = apply_path(
        database,
        "crm",
        tmp_path / "decks",
        tmp_path,
        utc_now(),
        confirmed=True,
        sandbox=kept_sandbox(),
    )
    assert report.status is Status.APPLIED
    return user.id, offering.id


def cards(
    database: Database, kim: tuple[uuid.UUID, uuid.UUID], *, typing: bool = False
) -> dict[tuple[str, str], StudyCard]:
    with database.transaction() as session:
        user = session.get_one(User, kim[0])
        study_preferences.set_typing(session, user, wanted=typing)
    with database.transaction(Access.READ) as session:
        user = session.get_one(User, kim[0])
        enrolment = session.get_one(Enrolment, kim)
        deck = session.scalars(select(Deck.id)).one()
        queue = deck_queue(session, user, enrolment, deck, utc_now())
        return {(card.revision.kind, card.facet): card for card in queue.cards}


def test_each_kind_comes_with_its_key(database: Database, kim: tuple[uuid.UUID, uuid.UUID]) -> None:
    found = cards(database, kim)
    choice = found["choice", "forward"]
    options = [choice.gesture.options[item["id"]] for item in choice.revision.items]
    assert [option.right for option in options] == [True, False, False]
    assert [option.pinned for option in options] == [False, False, True]
    assert options[0].feedback == "They do."
    assert found["true_false", "forward"].gesture.truth is False
    quantity = found["numeric", "forward"].gesture.quantity
    assert quantity is not None
    assert (f"{quantity.value}", f"{quantity.tolerance}", quantity.unit) == ("45", "0.5", "%")
    assert found["short_answer", "forward"].gesture.wordings == ("customer churn", "churn")
    matching = found["matching", "forward"]
    assert [matching.gesture.choice_of[item["id"]] for item in matching.revision.items] == [2, 0]
    listed = matching.rendering.front.rpartition("<ul>")[2]
    assert listed.index("ants") < listed.index("bees") < listed.index("zebras")


def test_terms_and_gaps_are_typed_by_those_who_want_it(
    database: Database, kim: tuple[uuid.UUID, uuid.UUID]
) -> None:
    silent = cards(database, kim)
    assert silent["term", "reverse"].gesture.wordings == ()
    typed = cards(database, kim, typing=True)
    assert typed["term", "reverse"].gesture.wordings == ("Extranet", "extra net")
    assert typed["term", "forward"].gesture.wordings == ()
    assert typed["cloze", "cloze"].gesture.wordings == ("less",)


def test_what_was_missed_in_the_last_answers_comes_with_each_entry(
    database: Database, kim: tuple[uuid.UUID, uuid.UUID]
) -> None:
    card = cards(database, kim)["list", "list"]
    first, second = (item["id"] for item in card.revision.items)
    begun = utc_now()
    answers = [
        NewEvent(
            id=uuid.uuid4(),
            device=uuid.UUID(int=1),
            seq=number,
            type=EventType.REVIEW,
            mode=Mode.SCHEDULE,
            card=card.card,
            version=1,
            rating=3,
            answered_at=begun + timedelta(seconds=number),
            zone="Europe/Vienna",
            detail={"items": {first: number > 4, second: False}},
        )
        for number in range(7)
    ]
    with database.transaction() as session:
        record(session, session.get_one(User, kim[0]), answers, begun + timedelta(minutes=1))
    with database.transaction(Access.READ) as session:
        recalled = item_memory(session, kim[0], [card.card])
        assert (recalled[first].asked, recalled[first].missed) == (5, 3)
        assert (recalled[second].asked, recalled[second].missed) == (5, 5)
        assert item_memory(session, uuid.uuid4(), [card.card]) == {}
        assert item_memory(session, kim[0], []) == {}
