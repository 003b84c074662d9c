"""The terms by which the class model corrects a retrievability: FSRS's, and the same day's.

FSRS is made for spaced days and is far too sure after repetition on one day. What was
answered on the day of the last showing is therefore counted apart, for the card itself and
for its siblings (other cards of its note), which teach some of it.

Loads numpy, as `app.srs.class_model`, whose rows these terms are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from app.srs.class_model import Effects
from app.srs.exam import KNOWN_BEFORE, PRIOR_SHIFT
from app.srs.vector import Floats, Ints

NAMES = (
    "constant",
    "never shown",
    "same day",
    "logit R, later day",
    "logit R, same day",
    "log days since",
    "card recalled that day",
    "card failed that day",
    "siblings recalled that day",
    "siblings failed that day",
    "card itself shown",
    # The same once more on a later day: what a night leaves of it.
    "card recalled that day, later",
    "card failed that day, later",
    "siblings recalled that day, later",
    "siblings failed that day, later",
    "card itself shown, later",
)
# What the terms are taken to weigh until a class's answers say otherwise: FSRS at its word,
# corrected as while there is no class model. Without this the first fits, from some hundred
# answers, cost recall on the exam day in simulation (ADR 46). Levels settle at once, so they
# are held only loosely; the precisions are in units of fully undecided answers times four.
_FIRST = {
    "constant": PRIOR_SHIFT,
    "never shown": log(KNOWN_BEFORE / (1 - KNOWN_BEFORE)) - PRIOR_SHIFT,
    "logit R, later day": 1.0,
}
_LEVELS = ("constant", "never shown", "same day")
PRIOR = Effects(
    np.array([_FIRST.get(name, 0.0) for name in NAMES]),
    np.array([0.3 if name in _LEVELS else 10.0 for name in NAMES]),
)

LEAST_R = 1e-3
NEAREST_DAYS = 1e-3  # a minute and a half: repetition is never nearer


@dataclass(frozen=True, slots=True)
class Exposure:
    """What precedes each answer; arrays (n,).

    *retrievability*: FSRS's R of the card, or of the sibling shown last; *days_since* that
    showing, as a fraction, negative if neither was ever shown; counts are the answers of that
    showing's study day. *shown*: 1 where the card itself was shown before, else 0.
    """

    retrievability: Floats
    days_since: Floats
    same_day: Ints
    recalled: Ints
    failed: Ints
    siblings_recalled: Ints
    siblings_failed: Ints
    shown: Ints


def features(exposure: Exposure) -> Floats:
    """Return the terms of each answer, (n, len(NAMES)), in the order of `NAMES`."""
    seen = exposure.days_since >= 0
    same = exposure.same_day * seen
    r = np.clip(exposure.retrievability, LEAST_R, 1 - LEAST_R)
    logit = np.log(r / (1 - r)) * seen
    since = np.log(np.maximum(exposure.days_since, NEAREST_DAYS)) * seen
    practice = (
        np.log1p(exposure.recalled),
        np.log1p(exposure.failed),
        np.log1p(exposure.siblings_recalled),
        np.log1p(exposure.siblings_failed),
        exposure.shown,
    )
    later = 1.0 * seen - same
    columns = (
        np.ones(len(r)),
        1.0 - seen,
        same,
        logit * later,
        logit * same,
        since,
        *practice,
        *(later * term for term in practice),
    )
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
