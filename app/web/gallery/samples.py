"""Invented figures for the components that draw some."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from app.services.exams_ahead import Exam
from app.services.progress.decks import Counts
from app.services.readiness import ExamReadiness, WithMinutes
from app.services.study.note_states import CardMark, Standing
from app.srs.readiness import Readiness
from app.web.charts.calibration import Bin, calibration
from app.web.charts.distribution import distribution
from app.web.charts.drawing import Chart
from app.web.charts.forecast import DueDay, forecast
from app.web.charts.heat_map import heat_map
from app.web.charts.readiness_curve import Point, readiness_curve
from app.web.charts.retention import Week, retention

MONDAY = date(2027, 3, 1)
DAY_OFF = 5
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
COUNTS = Counts(new=4, learning=6, known=14)
EXAM = Exam("Final exam", datetime(2027, 6, 21, 7, tzinfo=UTC))
SOON = datetime(2027, 3, 4, 4, tzinfo=UTC)
MARKS = [
    CardMark(
        UUID(int=number),
        standing,
        flagged=standing is Standing.DUE,
        recall=recall,
        due=SOON,
        question=question,
    )
    for number, (standing, recall, question) in enumerate(
        (
            (Standing.NEW, None, "<p>What is churn?</p>"),
            (Standing.DUE, 0.81, "<p>What does it cost?</p>"),
            (Standing.KNOWN, 0.93, "<p>Who leaves?</p>"),
        )
    )
]


def charts() -> list[Chart]:
    """Return one of every kind."""
    return [
        heat_map({MONDAY + n * DAY: n * 7 % 80 for n in range(24)}, MONDAY + 24 * DAY),
        forecast([_due(number) for number in range(14)]),
        retention([Week(MONDAY + n * WEEK, 40, 30 + n, 0.7, 0.92) for n in range(5)], 0.9),
        calibration([Bin(0.6, 8, 4, 0.3, 0.7), Bin(0.9, 80, 70, 0.83, 0.91)]),
        readiness_curve(
            [Point(0, 0.4, 0.3, 0.5, 90), Point(20, 0.8, 0.7, 0.88), Point(40, 0.9, 0.83, 0.95)], 20
        ),
        distribution([0, 0, 1, 2, 3, 5, 4, 2, 1, 0]),
    ]


def _due(number: int) -> DueDay:
    late = 0 if number else 6
    return DueDay(MONDAY + number * DAY, number * 5 % 17, late, off=number == DAY_OFF)


def ready() -> ExamReadiness:
    """Return an estimate."""
    kept = WithMinutes(20, Readiness(0.82, 0.76, 0.88, 120), 0)
    now = Readiness(0.44, 0.35, 0.53, 120)
    return ExamReadiness(EXAM, 21, 120, 14, 480, 20, now=now, curve=(kept,))


def early() -> ExamReadiness:
    """Return what stands there before there is one."""
    return ExamReadiness(EXAM, 21, 120, 110, 12, 20)
