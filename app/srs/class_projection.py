"""The class model as an exam needs it: three numbers for each card.

Exam mode and readiness ask of many cards at once what they are worth weeks from now. What the
model knows of the exam day itself is therefore put into a slope and a shift of logit R, on a
later day than the last showing, about half of the days left before it, which was recalled; and
into P(recall) of a card that was never shown. Using every term for every card instead was
worse in simulation: what they say of gaps as long as those before an exam is not known yet
when a class begins (ADR 46).

Loads numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, log1p

import numpy as np

from app.srs.class_features import NAMES
from app.srs.class_model import Effect, Effects
from app.srs.exam import ExamCards
from app.srs.vector import Floats

LEAST_SLOPE = 0.05  # a model that says forgetting does not matter would rank nothing
_PLACE = {name: number for number, name in enumerate(NAMES)}
_ONE_RECALLED = ("card recalled that day", "card recalled that day, later")
_SHOWN = ("card itself shown", "card itself shown, later")


@dataclass(frozen=True, slots=True)
class Projection:
    """Of each card, arrays (cards,): logit P = *slope* · logit R + *shift* on the exam day, and
    P(recall) of one that is never shown, *unseen*.
    """

    slope: Floats
    shift: Floats
    unseen: Floats


def corrected(cards: ExamCards, said: Projection) -> ExamCards:
    """Return *cards* with what the class model says of them."""
    return replace(cards, slope=said.slope, shift=said.shift, unseen=said.unseen)


def before_exam(
    coefficients: Sequence[float],
    student: Effect,
    cards: Effects,
    days_left: int,
    calibration: tuple[float, float],
) -> Projection:
    """Return what the model says of each card *days_left* before the exam.

    *calibration* is (shift, slope) from held-out students. The uncertainty of the effects
    shrinks all three, as in `class_model.probability`.
    """
    by_name = {name: coefficients[place] for name, place in _PLACE.items()}
    known = student.mean + cards.mean
    base = by_name["constant"]
    never = base + by_name["never shown"]
    base += by_name["log days since"] * log(max(1.0, days_left / 2))
    base += log1p(1) * sum(by_name[name] for name in _ONE_RECALLED)
    base += sum(by_name[name] for name in _SHOWN)
    variance = 1 / student.precision + 1 / cards.precision
    shrunk = calibration[1] / np.sqrt(1 + np.pi * variance / 8)
    slope = shrunk * max(by_name["logit R, later day"], LEAST_SLOPE)
    return Projection(
        slope=np.asarray(slope),
        shift=calibration[0] + shrunk * (base + known),
        unseen=1 / (1 + np.exp(-(calibration[0] + shrunk * (never + known)))),
    )
