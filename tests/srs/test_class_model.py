"""The class model: it finds what made the answers, and shrinks what it cannot know."""

from __future__ import annotations

import numpy as np
import pytest

from app.srs import class_model
from app.srs.class_model import Effect, Effects, Observations
from app.srs.vector import Floats

STUDENTS, CARDS, ANSWERS = 60, 80, 12_000
BETA = np.array([0.4, 1.2])


def class_of(seed: int) -> tuple[Observations, Floats, Floats]:
    rng = np.random.default_rng(seed)
    theta, delta = rng.normal(0, 0.8, STUDENTS), rng.normal(0, 1.0, CARDS)
    terms = np.column_stack([np.ones(ANSWERS), rng.standard_normal(ANSWERS)])
    student, card = rng.integers(0, STUDENTS, ANSWERS), rng.integers(0, CARDS, ANSWERS)
    logit = terms @ BETA + theta[student] + delta[card]
    recalled = rng.random(ANSWERS) < 1 / (1 + np.exp(-logit))
    return Observations(terms, student, card, recalled), theta, delta


def test_a_pooled_fit_finds_slope_effects_and_variances() -> None:
    observations, theta, delta = class_of(1)
    model = class_model.fit(observations, STUDENTS, CARDS)
    assert model.coefficients[1] == pytest.approx(BETA[1], abs=0.1)
    assert np.corrcoef(model.students.mean, theta)[0, 1] > 0.9
    assert np.corrcoef(model.cards.mean, delta)[0, 1] > 0.9
    assert model.student_variance == pytest.approx(theta.var(), rel=0.35)
    assert model.card_variance == pytest.approx(delta.var(), rel=0.35)


def test_one_without_answers_has_no_effect_and_little_precision() -> None:
    observations, *_ = class_of(2)
    model = class_model.fit(observations, STUDENTS + 1, CARDS + 1)
    assert model.students.mean[STUDENTS] == 0
    assert model.cards.precision[CARDS] == pytest.approx(1 / model.card_variance, rel=0.1)
    assert class_model.unknown_student(model).precision == 1 / model.student_variance
    assert class_model.unknown_card(model).precision == 1 / model.card_variance


def test_students_weigh_the_same_however_much_they_answer() -> None:
    # One student recalls everything a thousand times, nineteen recall nothing ten times.
    student = np.r_[np.zeros(1_000, dtype=int), np.repeat(np.arange(1, 20), 10)]
    recalled = student == 0
    ones = np.ones((len(student), 1))
    model = class_model.fit(Observations(ones, student, np.zeros_like(student), recalled), 20, 1)
    assert model.coefficients[0] + model.cards.mean[0] < 0


def test_few_answers_leave_the_terms_near_what_was_supposed_of_them() -> None:
    observations, *_ = class_of(4)
    few = Observations(
        observations.features[:30],
        observations.student[:30],
        observations.card[:30],
        observations.recalled[:30],
    )
    supposed = Effects(np.array([0.0, 1.0]), np.array([0.3, 50.0]))
    little = class_model.fit(few, STUDENTS, CARDS, supposed).coefficients
    assert (
        abs(little[1] - 1.0)
        < 0.1
        < abs(class_model.fit(few, STUDENTS, CARDS).coefficients[1] - 1.0)
    )
    much = class_model.fit(observations, STUDENTS, CARDS, supposed).coefficients
    assert much[1] == pytest.approx(BETA[1], abs=0.1)


def test_nothing_to_fit_is_refused() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    with pytest.raises(ValueError, match="no answer"):
        class_model.fit(Observations(np.zeros((0, 2)), nothing, nothing, nothing == 1), 0, 0)


def test_online_steps_lead_an_unseen_student_to_his_effect() -> None:
    observations, *_ = class_of(3)
    model = class_model.fit(observations, STUDENTS, CARDS)
    rng = np.random.default_rng(4)
    own = class_model.unknown_student(model)
    card = Effect(0.0, 1e6)
    for _ in range(400):
        p = class_model.probability_of_one(0.0, own, card)
        own = class_model.updated(own, p, recalled=bool(rng.random() < 1 / (1 + np.exp(-1.0))))
    assert own.mean == pytest.approx(1.0, abs=0.35)
    assert own.precision > 40


def test_an_uncertain_effect_keeps_the_probability_from_the_ends() -> None:
    observations, *_ = class_of(5)
    model = class_model.fit(observations, STUDENTS, CARDS)
    row = np.array([[1.0, 3.0]])
    sure, unsure = Effect(0.0, 1e9), Effect(0.0, 0.5)
    known = class_model.probability(model, row, sure, sure)[0]
    guessed = class_model.probability(model, row, unsure, sure)[0]
    assert 0.5 < guessed < known
    fixed = float((row @ model.coefficients)[0])
    assert class_model.probability_of_one(fixed, unsure, sure) == pytest.approx(guessed)


@pytest.mark.parametrize(("level", "off"), [(2.0, -3.0), (-2.0, 3.0), (6.0, -3.0)])
def test_calibration_never_loses_where_predictions_are_alike_and_wrong(
    level: float, off: float
) -> None:
    rng = np.random.default_rng(6)
    logit = rng.normal(level, 0.5, 3000)
    recalled = rng.random(3000) < 1 / (1 + np.exp(-(logit + off)))
    predicted = 1 / (1 + np.exp(-logit))
    after = class_model.calibrated(predicted, *class_model.calibration(predicted, recalled))
    assert class_model.log_loss(after, recalled) < class_model.log_loss(predicted, recalled)


def test_calibration_undoes_overconfidence_and_leaves_good_predictions() -> None:
    rng = np.random.default_rng(6)
    logit = rng.normal(0, 1.5, 20_000)
    recalled = rng.random(20_000) < 1 / (1 + np.exp(-logit))
    sure = 1 / (1 + np.exp(-2 * logit - 0.6))
    shift, slope = class_model.calibration(sure, recalled)
    assert (shift, slope) == pytest.approx((-0.3, 0.5), abs=0.05)
    better = class_model.calibrated(sure, shift, slope)
    assert class_model.is_better(better, sure, recalled)
    assert class_model.calibration(better, recalled) == pytest.approx((0.0, 1.0), abs=0.02)
    few = class_model.calibration(np.array([0.6, 0.4]), np.array([False, False]))
    assert few == pytest.approx((0.0, 1.0), abs=0.2)


def test_a_draw_keeps_the_incumbent() -> None:
    p = np.array([0.2, 0.8])
    assert not class_model.is_better(p, p, np.array([False, True]))
