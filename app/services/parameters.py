"""What one student's plans are computed with: weights, the class's model, his own pace.

Everything has a default that holds until an offering has learnt something better, so that a
caller need not ask. Loads numpy through the class model: import it only where an exam is
prepared for, predicted or fitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Offering
from app.services import pace
from app.srs import memory
from app.srs.class_model import Effect
from app.srs.exam import PRIOR_SHIFT
from app.srs.fsrs import DEFAULT_PARAMETERS

# Until a class's held-out students tell how far whole students are off: logits², about what
# the cohort's folds gave (bench/recall.py).
PRIOR_SHIFT_VARIANCE = 0.25


@dataclass(frozen=True, slots=True)
class ClassSet:
    """A class model in force. *coefficients* in the order of `class_features.NAMES`.

    *cards*: effects by card; one that is missing starts at *new_card*. *student* is the
    effect of the student asked about, updated with his answers.
    """

    number: int
    coefficients: tuple[float, ...]
    cards: Mapping[UUID, Effect]
    new_card: Effect
    new_student: Effect
    student: Effect


@dataclass(frozen=True, slots=True)
class Parameters:
    """All of it. *fsrs* holds the weights and the number of their set, 0 for the published.

    *shift* and *slope* correct predicted logits: logit P = slope · logit + shift, from
    held-out students (*calibration*); *shift_variance* is what is not known of the student
    as a whole (logits²), for readiness. *pace*: how many times the standard seconds of
    `app.srs.exam` the student's answers take.
    """

    fsrs: memory.Parameters
    class_set: ClassSet | None
    shift: float
    slope: float
    shift_variance: float
    pace: float

    @property
    def calibration(self) -> tuple[float, float]:
        """Return (shift, slope), as `class_model.calibrated` takes them."""
        return self.shift, self.slope


def active(session: Session, offering: Offering, student_id: UUID) -> Parameters:
    """Return what is in force in *offering*, with what is known of the student."""
    return Parameters(
        fsrs=DEFAULT_PARAMETERS,
        class_set=None,
        shift=PRIOR_SHIFT,
        slope=1.0,
        shift_variance=PRIOR_SHIFT_VARIANCE,
        pace=pace.of_student(session, offering, student_id),
    )
