"""How many cards are due on each of a student's days, for the plan of those just answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import CardState, User
from app.services import study_preferences
from app.srs.balance import WeighedLoad
from app.srs.memory import Phase
from app.srs.study_days import study_day


@dataclass(frozen=True, slots=True)
class Load:
    """The student's cards by study day; *seen* weighs them by easy days and breaks."""

    by_day: Counter[date]
    seen: WeighedLoad
    zone: ZoneInfo
    rollover_hour: int

    def add(self, due: datetime) -> None:
        """Count one card more; the next one is planned with it."""
        self.by_day[study_day(due, self.zone, self.rollover_hour)] += 1


def load_of(session: Session, student: User, without: Collection[UUID], today: date) -> Load:
    """Return what is due of all courses of the student, suspended cards left out.

    Cards in *without* are about to be planned anew, on the study day *today*. Many cards share
    a due instant, the start of a day, so the rows are about as many as the days.
    """
    zone, by_day = ZoneInfo(student.zone), Counter[date]()
    found = session.execute(
        select(CardState.due, func.count())
        .where(
            CardState.student_id == student.id,
            CardState.phase == Phase.REVIEW,
            CardState.suspended.is_(False),
            CardState.due.is_not(None),
            CardState.card_id.not_in(list(without)),
        )
        .group_by(CardState.due)
    )
    for due, cards in found:
        if due is not None:
            by_day[study_day(due, zone, student.rollover_hour)] += cards
    seen = WeighedLoad(by_day, study_preferences.week_of(student), today)
    return Load(by_day, seen, zone, student.rollover_hour)
