"""The class model's slope and shift of each card before an exam."""

from __future__ import annotations

import numpy as np
import pytest

from app.srs.class_features import NAMES
from app.srs.class_model import Effect, Effects
from app.srs.class_projection import LEAST_SLOPE, before_exam

SURE = 1e9  # a precision that shrinks nothing


def coefficients(**values: float) -> list[float]:
    named = {"constant": 0.0, "logit R, later day": 1.0} | values
    return [named.get(name, 0.0) for name in NAMES]


def cards(*means: float, precision: float = SURE) -> Effects:
    return Effects(np.array(means), np.full(len(means), precision))


def test_with_no_effects_the_memory_model_stands_as_it_is() -> None:
    said = before_exam(coefficients(), Effect(0.0, SURE), cards(0.0), 10, (0.0, 1.0))
    assert said.slope == pytest.approx([1.0])
    assert said.shift == pytest.approx([0.0])


def test_a_card_never_shown_has_its_own_probability() -> None:
    known = coefficients(**{"constant": 0.2, "never shown": -1.0, "card itself shown": 3.0})
    said = before_exam(known, Effect(0.5, SURE), cards(-1.0, 1.0), 10, (0.1, 2.0))
    logits = np.array([0.1 + 2 * (0.2 - 1 + 0.5 - 1), 0.1 + 2 * (0.2 - 1 + 0.5 + 1)])
    assert said.unseen == pytest.approx(1 / (1 + np.exp(-logits)))


def test_student_card_and_calibration_add_up() -> None:
    known = coefficients(constant=0.2)
    said = before_exam(known, Effect(0.5, SURE), cards(-1.0, 1.0), 10, (0.1, 2.0))
    assert said.slope == pytest.approx([2.0, 2.0])
    assert said.shift == pytest.approx([0.1 + 2 * (0.2 + 0.5 - 1), 0.1 + 2 * (0.2 + 0.5 + 1)])


def test_what_is_little_known_is_shrunk_to_the_middle() -> None:
    student = Effect(1.0, SURE)
    unsure = before_exam(coefficients(), student, cards(1.0, precision=0.5), 10, (0.0, 1.0))
    sure = before_exam(coefficients(), student, cards(1.0), 10, (0.0, 1.0))
    assert 0 < unsure.shift[0] < sure.shift[0]
    assert 0.5 < unsure.unseen[0] < sure.unseen[0]


def test_a_model_without_forgetting_still_ranks() -> None:
    known = coefficients(**{"logit R, later day": -0.4})
    said = before_exam(known, Effect(0.0, SURE), cards(0.0), 10, (0.0, 1.0))
    assert said.slope == pytest.approx([LEAST_SLOPE])


def test_days_count_by_their_half_and_never_less_than_one() -> None:
    known = coefficients(**{"log days since": 1.0})
    shifts = [
        before_exam(known, Effect(0.0, SURE), cards(0.0), days, (0.0, 1.0)).shift[0]
        for days in (0, 2, 20)
    ]
    assert shifts == pytest.approx([0.0, 0.0, np.log(10)])
