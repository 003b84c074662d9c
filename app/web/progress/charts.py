"""From a student's figures to the charts of the progress page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.models import Enrolment, Offering, User
from app.services import fsrs_sets, study_preferences
from app.services.exams_ahead import Exam, exams_ahead
from app.services.progress import calendar, due, recall
from app.services.progress.recall import LaterAnswer
from app.services.readiness import ExamReadiness, WithMinutes, of_student
from app.services.study.rest import rests_after
from app.srs.balance import Ease
from app.srs.study_days import study_day
from app.web.charts.calibration import Bin, calibration
from app.web.charts.drawing import Chart
from app.web.charts.forecast import DueDay, forecast
from app.web.charts.heat_map import heat_map
from app.web.charts.readiness_curve import Point, readiness_curve
from app.web.charts.retention import Week, retention
from app.web.context import account, db, now
from app.web.visibility import visible_at

GAIN_TO_SHOW = 0.01  # minutes that add less than this share are left off the curve


@dataclass(frozen=True, slots=True)
class ExamShown:
    """An exam with its readiness, and the curve of minutes where there is one."""

    ready: ExamReadiness
    curve: Chart | None


@dataclass(frozen=True, slots=True)
class Charts:
    """Everything that the page draws. *answers*: how many were given in this course. *coming* is
    None while the course rests after the exam *rests*: nothing comes due.
    """

    exams: Sequence[ExamShown]
    days: Chart
    coming: Chart | None
    retention: Chart
    calibration: Chart
    answers: int
    rests: Exam | None


def charts_of(enrolment: Enrolment) -> Charts:
    """Return the charts of whoever is logged in, for one course."""
    student, offering = account(), enrolment.offering
    today = study_day(now(), ZoneInfo(student.zone), student.rollover_hour)
    answers = calendar.answers_by_day(db(), student.id, offering.id)
    known = fsrs_sets.of_offering(db(), offering.id)
    tests = recall.later_answers(db(), student.id, offering.id, known)
    ready = of_student(db(), enrolment, now())
    rests = rests_after(db(), student, enrolment, now())
    return Charts(
        exams=[ExamShown(each, _curve(each, place)) for place, each in enumerate(ready)],
        days=heat_map(answers, today, _exam_days(enrolment, student)),
        coming=None if rests else _coming(student, offering, today),
        retention=retention(_weeks(tests), known.desired_retention),
        calibration=calibration(_bins(tests)),
        answers=sum(answers.values()),
        rests=rests,
    )


def _exam_days(enrolment: Enrolment, student: User) -> set[date]:
    zone, rollover = ZoneInfo(student.zone), student.rollover_hour
    return {study_day(exam.at, zone, rollover) for exam in exams_ahead(db(), enrolment, now())}


def _coming(student: User, offering: Offering, today: date) -> Chart:
    planned = due.by_day(db(), student, offering, visible_at(offering))
    late = sum(count for day, count in planned.items() if day < today)
    week = study_preferences.week_of(student)
    return forecast(
        [
            DueDay(day, cards, late if day == today else 0, off=week.ease(day) is Ease.FREE)
            for day, cards in due.coming(planned, today)
        ]
    )


def _weeks(tests: Sequence[LaterAnswer]) -> list[Week]:
    return [
        Week(monday, share.answers, share.recalled, share.low, share.high)
        for monday, share in recall.by_week(tests).items()
    ]


def _bins(tests: Sequence[LaterAnswer]) -> list[Bin]:
    return [
        Bin(share.predicted, share.answers, share.recalled, share.low, share.high)
        for share in recall.by_prediction(tests)
    ]


def _curve(ready: ExamReadiness, place: int) -> Chart | None:
    """Return the curve of an exam that still lies ahead of a day of study."""
    if not ready.curve or ready.days < 1:
        return None
    points = [
        Point(
            each.minutes,
            each.share.expected,
            each.share.low,
            each.share.high,
            ready.unseen if each.minutes == 0 else each.never_shown,
        )
        for each in _worth_showing(ready.curve, ready.minutes)
    ]
    return readiness_curve(points, ready.minutes, name=f"readiness-{place + 1}")


def _worth_showing(curve: Sequence[WithMinutes], minutes: int) -> list[WithMinutes]:
    """Leave out the end of the curve where it is flat, but not the student's own minutes."""
    kept = list(curve)
    while (
        len(kept) > 2  # noqa: PLR2004 - two points make a line
        and kept[-1].minutes > minutes
        and kept[-1].share.expected - kept[-2].share.expected < GAIN_TO_SHOW
        and kept[-2].minutes > minutes
    ):
        kept.pop()
    return kept
