"""Easy days and breaks that change move the due dates ahead, in a job."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from app.db import Access, Database
from app.models import CardState, Event, Job, User
from app.services import doctor, study_preferences
from app.services.events.record import record
from app.services.jobs import queue, replan
from app.srs.balance import Break
from app.srs.study_days import day_start, study_day
from tests.factories import LONG_AGO, enrol, make_course, make_user
from tests.services.events.conftest import review

NOON = LONG_AGO + timedelta(days=30, hours=4)
VIENNA = ZoneInfo("Europe/Vienna")


@pytest.fixture
def learned(database: Database) -> tuple[Database, uuid.UUID]:
    """A student who has just learned thirty cards, due in about eight days."""
    with database.transaction() as session:
        student = make_user(session)
        world = make_course(session, cards=30)
        enrol(session, student, world)
        record(session, student, [review(c, 4, answered_at=NOON) for c in world.cards], NOON)
        return database, student.id


def due(learned: tuple[Database, uuid.UUID]) -> Counter[date]:
    with learned[0].transaction(Access.READ) as session:
        found = session.scalars(select(CardState.due).where(CardState.student_id == learned[1]))
        return Counter(study_day(each, VIENNA, 4) for each in found if each)


def pause(learned: tuple[Database, uuid.UUID], *days: date) -> None:
    with learned[0].transaction() as session:
        student = session.get_one(User, learned[1])
        study_preferences.add_break(session, student, Break(min(days), max(days)), NOON)


def work(learned: tuple[Database, uuid.UUID]) -> Job:
    with learned[0].transaction() as session:
        job = queue.take(session, NOON)
        assert job is not None
        queue.run(session, job, NOON)
        return job


def test_cards_leave_the_days_of_a_break_and_come_back_when_it_is_taken_away(
    learned: tuple[Database, uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replan, "CARDS_AT_ONCE", 7)
    before = due(learned)
    day = sorted(before)[1]
    assert before[day] > 0
    pause(learned, day)
    assert due(learned) == before  # until the job is done
    job = work(learned)
    assert (job.kind, job.error) == ("replan", None)
    assert due(learned)[day] == 0
    assert sum(due(learned).values()) == 30
    with learned[0].transaction() as session:
        student = session.get_one(User, learned[1])
        assert study_preferences.remove_break(
            session, student, Break(day, day), NOON + timedelta(1)
        )
        queue.run(
            session, session.scalars(select(Job).where(Job.finished_at.is_(None))).one(), NOON
        )
    assert due(learned)[day] > 0
    with learned[0].transaction(Access.READ) as session:
        assert doctor.examine(session).faults == ()


def test_what_waits_already_stays_where_it_is(learned: tuple[Database, uuid.UUID]) -> None:
    before = due(learned)
    later = NOON + timedelta(days=60)
    with learned[0].transaction() as session:
        replan.run(session, {"student": str(learned[1])}, later)
    assert due(learned) == before


def test_nothing_is_overdue_for_being_planned_anew(
    learned: tuple[Database, uuid.UUID],
) -> None:
    """The range of fuzz reaches back to days on which nothing is due any more."""
    days = sorted(due(learned))
    with learned[0].transaction() as session:
        for state in session.scalars(select(CardState)):
            state.due = day_start(days[-1], VIENNA, 4)  # the day before, all were done
        later = day_start(days[-2], VIENNA, 4) + timedelta(hours=8)
        replan.run(session, {"student": str(learned[1])}, later)
    assert min(due(learned)) == days[-2]


def test_an_account_deleted_since_is_no_fault(learned: tuple[Database, uuid.UUID]) -> None:
    pause(learned, *due(learned))
    with learned[0].transaction() as session:
        for table in (Event, CardState):
            session.execute(delete(table).where(table.student_id == learned[1]))
        session.delete(session.get_one(User, learned[1]))
    assert work(learned).error is None
