"""What a class is called, where its clocks stand, and what its students start with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Enrolment, ExamDate, Offering, OfferingDeck
from app.policy import Actor
from app.services.classes import audit, local_time
from app.services.classes.audit import Did


@dataclass(frozen=True, slots=True)
class Details:
    """Title and language are the course's, in all its terms; the rest is this offering's.

    *zone* is an IANA name, *minutes* a study day's for who joins from now on.
    """

    title: str
    term: str
    zone: str
    language: str
    minutes: int


def of(offering: Offering) -> Details:
    """Return the details as they stand."""
    course = offering.course
    return Details(
        course.title, offering.term, offering.zone, course.language, offering.minutes_cap
    )


def change(
    session: Session, actor: Actor, offering: Offering, wanted: Details, now: datetime
) -> None:
    """Give the offering these details; what was planned for 9:00 stays at 9:00 in a new zone."""
    before = of(offering)
    if wanted == before:
        return
    if wanted.zone != before.zone:
        _keep_wall_clocks(session, offering, wanted.zone)
    offering.course.title, offering.course.language = wanted.title, wanted.language
    offering.term, offering.zone = wanted.term, wanted.zone
    offering.minutes_cap = wanted.minutes
    audit.note(
        session, actor, offering, Did.DETAILS_CHANGED, ", ".join(_changed(before, wanted)), {}, now
    )


def _changed(before: Details, after: Details) -> list[str]:
    """Return the words for what differs."""
    pairs = [
        ("title", before.title, after.title),
        ("term", before.term, after.term),
        ("time zone", before.zone, after.zone),
        ("language", before.language, after.language),
        ("minutes to start with", before.minutes, after.minutes),
    ]
    return [f"the {name}" for name, old, new in pairs if old != new]


def _keep_wall_clocks(session: Session, offering: Offering, zone: str) -> None:
    """Move exam dates, own exam dates and visible-from dates to the same wall clock in *zone*."""

    def moved(at: datetime) -> datetime:
        return local_time.moved_by(at, 0, offering.zone, zone)

    for exam in session.scalars(select(ExamDate).where(ExamDate.offering_id == offering.id)):
        exam.at = moved(exam.at)
    members = select(Enrolment).where(
        Enrolment.offering_id == offering.id, Enrolment.exam_at.is_not(None)
    )
    for member in session.scalars(members):
        member.exam_at = moved(member.exam_at) if member.exam_at else None
    decks = select(OfferingDeck).where(
        OfferingDeck.offering_id == offering.id, OfferingDeck.visible_from.is_not(None)
    )
    for row in session.scalars(decks):
        row.visible_from = moved(row.visible_from) if row.visible_from else None
