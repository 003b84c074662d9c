"""The same course in a new term: its own dates, code and people; the content is shared."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Enrolment, ExamDate, ExamDateDeck, Offering, OfferingDeck, Role, User
from app.policy import Actor
from app.services import enrolments, fsrs_sets, offerings
from app.services.classes import audit, course_making, exam_dates, local_time, visibility
from app.services.classes.audit import Did
from app.services.offerings import OfferingError

MOST_WEEKS = 520
YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A copy as entered. *weeks* moves every date on; None leaves exam dates and such out."""

    slug: str
    term: str
    zone: str
    weeks: int | None


def copy(
    session: Session, owner: User, offering: Offering, new: NewTerm, now: datetime
) -> Offering:
    """Make another offering of the same course with its instructors and nobody else.

    How hard each card is, as the class has shown, goes along.

    Raises OfferingError (slug), LocalTimeError (a date that leaves the calendar) or TooManyError.
    """
    actor = Actor(owner.id, owner.is_admin)
    course_making.ensure_not_too_many(session, owner, now)
    offerings.ensure_free(session, new.slug)
    made = Offering(
        id=uuid.uuid4(),
        course=offering.course,
        slug=new.slug,
        term=new.term.strip(),
        zone=new.zone,
        join_code=offerings.new_code(),
        minutes_cap=offering.minutes_cap,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:  # somebody took it between our look and our write
        raise OfferingError(offerings.taken_slug(new.slug)) from error
    _keep_instructors(session, owner, offering, made, now)
    fsrs_sets.copy_to(session, offering.id, made.id, now)
    if new.weeks is not None:
        _move_dates(session, offering, made, new.weeks)
    audit.note(session, actor, offering, Did.COPIED, made.slug, {}, now)
    audit.note(session, actor, made, Did.MADE_FROM, offering.slug, {}, now)
    session.flush()
    return made


def proposed(session: Session, offering: Offering) -> tuple[str, str]:
    """Return slug and term for the next one: a year in them is counted on."""
    slug = YEAR.sub(lambda year: str(int(year[1]) + 1), offering.slug)
    term = YEAR.sub(lambda year: str(int(year[1]) + 1), offering.term)
    return course_making.free_slug(session, slug), term


def _keep_instructors(
    session: Session, owner: User, offering: Offering, made: Offering, now: datetime
) -> None:
    instructors = session.scalars(
        select(User)
        .join(Enrolment, Enrolment.user_id == User.id)
        .where(
            Enrolment.offering_id == offering.id,
            Enrolment.role == Role.INSTRUCTOR,
            Enrolment.left_at.is_(None),
        )
    ).all()
    for user_id in {owner.id: owner} | {user.id: user for user in instructors}:
        enrolments.enrol(session, session.get_one(User, user_id), made, Role.INSTRUCTOR, now)


def _move_dates(session: Session, offering: Offering, made: Offering, weeks: int) -> None:
    def moved(at: datetime) -> datetime:
        return local_time.moved_by(at, weeks, offering.zone, made.zone)

    for exam in exam_dates.in_order(session, offering):
        decks = [ExamDateDeck(deck_id=row.deck_id, weight=row.weight) for row in exam.decks]
        session.add(
            ExamDate(
                id=uuid.uuid4(),
                offering_id=made.id,
                title=exam.title,
                at=moved(exam.at),
                decks=decks,
            )
        )
    for deck, at in visibility.dates(session, offering).items():
        session.add(OfferingDeck(offering_id=made.id, deck_id=deck, visible_from=moved(at)))
