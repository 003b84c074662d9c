"""The doctor finds what differs from the log, repairs it, and leaves the log alone."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from app.db import Access
from app.models import CardState, Rendering
from app.services import schema
from app.services.doctor import Examination, examine, repair
from tests.services.events.conftest import NOW, Desk
from tests.services.events.test_fold import history


@pytest.fixture
def studied(desk: Desk) -> Desk:
    desk.send(*history(desk.cards, random.Random(5), 60), now=NOW + timedelta(days=400))
    return desk


def examined(desk: Desk) -> Examination:
    with desk.database.transaction(Access.READ) as session:
        return examine(session)


def test_a_sound_database_has_no_fault(studied: Desk) -> None:
    found = examined(studied)
    assert found.faults == ()
    assert (found.students, found.events, found.states) == (1, 60, 5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stability": 1.25},
        {"lapses": 77},
        {"suspended": True, "flagged": True},
        {"due": NOW + timedelta(days=30_000)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_state_that_differs_is_named_and_repaired(studied: Desk, wrong: dict[str, Any]) -> None:
    before, log = studied.memories(), [event.id for event in studied.log()]
    card = studied.cards[2]
    with studied.database.transaction() as session:
        session.execute(update(CardState).where(CardState.card_id == card).values(**wrong))
    faults = examined(studied).faults
    assert [fault.code for fault in faults] == ["drift"]
    assert str(card) in faults[0].message
    assert studied.database.run(repair) == 1
    assert examined(studied).faults == ()
    assert studied.memories() == before
    assert [event.id for event in studied.log()] == log


def test_a_missing_state_is_found_and_made(studied: Desk) -> None:
    before = studied.memories()
    with studied.database.transaction() as session:
        session.execute(delete(CardState).where(CardState.card_id == studied.cards[0]))
    assert [fault.code for fault in examined(studied).faults] == ["drift"]
    studied.database.run(repair)
    assert studied.memories() == before


def test_a_card_that_nobody_can_be_shown_is_named(studied: Desk) -> None:
    with studied.database.transaction() as session:
        session.execute(delete(Rendering).where(Rendering.card_id == studied.cards[0]))
    assert [fault.code for fault in examined(studied).faults] == ["unrendered"]


def test_an_old_schema_is_named_with_the_remedy(studied: Desk) -> None:
    with studied.database.transaction(Access.SCHEMA) as session:
        schema.downgrade(session, "base")
    (fault,) = examined(studied).faults
    assert "flask db upgrade" in fault.message
