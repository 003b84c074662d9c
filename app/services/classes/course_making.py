"""Making a course with its first offering, which whoever makes it then teaches."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import AuditEvent, Course, Offering, User
from app.policy import Actor
from app.services import offerings
from app.services.classes import audit, exam_dates
from app.services.classes.audit import Did
from app.services.classes.exam_dates import NewExam
from app.services.offerings import OfferingError
from app.wording import say

MOST_A_DAY = 10
TERM_LENGTH = 60
PROPOSED_LENGTH = 40
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


class TooManyError(ValueError):
    """Somebody made more courses today than a person does."""


@dataclass(frozen=True, slots=True)
class NewCourse:
    """A course as entered. Without a *slug* one is made of the title; *exam_at* may be None."""

    title: str
    slug: str
    term: str
    zone: str
    language: str
    exam_at: datetime | None = None


def make(session: Session, owner: User, new: NewCourse, now: datetime) -> Offering:
    """Make the course; *owner* is its instructor. Raises OfferingError or TooManyError."""
    actor = Actor(owner.id, owner.is_admin)
    ensure_not_too_many(session, owner, now)
    slug = new.slug or proposed_slug(session, new.title)
    try:
        with session.begin_nested():
            made = offerings.create(session, slug, new.title, owner, now)
    except IntegrityError as error:  # somebody took it between our look and our write
        raise OfferingError(offerings.taken_slug(slug)) from error
    made.term, made.zone, made.course.language = new.term.strip(), new.zone, new.language
    audit.note(session, actor, made, Did.COURSE_CREATED, made.course.title, {}, now)
    if new.exam_at is not None:
        exam = NewExam(exam_dates.USUAL_TITLE, new.exam_at)
        exam_dates.add(session, actor, made, exam, now)
    session.flush()
    return made


def ensure_not_too_many(session: Session, owner: User, now: datetime) -> None:
    """Raise TooManyError once somebody made MOST_A_DAY courses and copies in a day."""
    session.execute(select(User.id).where(User.id == owner.id).with_for_update())
    made = session.scalar(
        select(func.count())
        .select_from(AuditEvent)
        .where(
            AuditEvent.actor_id == owner.id,
            AuditEvent.action.in_([Did.COURSE_CREATED.value, Did.MADE_FROM.value]),
            AuditEvent.at > now - timedelta(days=1),
        )
    )
    if (made or 0) >= MOST_A_DAY:
        raise TooManyError(
            say(
                "You made %(most)d courses within a day. Come back tomorrow; "
                "what you entered is still here.",
                most=MOST_A_DAY,
            )
        )


def proposed_slug(session: Session, title: str) -> str:
    """Return a free slug that reads like *title*: ``customer-relations``, else with a number."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    stem = "-".join(words)[:PROPOSED_LENGTH].strip("-") or "course"
    return free_slug(session, stem)


def free_slug(session: Session, stem: str) -> str:
    """Return *stem*, or the first of *stem*-2, *stem*-3 … that no course or offering has."""
    taken = set(session.scalars(select(Offering.slug).where(Offering.slug.startswith(stem))))
    taken |= set(session.scalars(select(Course.slug).where(Course.slug.startswith(stem))))
    if stem not in taken:
        return stem
    number = next(n for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
    return f"{stem}-{number}"


def checked_language(text: str) -> str:
    """Return a language tag (BCP 47) as written; raises OfferingError."""
    tag = text.strip()
    if not LANGUAGE.fullmatch(tag):
        raise OfferingError(
            say("%(tag)s is no language; write en, de or pt-BR.", tag=repr(tag[:20]))
        )
    return tag
