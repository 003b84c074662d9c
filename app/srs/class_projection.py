"""The class model as an exam needs it: a slope and a shift of each card's logit R.

Exam mode and readiness ask of many cards at once what they are worth weeks from now. What the
model knows of the exam day itself is therefore put into two numbers for each card: on a later
day than the last showing, about half of the days left before it, which was recalled.

Loads numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p

import numpy as np

from app.srs.class_features import NAMES
from app.srs.class_model import Effect, Effects
from app.srs.vector import Floats

LEAST_SLOPE = 0.05  # a model that says forgetting does not matter would rank nothing
_PLACE = {name: number for number, name in enumerate(NAMES)}
_ONE_RECALLED = ("card recalled that day", "card recalled that day, later")
_SHOWN = ("card itself shown", "card itself shown, later")


def before_exam(
    coefficients: Sequence[float],
    student: Effect,
    cards: Effects,
    days_left: int,
    calibration: tuple[float, float],
) -> tuple[Floats, Floats]:
    """Return (slope, shift) of each card: logit P = slope · logit R + shift on the exam day.

    *calibration* is (shift, slope) from held-out students. The uncertainty of the effects
    shrinks both, as in `class_model.probability`.
    """
    by_name = {name: coefficients[place] for name, place in _PLACE.items()}
    base = by_name["constant"]
    base += by_name["log days since"] * log(max(1.0, days_left / 2))
    base += log1p(1) * sum(by_name[name] for name in _ONE_RECALLED)
    base += sum(by_name[name] for name in _SHOWN)
    variance = 1 / student.precision + 1 / cards.precision
    shrunk = calibration[1] / np.sqrt(1 + np.pi * variance / 8)
    slope = shrunk * max(by_name["logit R, later day"], LEAST_SLOPE)
    shift = calibration[0] + shrunk * (base + student.mean + cards.mean)
    return np.asarray(slope), np.asarray(shift)
