"""What exam mode holds for the rest of today, counted from the exam's cards. Loads numpy."""

from __future__ import annotations

import numpy as np

from app.services.exam_cards import Asked
from app.services.progress.due import Today
from app.services.study.day import Day
from app.services.study.exam_queue import plan_of, rest_of


def exam_today(asked: Asked, day: Day, cap_minutes: int) -> Today:
    """Return how many cards `study.exam_queue` holds for the rest of the day, private ones
    left out. Those that were failed today and come back are among them; who will yet be failed
    is not known.
    """
    left = max(0.0, cap_minutes - day.seconds / 60)
    studied = asked.kept(np.flatnonzero(~asked.not_today).tolist())
    if not studied.ids:
        return Today(0, 0, 0.0, left)
    plan = plan_of(studied, day, cap_minutes)
    places, failed, repeated = rest_of(studied, plan, day, left * 60)
    new = int((~studied.cards.seen[places]).sum()) if places else 0
    seconds = repeated + (float(plan.seconds[places].sum()) if places else 0.0)
    return Today(new, len(places) - new + len(failed), min(seconds / 60, left), left)
