"""How much was recalled on later days, against what the memory model expected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.db import Access
from app.models import Card, Mode
from app.services.events.reset import reset
from app.services.progress import recall
from app.services.progress.recall import LaterAnswer, by_prediction, by_week, interval
from app.srs import fsrs
from app.srs.fsrs import DEFAULT_PARAMETERS, DEFAULT_WEIGHTS
from tests.services.events.conftest import review
from tests.services.progress.conftest import DAY, NOON, Student

MONDAY = date(2026, 2, 2)


def found_in(student: Student) -> list[LaterAnswer]:
    with student.database.transaction(Access.READ) as session:
        offering = student.world.offering.id
        return recall.later_answers(session, student.id, offering, DEFAULT_PARAMETERS)


def test_the_first_answer_of_a_later_day_is_a_test_and_no_other(student: Student) -> None:
    student.answer(0, [0], rating=1)
    student.answer(0, [0], rating=3, minutes=5)
    student.answer(3, [0], rating=1)
    student.answer(3, [0], rating=3, minutes=5)
    found = found_in(student)
    assert [(each.day, each.recalled) for each in found] == [(MONDAY + timedelta(days=3), False)]


def test_the_prediction_is_what_the_model_said_before_the_answer(student: Student) -> None:
    student.answer(0, [0], rating=3)
    student.answer(2, [0], rating=3)
    expected = fsrs.retrievability(2, DEFAULT_WEIGHTS[2], DEFAULT_WEIGHTS)
    assert [each.predicted for each in found_in(student)] == [pytest.approx(expected)]


def test_answers_of_deck_mode_test_nothing(student: Student) -> None:
    card = student.world.cards[0]
    student.answer(0, [0])
    student.send(review(card, 1, answered_at=NOON + 2 * DAY, mode=Mode.DECK))
    assert found_in(student) == []


def test_what_a_reset_took_away_tests_nothing(student: Student) -> None:
    card = student.world.cards[0]
    for day in (0, 2):
        student.answer(day, [0])
    with student.database.transaction() as session:
        reset(session, student.world.offering.course_id, [card], NOON + 3 * DAY)
    assert found_in(student) == []
    for day in (4, 6):
        student.answer(day, [0])
    assert [each.day for each in found_in(student)] == [MONDAY + timedelta(days=6)]


def test_a_merged_card_is_looked_at_as_the_one_that_it_became(student: Student) -> None:
    kept, gone = student.world.cards[:2]
    student.answer(0, [1])
    student.answer(2, [0])
    assert found_in(student) == []
    with student.database.transaction() as session:
        session.get_one(Card, gone).merged_into = kept
    student.answer(5, [0])
    days = [each.day for each in found_in(student)]
    assert days == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=5)]


def test_weeks_begin_on_monday() -> None:
    tests = [
        LaterAnswer(MONDAY + timedelta(days=6), 0.9, recalled=True),
        LaterAnswer(MONDAY + timedelta(days=7), 0.9, recalled=False),
        LaterAnswer(MONDAY, 0.7, recalled=False),
    ]
    weeks = by_week(tests)
    assert list(weeks) == [MONDAY, MONDAY + timedelta(days=7)]
    assert (weeks[MONDAY].answers, weeks[MONDAY].recalled) == (2, 1)
    assert weeks[MONDAY].predicted == pytest.approx(0.8)


def test_predictions_that_are_alike_are_looked_at_together() -> None:
    tests = [LaterAnswer(MONDAY, p, recalled=p > 0.6) for p in (0.05, 0.5, 0.51, 0.96, 1.0)]
    found = by_prediction(tests)
    assert [each.answers for each in found] == [2, 1, 2]
    assert [each.observed for each in found] == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("recalled", "answers", "low", "high"),
    [(8, 10, 0.593, 0.917), (0, 5, 0.0, 0.247), (5, 5, 0.753, 1.0)],
)
def test_the_interval_is_wilsons(recalled: int, answers: int, low: float, high: float) -> None:
    assert interval(recalled, answers) == pytest.approx((low, high), abs=0.01)
