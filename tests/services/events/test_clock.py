"""Answers around every clock change, from travellers and from wrong clocks, as they are stored.

The oracle is the C library's clock (tests/srs/test_study_days.py); what is asked here is that
the log, the day's counts and the streak go by it, too.
"""

from __future__ import annotations

import random
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import Access, Database
from app.models import Event, User
from app.services.events.record import AHEAD, record
from app.services.study.day import day_of
from app.srs.streak import answers_by_day, streak
from tests.factories import World, enrol, make_course, make_user
from tests.services.events.conftest import review
from tests.srs.test_streak import FIRST, HOUR, LAST, ROLLOVERS, ZONES, oracle_streak
from tests.srs.test_study_days import clock_changes, libc_study_day, zone_and_libc

EARLY = datetime(2024, 6, 1, tzinfo=UTC)
LATE = LAST + timedelta(days=30)
SKEWS = (-3 * HOUR, 0, 3 * HOUR)


@dataclass(frozen=True, slots=True)
class Student:
    database: Database
    id: uuid.UUID
    world: World

    def answer(self, seconds: list[int], zone: str, now: datetime = LATE) -> None:
        with self.database.transaction() as session:
            answers = [
                review(
                    self.world.cards[number % 3],
                    answered_at=datetime.fromtimestamp(second, UTC),
                    zone=zone,
                    seq=number,
                )
                for number, second in enumerate(seconds)
            ]
            record(session, session.get_one(User, self.id), answers, now)

    def study_days(self) -> list[date]:
        with self.database.transaction(Access.READ) as session:
            mine = select(Event.study_day).where(Event.student_id == self.id)
            return list(session.scalars(mine))


def make(database: Database, zone: str, rollover_hour: int) -> Student:
    with database.transaction() as session:
        user = make_user(session, zone=zone, rollover_hour=rollover_hour)
        world = make_course(session, f"c{uuid.uuid4().hex[:8]}", cards=3)
        enrol(session, user, world, enrolled_at=EARLY)
        return Student(database, user.id, world)


def compare(database: Database, name: str, rollover: int) -> None:
    rng = random.Random(f"{name} {rollover}")
    with zone_and_libc(name):
        changes = clock_changes(FIRST, LAST) or [int(datetime(2026, 5, 5, tzinfo=UTC).timestamp())]
        seconds = [moment + rng.randint(-60 * HOUR, 60 * HOUR) for moment in changes * 4]
        expected = [libc_study_day(second, rollover) for second in seconds]
    student = make(database, name, rollover)
    student.answer(seconds, name)
    stored = student.study_days()
    assert answers_by_day(stored) == Counter(expected)
    today = max(expected)
    assert streak(stored, today) == oracle_streak(expected, today)
    with database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        at = datetime.fromtimestamp(seconds[expected.index(today)], UTC)
        day = day_of(session, user, student.world.offering.id, at)
    assert day.today == today
    assert sum(len(ratings) for ratings in day.ratings.values()) == expected.count(today)


@pytest.mark.parametrize("name", ZONES)
def test_the_log_has_the_c_library_s_study_days(sqlite: Database, name: str) -> None:
    compare(sqlite, name, random.Random(name).choice(ROLLOVERS))


@pytest.mark.long
@pytest.mark.parametrize("name", ZONES)
def test_the_same_holds_for_every_rollover_hour(sqlite: Database, name: str) -> None:
    for rollover in ROLLOVERS:
        compare(sqlite, name, rollover)


def test_a_traveller_s_answers_stay_on_the_days_of_the_places(sqlite: Database) -> None:
    rng = random.Random(4)
    student = make(sqlite, "Europe/Berlin", 4)
    start = int(datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp())
    expected = []
    for number in range(12):
        name, second = rng.choice(ZONES), start + number * 7 * HOUR
        with zone_and_libc(name):
            expected.append(libc_study_day(second, 4))
        student.answer([second], name)
    assert Counter(student.study_days()) == Counter(expected)


@pytest.mark.parametrize("skew", SKEWS)
def test_a_clock_three_hours_off_counts_on_a_day_that_was(sqlite: Database, skew: int) -> None:
    """A device that is behind is believed; one that is ahead counts when its answer came."""
    student = make(sqlite, "Europe/Berlin", 4)
    now = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the night on which clocks go back
    told = int(now.timestamp()) + skew
    student.answer([told], "Europe/Berlin", now)
    counted = told if skew <= AHEAD.total_seconds() else int(now.timestamp())
    with zone_and_libc("Europe/Berlin"):
        assert student.study_days() == [libc_study_day(counted, 4)]
