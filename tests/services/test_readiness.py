"""Readiness from a student's real states: too early, an estimate, and where minutes lead."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.db import Access
from app.models import Enrolment, EventType
from app.services import readiness
from app.services.readiness import ExamReadiness
from tests.services.events.conftest import other
from tests.services.progress.conftest import DAY, NOON, Student, student

__all__ = ["student"]


def of(student: Student, day: int) -> list[ExamReadiness]:
    with student.database.transaction(Access.READ) as session:
        enrolment = session.get_one(Enrolment, (student.id, student.world.offering.id))
        return readiness.of_student(session, enrolment, NOON + day * DAY)


@pytest.fixture
def answered(student: Student) -> Student:
    """A student with over a hundred answers to six of twelve cards, and an exam on day 30."""
    student.announce(30)
    student.cap(20)
    for day in range(9):
        student.learn(day, range(6))
    return student


def test_without_an_exam_there_is_nothing_to_be_ready_for(student: Student) -> None:
    assert of(student, 0) == []


def test_before_a_hundred_answers_it_is_too_early(student: Student) -> None:
    student.announce(30)
    student.learn(0, range(6))
    (found,) = of(student, 1)
    assert found.now is None
    assert (found.curve, found.chapters, found.kept) == ((), (), None)
    assert (found.answers, found.still_needed) == (12, 88)
    assert (found.cards, found.unseen, found.days) == (12, 6, 29)


def test_the_estimate_lies_in_its_interval(answered: Student) -> None:
    (found,) = of(answered, 9)
    assert found.now is not None
    assert 0 < found.now.low < found.now.expected < found.now.high < 1
    assert found.now.cards == 12


def test_without_more_minutes_the_curve_begins_at_the_estimate(answered: Student) -> None:
    (found,) = of(answered, 9)
    assert found.now is not None
    assert [each.minutes for each in found.curve] == [0, 2, 5, 10, 15, 20, 30, 45, 60]
    assert found.curve[0].share.expected == pytest.approx(found.now.expected)
    assert found.curve[0].never_shown == found.unseen == 6


def test_more_minutes_do_no_harm_and_ones_own_are_on_the_curve(answered: Student) -> None:
    answered.cap(7)
    (found,) = of(answered, 9)
    shares = [each.share.expected for each in found.curve]
    assert all(a <= b + 0.005 for a, b in pairwise(shares))
    assert found.kept is not None
    assert found.kept.minutes == 7
    assert found.kept.share.expected > shares[0] + 0.2


def test_chapters_add_up_to_the_whole(answered: Student) -> None:
    (found,) = of(answered, 9)
    assert [(part.name, part.cards) for part in found.chapters] == [("One", 12)]
    assert found.now is not None
    assert found.chapters[0].now == found.now


def test_a_suspended_card_is_asked_but_never_shown(answered: Student) -> None:
    before = of(answered, 9)[0]
    at = NOON + 9 * DAY
    for card in answered.world.cards[6:]:
        answered.send(other(EventType.SUSPEND, card, minutes=0, answered_at=at))
    after = of(answered, 9)[0]
    assert after.cards == before.cards
    assert after.now == before.now
    assert after.kept is not None
    assert before.kept is not None
    assert after.kept.share.expected < before.kept.share.expected - 0.2


def test_the_same_states_give_the_same_curve_and_one_answer_more_another(
    answered: Student,
) -> None:
    first, again = of(answered, 9), of(answered, 9)
    assert first == again
    answered.answer(9, [0], rating=1)
    assert of(answered, 9) != first


def test_on_the_day_itself_minutes_change_nothing(answered: Student) -> None:
    with answered.database.transaction(Access.READ) as session:
        enrolment = session.get_one(Enrolment, (answered.id, answered.world.offering.id))
        (found,) = readiness.of_student(session, enrolment, NOON + 30 * DAY - DAY / 24)
    assert found.days == 0
    assert len({each.share.expected for each in found.curve}) == 1
