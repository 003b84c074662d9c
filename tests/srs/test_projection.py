"""The curve "minutes a day → expected share"."""

from __future__ import annotations

import numpy as np
import pytest

from app.srs import exam, projection
from app.srs.exam import ExamCards
from app.srs.fsrs import DEFAULT_WEIGHTS

TODAY, EXAM = 100, 112


def cards() -> ExamCards:
    rng = np.random.default_rng(1)
    return ExamCards(
        stability=np.where(np.arange(60) < 30, np.nan, rng.lognormal(1, 1, 60)),
        difficulty=rng.uniform(2, 8, 60),
        last_day=np.full(60, TODAY - 4),
        weight=np.where(np.arange(60) % 10 == 0, 4.0, 1.0),
        effort=np.where(np.arange(60) % 10 == 0, 2.5, 1.0),
    )


def test_no_minutes_leave_everything_as_it_is() -> None:
    (still,) = projection.curve(cards(), TODAY, EXAM, DEFAULT_WEIGHTS, [0])
    recall = exam.recall_on(cards(), EXAM, DEFAULT_WEIGHTS)
    share = cards().weight / cards().weight.sum()
    assert still.expected == pytest.approx(recall @ share)
    assert still.left_out == 30


def test_more_minutes_are_worth_more_and_less_and_less_so() -> None:
    points = projection.curve(cards(), TODAY, EXAM, DEFAULT_WEIGHTS, [0, 2, 4, 8, 16])
    shares = [point.expected for point in points]
    assert shares == sorted(shares)
    assert shares[1] - shares[0] > shares[4] - shares[3]
    assert points[-1].left_out == 0


def test_each_cap_is_as_if_it_were_alone() -> None:
    together = projection.curve(cards(), TODAY, EXAM, DEFAULT_WEIGHTS, [3, 6])
    alone = projection.curve(cards(), TODAY, EXAM, DEFAULT_WEIGHTS, [6])
    assert together[1].expected == pytest.approx(alone[0].expected, rel=1e-12)


def test_a_showing_has_its_expected_effect_on_the_exam() -> None:
    seen = cards()
    one = ExamCards(
        stability=seen.stability[40:41],
        difficulty=seen.difficulty[40:41],
        last_day=seen.last_day[40:41],
        weight=seen.weight[40:41],
        effort=seen.effort[40:41],
    )
    worth = exam.worth(one, EXAM - 1, EXAM, DEFAULT_WEIGHTS)
    before = exam.recall_on(one, EXAM, DEFAULT_WEIGHTS)[0]
    (point,) = projection.curve(one, EXAM - 1, EXAM, DEFAULT_WEIGHTS, [10])
    assert point.expected == pytest.approx(before + worth.gain[0], rel=1e-6)
