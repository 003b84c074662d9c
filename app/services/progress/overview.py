"""What the front page says of one course: today, the exam, the way back, and where it is weak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.models import Enrolment, User
from app.services import offerings
from app.services.classes.visibility import instant_for
from app.services.exams_ahead import Exam, is_near, next_exam
from app.services.progress import decks, due, weak
from app.services.progress.decks import Counts
from app.services.progress.due import Today
from app.services.progress.weak import WeakSpot
from app.services.study.day import Day, day_of
from app.services.study.rest import rests_after
from app.srs import backlog
from app.srs.backlog import Way
from app.srs.queue import SECONDS_PER_NEW, SECONDS_PER_REVIEW, new_allowance
from app.srs.study_days import study_day

if TYPE_CHECKING:
    from app.services.readiness import Chapter as ReadyChapter
    from app.services.readiness import ExamReadiness

MORE_MINUTES = 10  # the second way back: so many more a day
WEAKEST = 3
FIRST_RETURN = timedelta(days=2)  # of a card that was begun: FSRS's first interval for Good


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's cards by how far they are, and its readiness where there is one."""

    name: str
    counts: Counts
    ready: ReadyChapter | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """One course of a student. *behind*: cards that were due before today; *ways*: when that
    is caught up, none in exam mode (*for_exam*), which asks each card when it gains most for the
    exam and never works off what is due; *next_due*: the next study day with cards, when today
    has none left. After the last exam nothing is due: *rests_after* is that exam.
    """

    today: Today
    exam: ExamReadiness | None
    chapters: tuple[Chapter, ...]
    weak: Sequence[WeakSpot]
    behind: int
    ways: Sequence[Way]
    next_due: date | None
    rests_after: Exam | None = None
    for_exam: bool = False


def overview(session: Session, student: User, enrolment: Enrolment, now: datetime) -> Overview:
    """Return what a student wants to know of a course first."""
    seen_at = instant_for(enrolment.role, now)
    zone, rollover = ZoneInfo(student.zone), student.rollover_hour
    joined = study_day(enrolment.enrolled_at, zone, rollover)
    day = day_of(session, student, enrolment.offering_id, now)
    rests = rests_after(session, student, enrolment, now)
    planned = {} if rests else due.by_day(session, student, enrolment.offering, seen_at)
    exam, today = _exam_and_today(session, enrolment, day, now)
    for_exam = exam is not None and is_near(exam.exam, now)
    chapters = _chapters(session, student, enrolment, seen_at, exam)
    cap, unseen = enrolment.minutes_cap, sum(each.counts.new for each in chapters)
    return Overview(
        today=replace(today, new=0, review=0, minutes=0.0) if rests else today,
        exam=exam,
        chapters=chapters,
        weak=weak.weak_spots(session, student.id, enrolment.offering, seen_at, WEAKEST),
        behind=backlog.behind(planned, day.today, joined),
        ways=() if for_exam else _ways(planned, day.today, joined, cap, unseen),
        next_due=next((each for each in planned if each > day.today), None),
        rests_after=rests,
        for_exam=for_exam,
    )


def readiness_of(session: Session, enrolment: Enrolment, now: datetime) -> ExamReadiness | None:
    """Return the readiness for the next exam, None when none is ahead."""
    exam = next_exam(session, enrolment, now)
    if exam is None:
        return None
    from app.services import readiness

    return readiness.of_exam(session, enrolment, exam, now)


def _exam_and_today(
    session: Session, enrolment: Enrolment, day: Day, now: datetime
) -> tuple[ExamReadiness | None, Today]:
    """Return the readiness, and what is to be studied: exam mode while an exam is near."""
    exam = next_exam(session, enrolment, now)
    if exam is None:
        return None, due.scheduled_today(session, enrolment, day, now)
    # numpy: loaded only where somebody prepares for an exam.
    from app.services import exam_cards, readiness
    from app.services.progress.exam_today import exam_today

    asked = exam_cards.exam_cards(session, enrolment.offering, enrolment.user_id, exam, now)
    cap = enrolment.minutes_cap
    ready = readiness.of_asked(asked, exam, cap)
    if not is_near(exam, now):
        return ready, due.scheduled_today(session, enrolment, day, now)
    return ready, exam_today(asked, day, cap)


def _ways(
    planned: dict[date, int], day: date, joined: date, cap: int, unseen: int
) -> Sequence[Way]:
    ways = [_way(planned, day, joined, each, unseen) for each in (cap, cap + MORE_MINUTES)]
    distinct = ways if ways[0].caught_up != ways[1].caught_up else ways[:1]
    return [way for way in distinct if way.caught_up is not None]


def _way(planned: dict[date, int], day: date, joined: date, minutes: int, unseen: int) -> Way:
    """Return when the schedule has caught up, which goes on beginning *unseen* cards meanwhile:
    they take their share of the minutes (`srs.queue.new_allowance`), and come back soon.
    """
    begun = min(unseen, new_allowance(0, minutes, cap_minutes=minutes))
    left = minutes - begun * SECONDS_PER_NEW / 60
    due = Counter(planned)
    for number in range(unseen // begun if begun else 0):
        due[day + FIRST_RETURN + timedelta(days=number)] += begun
    (way,) = backlog.ways_back(due, day, joined, (left,), SECONDS_PER_REVIEW)
    return replace(way, minutes=minutes)


def _chapters(
    session: Session,
    student: User,
    enrolment: Enrolment,
    seen_at: datetime | None,
    exam: ExamReadiness | None,
) -> tuple[Chapter, ...]:
    counts = decks.by_deck(session, student.id, enrolment.offering, seen_at)
    found: dict[str, Counts] = {}
    for deck in offerings.decks(session, enrolment.offering, seen_at):
        name = deck.chapter or deck.title
        found[name] = found.get(name, Counts()) + counts.get(deck.id, Counts())
    ready = {chapter.name: chapter for chapter in exam.chapters} if exam else {}
    return tuple(Chapter(name, each, ready.get(name)) for name, each in found.items() if each.cards)
