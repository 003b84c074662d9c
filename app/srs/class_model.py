"""What a whole class's answers tell about one student and one card.

    logit P(recall) = x · β + θ_student + δ_card

x holds the memory model's prediction and the same-day terms of `app.srs.class_features`; θ
and δ are shrunk to zero by variances estimated on the same answers (empirical Bayes). After
Lindsey et al. (2014), "Improving students' long-term knowledge retention through personalized
review". Effects turn a retrievability into a probability where something is ranked or
predicted; they never enter the fold of a card's answers.

Loads numpy: import it only in a refit, a ranking or a prediction.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np

from app.srs.vector import Bools, Floats, Ints

LEAST_PRECISION = 1e-3  # of β, per answer weight: only there to keep unused terms finite
SWEEPS = 60
SETTLED = 1e-4  # logits: the largest change of any coefficient that ends the sweeps
FIRST_VARIANCE = 0.5  # of θ and δ, before the answers say
CALIBRATION_RIDGE, CALIBRATION_STEPS = 5.0, 8
LEAST_VARIANCE, MOST_VARIANCE = 1e-4, 9.0


@dataclass(frozen=True, slots=True)
class Observations:
    """Answers of a class: row i is one answer, with its terms before it was given.

    *features*: (n, k) as `app.srs.class_features.features` returns; *student*, *card*: (n,)
    indices from 0; *recalled*: (n,).
    """

    features: Floats
    student: Ints
    card: Ints
    recalled: Bools


@dataclass(frozen=True, slots=True)
class Effects:
    """One effect per student, per card or per term: its mean (logits) and its precision."""

    mean: Floats
    precision: Floats


@dataclass(frozen=True, slots=True)
class ClassModel:
    """A fitted model; immutable, as the parameter set that stores it."""

    coefficients: Floats
    students: Effects
    cards: Effects
    student_variance: float
    card_variance: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What is known of one student or one card, updated answer by answer."""

    mean: float
    precision: float


def fit(
    observations: Observations, students: int, cards: int, prior: Effects | None = None
) -> ClassModel:
    """Return the model of all *observations* (the pooled refit).

    *students* and *cards* are how many indices there are; one without answers gets effect 0.
    *prior*: (k,) what β is taken to be until answers say otherwise; without one, next to
    nothing is. Every student weighs the same, however many answers he gave. Raises ValueError
    when there is no observation.
    """
    if not len(observations.recalled):
        raise ValueError("There is no answer to fit the class model to.")
    weight = _equal_weights(observations.student, students)
    prior = prior or _nothing_known(observations.features.shape[1])
    beta = prior.mean
    theta, delta = _unknown(students, FIRST_VARIANCE), _unknown(cards, FIRST_VARIANCE)
    for _ in range(SWEEPS):
        before = np.concatenate([beta, theta.mean, delta.mean])
        beta = _fixed_step(observations, weight, (beta, theta, delta), prior)
        theta = _effects_step(observations, weight, (beta, theta, delta), of_students=True)
        delta = _effects_step(observations, weight, (beta, theta, delta), of_students=False)
        change = np.abs(np.concatenate([beta, theta.mean, delta.mean]) - before).max()
        if change < SETTLED:
            break
    return ClassModel(beta, theta, delta, _variance(theta), _variance(delta))


def probability(
    model: ClassModel, features: Floats, student: Effect | Effects, card: Effect | Effects
) -> Floats:
    """Return P(recall) for each row of *features*, the effects' uncertainty averaged over.

    The logit is shrunk by √(1 + π·variance/8) (MacKay 1992), which keeps a little known
    student's predictions away from 0 and 1.
    """
    logit = features @ model.coefficients + student.mean + card.mean
    variance = 1 / student.precision + 1 / card.precision
    return _sigmoid(logit / np.sqrt(1 + pi * variance / 8))


def probability_of_one(fixed: float, student: Effect, card: Effect) -> float:
    """Return P(recall) of one answer whose fixed part x · β is *fixed*: as `probability`."""
    variance = 1 / student.precision + 1 / card.precision
    logit = (fixed + student.mean + card.mean) / sqrt(1 + pi * variance / 8)
    return 1 / (1 + exp(-min(max(logit, -35.0), 35.0)))


def calibration(predicted: Floats, recalled: Bools) -> tuple[float, float]:
    """Return (shift, slope) of logit P = shift + slope · logit predicted, from predictions of
    answers that the model had not seen. Few answers hardly move it from (0, 1).

    Newton's steps, each halved until it does not lose: where all predictions are alike and
    wrong, whole ones would leap away.
    """
    logit = _logit(predicted)
    terms = np.column_stack([np.ones(len(logit)), logit])

    def lost(found: Floats) -> float:
        held = CALIBRATION_RIDGE / 2 * float(np.sum(np.square(found - [0.0, 1.0])))
        return held + float(np.logaddexp(0.0, np.where(recalled, -1, 1) * (terms @ found)).sum())

    found = np.array([0.0, 1.0])
    for _ in range(CALIBRATION_STEPS):
        p = _sigmoid(terms @ found)
        gradient = terms.T @ (recalled - p) - CALIBRATION_RIDGE * (found - [0.0, 1.0])
        curvature = (terms * (p * (1 - p))[:, None]).T @ terms + CALIBRATION_RIDGE * np.eye(2)
        step, now = np.linalg.solve(curvature, gradient), lost(found)
        while lost(found + step) > now + SETTLED and np.abs(step).max() > SETTLED:
            step = step / 2
        found = found + step
    return float(found[0]), float(found[1])


def calibrated(predicted: Floats, shift: float, slope: float) -> Floats:
    """Return *predicted* corrected by what `calibration` found."""
    return _sigmoid(shift + slope * _logit(predicted))


def unknown_student(model: ClassModel) -> Effect:
    """Return where a student without answers starts."""
    return Effect(0.0, 1 / model.student_variance)


def unknown_card(model: ClassModel) -> Effect:
    """Return where a card without answers starts."""
    return Effect(0.0, 1 / model.card_variance)


def updated(effect: Effect, predicted: float, *, recalled: bool) -> Effect:
    """Return *effect* after one answer that was *predicted* with that probability.

    One Newton step on the logistic likelihood: the first moves are large, and later ones
    shrink as the precision grows. Constant time, so it runs with every answer.
    """
    precision = effect.precision + predicted * (1 - predicted)
    return Effect(effect.mean + (float(recalled) - predicted) / precision, precision)


def log_loss(probability: Floats, recalled: Bools) -> float:
    """Return the mean negative log likelihood; probabilities are clipped to 1e-6."""
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    return float(-np.mean(np.where(recalled, np.log(p), np.log(1 - p))))


def is_better(challenger: Floats, incumbent: Floats, recalled: Bools) -> bool:
    """Return whether the *challenger*'s held-out predictions lose less: the rule by which a
    refit, or an offering's fitted weights, is taken over. A draw keeps the incumbent.
    """
    return log_loss(challenger, recalled) < log_loss(incumbent, recalled)


def _nothing_known(count: int) -> Effects:
    return _unknown(count, 1 / LEAST_PRECISION)


def _unknown(count: int, variance: float) -> Effects:
    return Effects(np.zeros(count), np.full(count, 1 / variance))


def _equal_weights(student: Ints, students: int) -> Floats:
    """Return a weight per answer: equal sums per student, 1 on average."""
    answers = np.bincount(student, minlength=students)
    active = np.count_nonzero(answers)
    return np.asarray(len(student) / active / answers[student])


def _logits(o: Observations, beta: Floats, theta: Effects, delta: Effects) -> Floats:
    return np.asarray(o.features @ beta + theta.mean[o.student] + delta.mean[o.card])


def _fixed_step(
    o: Observations, weight: Floats, terms: tuple[Floats, Effects, Effects], prior: Effects
) -> Floats:
    beta, theta, delta = terms
    p = _sigmoid(_logits(o, beta, theta, delta))
    gradient = o.features.T @ (weight * (o.recalled - p)) - prior.precision * (beta - prior.mean)
    curvature = (o.features * (weight * p * (1 - p))[:, None]).T @ o.features
    return beta + np.linalg.solve(curvature + np.diag(prior.precision), gradient)


def _effects_step(
    o: Observations,
    weight: Floats,
    terms: tuple[Floats, Effects, Effects],
    *,
    of_students: bool,
) -> Effects:
    """One Newton step for all effects of one kind, and their variance by one EM step."""
    beta, theta, delta = terms
    effects, index = (theta, o.student) if of_students else (delta, o.card)
    # A student's effect is his own: only what is shared with others is weighted.
    weight = np.ones_like(weight) if of_students else weight
    count = len(effects.mean)
    p = _sigmoid(_logits(o, beta, theta, delta))
    prior = 1 / _variance(effects)
    gradient = np.bincount(index, weight * (o.recalled - p), count) - prior * effects.mean
    precision = np.bincount(index, weight * p * (1 - p), count) + prior
    return Effects(np.asarray(effects.mean + gradient / precision), np.asarray(precision))


def _variance(effects: Effects) -> float:
    estimate = float(np.mean(np.square(effects.mean) + 1 / effects.precision))
    return min(max(estimate, LEAST_VARIANCE), MOST_VARIANCE)


def _logit(probability: Floats) -> Floats:
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(p / (1 - p)))


def _sigmoid(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -35.0, 35.0))))
