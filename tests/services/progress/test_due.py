"""Counts of what is due: the same as the queue's, without loading a card."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.db import Access
from app.models import Enrolment, EventType, User
from app.services.progress import due
from app.services.progress.due import Today
from app.services.study.day import day_of
from app.services.study.queue import schedule_queue
from tests.services.events.conftest import other
from tests.services.progress.conftest import DAY, NOON, Student

MONDAY = date(2026, 2, 2)


def today(student: Student, day: int) -> Today:
    """Return today's counts, checked against the queue that students get."""
    now = NOON + day * DAY
    with student.database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        enrolment = session.get_one(Enrolment, (student.id, student.world.offering.id))
        so_far = day_of(session, user, enrolment.offering_id, now)
        found = due.scheduled_today(session, enrolment, so_far, now)
        queue = schedule_queue(session, user, enrolment, now, limit=0)
    assert (found.new, found.review) == (queue.new, queue.learning + queue.review)
    assert found.minutes_left == queue.minutes_left
    return found


def by_day(student: Student) -> dict[date, int]:
    with student.database.transaction(Access.READ) as session:
        user = session.get_one(User, student.id)
        return due.by_day(session, user, student.world.offering, NOON)


def test_a_first_day_holds_ten_new_cards_of_half_a_minute(student: Student) -> None:
    assert today(student, 0) == Today(new=10, review=0, minutes=5.0, minutes_left=20.0)


def test_cards_in_steps_and_due_ones_are_to_be_repeated(student: Student) -> None:
    student.learn(0, range(4))
    student.answer(0, [4], rating=1, minutes=20)
    found = today(student, 30)
    assert found.review == 5
    assert found.cards == found.new + 5


def test_when_the_cap_is_used_up_no_minutes_are_left(student: Student) -> None:
    student.cap(0)
    assert today(student, 0) == Today(new=0, review=0, minutes=0.0, minutes_left=0.0)


def test_days_to_come_have_the_cards_whose_plan_falls_on_them(student: Student) -> None:
    student.learn(0, range(3))
    student.answer(1, [4], rating=1)
    planned = by_day(student)
    assert sum(planned.values()) == 4
    assert planned[MONDAY + timedelta(days=1)] == 1
    assert min(planned) == MONDAY + timedelta(days=1)


def test_suspended_cards_are_not_due(student: Student) -> None:
    student.learn(0, [0])
    card = student.world.cards[0]
    student.send(other(EventType.SUSPEND, card, minutes=0, answered_at=NOON + DAY))
    assert by_day(student) == {}


@pytest.mark.parametrize("days", [1, 14])
def test_a_forecast_has_every_day_also_those_without_cards(days: int) -> None:
    found = due.coming({MONDAY: 2, MONDAY - timedelta(days=1): 9}, MONDAY, days)
    assert found[0] == (MONDAY, 2)
    assert len(found) == days
    assert sum(cards for _, cards in found) == 2
