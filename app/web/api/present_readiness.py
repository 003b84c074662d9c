"""From the service's readiness to the shapes of the API. Imported with numpy behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.services.readiness import Chapter, ExamReadiness, WithMinutes
from app.srs.readiness import ENOUGH_ANSWERS, Readiness
from app.web.api.schemas_readiness import (
    ChapterReadinessOut,
    CurvePointOut,
    ExamReadinessOut,
    ReadinessOut,
    ShareOut,
)

DIGITS = 4  # of a share: more would claim what nobody knows


def readiness_out(
    exams: Sequence[ExamReadiness], now: datetime, *, simulated: bool
) -> ReadinessOut:
    """Present the readiness for each of *exams*."""
    return ReadinessOut(
        server_time=now, simulated=simulated, exams=[_exam_out(each) for each in exams]
    )


def _exam_out(ready: ExamReadiness) -> ExamReadinessOut:
    return ExamReadinessOut(
        id=ready.exam.id,
        title=ready.exam.title,
        at=ready.exam.at,
        days=ready.days,
        cards=ready.cards,
        unseen=ready.unseen,
        answers=ready.answers,
        answers_needed=ENOUGH_ANSWERS,
        minutes=ready.minutes,
        readiness=_share_out(ready.now) if ready.now else None,
        chapters=[_chapter_out(chapter) for chapter in ready.chapters],
        curve=[_point_out(point) for point in ready.curve],
    )


def _chapter_out(chapter: Chapter) -> ChapterReadinessOut:
    return ChapterReadinessOut(
        chapter=chapter.name, readiness=_share_out(chapter.now), kept=_share_out(chapter.kept)
    )


def _point_out(point: WithMinutes) -> CurvePointOut:
    share = _share_out(point.share)
    return CurvePointOut(
        minutes=point.minutes,
        expected=share.expected,
        low=share.low,
        high=share.high,
        never_shown=point.never_shown,
    )


def _share_out(share: Readiness) -> ShareOut:
    return ShareOut(
        expected=round(share.expected, DIGITS),
        low=round(share.low, DIGITS),
        high=round(share.high, DIGITS),
        cards=share.cards,
    )
