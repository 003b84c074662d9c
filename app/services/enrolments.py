"""Who takes part in which offering, and as what."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Enrolment, Offering, Role, User
from app.policy import Actor
from app.services import fsrs_sets
from app.wording import say


class ArchivedError(ValueError):
    """The offering is over; nobody joins it any more."""


def of_user(session: Session, user_id: uuid.UUID) -> list[Enrolment]:
    """Return the active enrolments of an account in running offerings, newest offering first."""
    query = (
        select(Enrolment)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(
            Enrolment.user_id == user_id,
            Enrolment.left_at.is_(None),
            Offering.archived_at.is_(None),
        )
        .order_by(Offering.created_at.desc(), Offering.slug)
    )
    return list(session.scalars(query))


def over_of_user(session: Session, user_id: uuid.UUID) -> list[Enrolment]:
    """Return the active enrolments of an account in archived offerings, the last one first."""
    query = (
        select(Enrolment)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(
            Enrolment.user_id == user_id,
            Enrolment.left_at.is_(None),
            Offering.archived_at.is_not(None),
        )
        .order_by(Offering.archived_at.desc(), Offering.slug)
    )
    return list(session.scalars(query))


def actor_of(session: Session, user: User) -> Actor:
    """Return the account with the roles of its active enrolments, as the policy asks for it."""
    query = select(Enrolment.offering_id, Enrolment.role).where(
        Enrolment.user_id == user.id, Enrolment.left_at.is_(None)
    )
    roles = {row.offering_id: row.role for row in session.execute(query)}
    return Actor(user.id, user.is_admin, roles)


def join(session: Session, user: User, offering: Offering, now: datetime) -> Enrolment:
    """Enrol *user* as a student; who takes part already keeps role and date.

    Somebody who had left comes back as a student. Raises ArchivedError.
    """
    if offering.archived_at is not None:
        raise ArchivedError(
            say(
                "%(course)s is over; ask your instructor for a new code.",
                course=offering.course.title,
            )
        )
    return enrol(session, user, offering, Role.STUDENT, now)


def enrol(session: Session, user: User, offering: Offering, role: Role, now: datetime) -> Enrolment:
    """Give *user* this role, unless there is an active enrolment already."""
    known = _of(session, user, offering)
    if known is None:
        known = _inserted(
            session, Enrolment(user_id=user.id, offering_id=offering.id, role=role, enrolled_at=now)
        )
    elif known.left_at is not None:
        known.role, known.left_at = role, None
    else:
        return known
    fsrs_sets.follow(session, {user.id}, offering, now)
    return known


def enrol_all(
    session: Session, people: Sequence[tuple[User, Role]], offering: Offering, now: datetime
) -> None:
    """Do the same for many: those who are new get their rows in one go."""
    query = select(Enrolment.user_id).where(Enrolment.offering_id == offering.id)
    had = set(session.scalars(query))
    rows = [
        Enrolment(user_id=user.id, offering_id=offering.id, role=role, enrolled_at=now)
        for user, role in people
        if user.id not in had
    ]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError:
        left = list(people)  # one of them joined meanwhile, so each by itself
    else:
        fsrs_sets.follow(session, {row.user_id for row in rows}, offering, now)
        left = [(user, role) for user, role in people if user.id in had]
    for user, role in left:
        enrol(session, user, offering, role, now)


def _of(session: Session, user: User, offering: Offering) -> Enrolment | None:
    return session.get(Enrolment, (user.id, offering.id))


def _inserted(session: Session, row: Enrolment) -> Enrolment:
    """Add the row; where another request was faster, return its row."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.get_one(Enrolment, (row.user_id, row.offering_id))
    return row
