"""What one student's plans are computed with: weights, the class's model, his own pace.

Everything has a default that holds until an offering has learnt something better, so that a
caller need not ask. Loads numpy through the class model: import it only where an exam is
prepared for, predicted or fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Offering
from app.services import class_sets, fsrs_sets, pace
from app.services.class_sets import ClassSet
from app.srs import memory
from app.srs.class_model import Effect
from app.srs.exam import PRIOR_SHIFT

# Until a class's held-out students tell how far whole students are off: logits², about what
# the cohort's folds gave (bench/recall.py).
PRIOR_SHIFT_VARIANCE = 0.25


@dataclass(frozen=True, slots=True)
class Parameters:
    """All of it. *fsrs* holds the weights and the number of their set, 0 for the published.

    *class_set* is the class model in force and *student* its effect of the student, None
    while there is none. *shift* and *slope* correct predicted logits, from held-out students:
    logit P = slope · logit + shift. *shift_variance* is what is not known of the student as a
    whole (logits²), for readiness. *pace*: how many times the standard seconds of
    `app.srs.exam` the student's answers take.
    """

    fsrs: memory.Parameters
    class_set: ClassSet | None
    student: Effect | None
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
    known = class_sets.in_force(session, offering.id)
    shift, slope = (PRIOR_SHIFT, 1.0) if known is None else known.calibration
    return Parameters(
        fsrs=fsrs_sets.of_offering(session, offering.id),
        class_set=known,
        student=None
        if known is None
        else class_sets.student_effect(session, known, student_id, offering.id),
        shift=shift,
        slope=slope,
        shift_variance=PRIOR_SHIFT_VARIANCE if known is None else known.shift_variance,
        pace=pace.of_student(session, offering, student_id),
    )
