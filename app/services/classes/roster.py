"""The people of a class: who is in it as what, and the terms that one of them has.

Of a student this tells name, address, role and the day of joining, and what staff have set
themselves. Nothing of when, how or how well somebody studies comes through here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Enrolment, Offering, Role, User
from app.policy import Actor
from app.services import fsrs_sets
from app.services.classes import audit
from app.services.classes.audit import Did
from app.wording import say

MOST_EXTRA_TIME = 300  # per cent
RANK = {Role.INSTRUCTOR: 0, Role.ASSISTANT: 1, Role.STUDENT: 2}


class RosterError(ValueError):
    """Somebody's place in the class cannot be changed so; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Member:
    """What staff see of somebody; the history of a demo account is simulated."""

    user_id: uuid.UUID
    name: str
    email: str
    role: Role
    joined_at: datetime
    left_at: datetime | None
    exam_at: datetime | None
    extra_time_percent: int
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What staff set for somebody: role, own exam date if any, extra time in timed quizzes."""

    role: Role
    exam_at: datetime | None = None
    extra_time_percent: int = 0


def members(session: Session, offering: Offering) -> list[Member]:
    """Return everybody who is or was in the class: staff first, then by name."""
    found = session.execute(
        select(Enrolment, User)
        .join(User, User.id == Enrolment.user_id)
        .where(Enrolment.offering_id == offering.id)
    )
    people = [_member(enrolment, user) for enrolment, user in found]
    return sorted(people, key=lambda p: (RANK[p.role], p.name.casefold(), p.email))


def find(session: Session, offering: Offering, user_id: uuid.UUID) -> Member | None:
    """Return one who is or was in this class."""
    enrolment = session.get(Enrolment, (user_id, offering.id))
    if enrolment is None:
        return None
    return _member(enrolment, session.get_one(User, user_id))


def set_terms(
    session: Session,
    actor: Actor,
    offering: Offering,
    user_id: uuid.UUID,
    terms: Terms,
    now: datetime,
) -> None:
    """Give a member role, exam date and extra time. Raises RosterError for the last instructor."""
    enrolment = _held(session, offering, user_id)
    if enrolment.role is not terms.role:
        if enrolment.role is Role.INSTRUCTOR:
            _ensure_another(session, offering, user_id)
        detail = {"person": str(user_id), "before": _words(enrolment.role)}
        detail["role"] = _words(terms.role)
        enrolment.role = terms.role
        audit.note(session, actor, offering, Did.ROLE_CHANGED, "", detail, now)
    before = (enrolment.exam_at, enrolment.extra_time_percent)
    if before != (terms.exam_at, terms.extra_time_percent):
        enrolment.exam_at = terms.exam_at
        enrolment.extra_time_percent = terms.extra_time_percent
        audit.note(session, actor, offering, Did.TERMS_CHANGED, "", {"person": str(user_id)}, now)
    session.flush()


def remove(
    session: Session, actor: Actor, offering: Offering, user_id: uuid.UUID, now: datetime
) -> None:
    """End somebody's part in the class; their answers stay theirs. Raises RosterError."""
    enrolment = _held(session, offering, user_id)
    if enrolment.left_at is not None:
        return
    if enrolment.role is Role.INSTRUCTOR:
        _ensure_another(session, offering, user_id)
    enrolment.left_at = now
    fsrs_sets.follow(session, {user_id}, offering, now)
    audit.note(session, actor, offering, Did.REMOVED, "", {"person": str(user_id)}, now)
    session.flush()


def restore(
    session: Session, actor: Actor, offering: Offering, user_id: uuid.UUID, now: datetime
) -> None:
    """Take somebody in again who was removed, in the role they had."""
    enrolment = _held(session, offering, user_id)
    if enrolment.left_at is not None:
        enrolment.left_at = None
        fsrs_sets.follow(session, {user_id}, offering, now)
        audit.note(session, actor, offering, Did.RESTORED, "", {"person": str(user_id)}, now)
        session.flush()


def _held(session: Session, offering: Offering, user_id: uuid.UUID) -> Enrolment:
    """Return the enrolment; the offering is locked, so that two cannot be the last to go."""
    session.execute(select(Offering.id).where(Offering.id == offering.id).with_for_update())
    return session.get_one(Enrolment, (user_id, offering.id), populate_existing=True)


def _ensure_another(session: Session, offering: Offering, user_id: uuid.UUID) -> None:
    others = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .join(User, User.id == Enrolment.user_id)
        .where(
            Enrolment.offering_id == offering.id,
            Enrolment.user_id != user_id,
            Enrolment.role == Role.INSTRUCTOR,
            Enrolment.left_at.is_(None),
            User.disabled_at.is_(None),
        )
    )
    if not others:
        raise RosterError(
            say("This is the course's only instructor. Make somebody else an instructor first.")
        )


def _words(role: Role) -> str:
    return "a student" if role is Role.STUDENT else f"an {role.value}"


def _member(enrolment: Enrolment, user: User) -> Member:
    return Member(
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=enrolment.role,
        joined_at=enrolment.enrolled_at,
        left_at=enrolment.left_at,
        exam_at=enrolment.exam_at,
        extra_time_percent=enrolment.extra_time_percent,
        is_demo=user.is_demo,
    )
