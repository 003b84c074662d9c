"""What exam mode holds for the rest of today, counted from the exam's cards. Loads numpy."""

from __future__ import annotations

import numpy as np

from app.services.exam_cards import Asked
from app.services.progress.due import Today
from app.services.study.day import Day
from app.srs import exam_day


def exam_today(asked: Asked, day: Day, cap_minutes: int) -> Today:
    """Return about how many cards `study.exam_queue` will show: failed ones that come back
    are in its minutes, and not in these counts.
    """
    left = max(0.0, cap_minutes - day.seconds / 60)
    studied = asked.kept(np.flatnonzero(~asked.not_today).tolist())
    known = studied.parameters
    if not studied.ids:
        return Today(0, 0, 0.0, left)
    plan = exam_day.plan_day(
        studied.cards,
        studied.today,
        studied.exam_day,
        known.fsrs.weights,
        cap_minutes * 60,
        known.pace,
    )
    places = exam_day.within_cap(plan, left * 60)
    new = int((~studied.cards.seen[places]).sum()) if places else 0
    seconds = float(plan.seconds[places].sum()) if places else 0.0
    return Today(new, len(places) - new, min(seconds / 60, left), left)
