"""/: for students what today asks of them, course by course; for staff the courses they run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.models import Enrolment, ExamDate, Role
from app.services import enrolments, offerings
from app.services.classes import exam_dates
from app.services.classes.local_time import days_until
from app.services.progress import calendar
from app.services.progress.overview import Overview, overview
from app.srs.study_days import study_day
from app.web.context import account, db, now


@dataclass(frozen=True, slots=True)
class Studied:
    """A course that one studies, with what is to be said of it."""

    enrolment: Enrolment
    overview: Overview


@dataclass(frozen=True, slots=True)
class Run:
    """A course that one runs, with its students, decks, and the days until its next exam."""

    enrolment: Enrolment
    students: int
    decks: int
    exam: tuple[ExamDate, int] | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the page; *first* is the course whose button is the primary one."""

    today: date
    streak: int
    studied: list[Studied]
    run: list[Run]
    over: list[Enrolment]

    @property
    def first(self) -> Enrolment | None:
        """Return the course with cards for today whose exam is the nearest, or the first."""
        waiting = [each for each in self.studied if each.overview.today.cards]
        soonest = min(waiting, key=_days_left, default=None)
        return soonest.enrolment if soonest else None


def dashboard() -> Dashboard:
    """Return the dashboard of whoever is logged in."""
    user = account()
    own = enrolments.of_user(db(), user.id)
    studied = [each for each in own if each.role is Role.STUDENT]
    return Dashboard(
        today=study_day(now(), ZoneInfo(user.zone), user.rollover_hour),
        streak=calendar.streak(db(), user, now()) if studied else 0,
        studied=[Studied(each, overview(db(), user, each, now())) for each in studied],
        run=[_run(each) for each in own if each.role is not Role.STUDENT],
        over=enrolments.over_of_user(db(), user.id),
    )


def _run(enrolment: Enrolment) -> Run:
    students = select(func.count()).where(
        Enrolment.offering_id == enrolment.offering_id,
        Enrolment.role == Role.STUDENT,
        Enrolment.left_at.is_(None),
    )
    dates = exam_dates.in_order(db(), enrolment.offering)
    coming = next((exam for exam in dates if exam.at >= now()), None)
    zone = enrolment.offering.zone
    exam = (coming, days_until(coming.at, now(), zone)) if coming else None
    decks = len(offerings.decks(db(), enrolment.offering, None))
    return Run(enrolment, db().scalar(students) or 0, decks, exam)


def _days_left(each: Studied) -> float:
    return each.overview.exam.days if each.overview.exam else float("inf")
