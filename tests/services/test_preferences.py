"""A changed study day plans every due date anew and leaves the memory alone; both databases."""

from __future__ import annotations

import uuid
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from app.db import Database
from app.models import CardState, User
from app.services import erasure, preferences
from app.services.events.record import record
from app.srs.study_days import day_start
from tests.factories import enrol, make_course, make_user
from tests.services.events.conftest import NOW, Desk, review

AS_IT_IS = ("Europe/Vienna", 4)


@pytest.fixture
def desk(database: Database) -> Desk:
    """A student with cards in learning and in review."""
    with database.transaction() as session:
        student = make_user(session)
        world = make_course(session, cards=5)
        enrol(session, student, world)
        answers = [review(card, 4, minutes=n) for n, card in enumerate(world.cards)]
        answers.append(review(world.cards[0], 1, minutes=30))
        record(session, student, answers, NOW)
        made = Desk(database, student.id, world.offering.id, world.cards)
    made.rebuild()  # planned without regard to other days, so that a plan can be compared
    return made


def save(desk: Desk, zone: str, rollover_hour: int) -> None:
    with desk.database.transaction() as session:
        user = session.get_one(User, desk.student_id)
        preferences.set_day(session, user, zone, rollover_hour)


def without_due(desk: Desk) -> dict[uuid.UUID, dict[str, object]]:
    return {
        card: {name: value for name, value in state.items() if name != "due"}
        for card, state in desk.states().items()
    }


@pytest.mark.parametrize(
    "wanted",
    [("Pacific/Auckland", 4), ("Europe/Vienna", 0)],
    ids=["zone", "rollover"],
)
def test_another_study_day_moves_due_dates_and_nothing_else(
    desk: Desk, wanted: tuple[str, int]
) -> None:
    memory, before = without_due(desk), desk.states()
    save(desk, *wanted)
    after = desk.states()
    assert without_due(desk) == memory
    in_review = [card for card in before if before[card]["phase"] == 2]
    assert len(in_review) == 4
    assert all(after[card]["due"] != before[card]["due"] for card in in_review)


def test_the_new_plan_is_that_of_a_fresh_fold(desk: Desk) -> None:
    save(desk, "Pacific/Auckland", 6)
    planned = desk.states()
    desk.rebuild()
    assert desk.states() == planned


def test_every_card_stays_on_its_study_day(desk: Desk) -> None:
    """Not on one that a fresh plan might choose: a free day, or one that is over."""
    card, day = desk.cards[1], date(2026, 4, 1)
    with desk.database.transaction() as session:
        state = session.get_one(CardState, (desk.student_id, card))
        state.due = day_start(day, ZoneInfo("Europe/Vienna"), 4)
    save(desk, "Pacific/Auckland", 6)
    assert desk.states()[card]["due"] == day_start(day, ZoneInfo("Pacific/Auckland"), 6)


def test_going_back_restores_every_due_date(desk: Desk) -> None:
    before = desk.states()
    save(desk, "Pacific/Auckland", 4)
    save(desk, *AS_IT_IS)
    assert desk.states() == before


def test_other_settings_plan_nothing(desk: Desk) -> None:
    before = desk.states()
    with desk.database.transaction() as session:
        user = session.get_one(User, desk.student_id)
        preferences.set_person(session, user, "Ada L.", "zh-Hans")
        preferences.set_minutes(session, user, {desk.offering_id: 60})
    save(desk, *AS_IT_IS)
    assert desk.states() == before
    save(desk, "Europe/Vienna", 5)
    assert desk.states() != before


def test_others_keep_their_plan(desk: Desk) -> None:
    twin = desk.twin()
    twin.send(review(desk.cards[0], 4))
    before = twin.states()
    save(desk, "Pacific/Auckland", 4)
    assert twin.states() == before


def test_erasing_takes_answers_and_states_along(desk: Desk) -> None:
    twin = desk.twin()
    twin.send(review(desk.cards[0], 4))
    with desk.database.transaction() as session:
        erasure.erase(session, session.get_one(User, desk.student_id))
    assert desk.log() == []
    assert desk.states() == {}
    assert len(twin.log()) == len(twin.states()) == 1
    with desk.database.transaction() as session:
        assert session.get(User, desk.student_id) is None
