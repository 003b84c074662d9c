"""A changed study day plans every due date anew and leaves the memory alone; both databases."""

from __future__ import annotations

import uuid
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from app.db import Database
from app.models import Job, User
from app.services import erasure, preferences, study_preferences
from app.services.events.record import record
from app.services.jobs import queue
from app.srs.balance import Ease
from app.srs.study_days import study_day
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
        preferences.set_day(session, user, zone, rollover_hour, NOW)


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
    desk: Desk, wanted: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preferences, "CARDS_AT_ONCE", 2)
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


def test_free_days_stay_free_once_the_job_has_run(desk: Desk) -> None:
    free = [Ease.FREE, Ease.NORMAL, *[Ease.FREE] * 5]
    with desk.database.transaction() as session:
        user = session.get_one(User, desk.student_id)
        study_preferences.set_weekdays(session, user, free, NOW)
        session.execute(delete(Job))
    desk.send(*(review(card, 4, answered_at=NOW) for card in desk.cards))
    save(desk, "Pacific/Auckland", 4)
    with desk.database.transaction() as session:
        queue.run(session, session.scalars(select(Job)).one(), NOW)
    due = [state["due"] for state in desk.states().values()]
    days = [study_day(at, ZoneInfo("Pacific/Auckland"), 4) for at in due]
    assert [day.weekday() for day in days] == [1] * len(desk.cards)


def test_going_back_restores_every_due_date(desk: Desk) -> None:
    before = desk.states()
    save(desk, "Pacific/Auckland", 4)
    save(desk, *AS_IT_IS)
    assert desk.states() == before


def test_other_settings_plan_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[object] = []
    monkeypatch.setattr(preferences, "refold", lambda *given: folded.append(given))
    with desk.database.transaction() as session:
        user = session.get_one(User, desk.student_id)
        preferences.set_person(session, user, "Ada L.", "zh-Hans")
        preferences.set_minutes(session, user, {desk.offering_id: 60})
    save(desk, *AS_IT_IS)
    assert folded == []
    save(desk, "Europe/Vienna", 5)
    assert folded


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
