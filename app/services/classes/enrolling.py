"""Enrolling the people of a list. An address without an account is reported, never guessed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Enrolment, Offering, Role, User
from app.policy import Actor
from app.services import accounts, enrolments
from app.services.classes import audit
from app.services.classes.audit import Did
from app.services.classes.roster_csv import Fault, Line
from app.services.enrolments import ArchivedError
from app.services.throttle import Limit
from app.wording import say

UPLOADS = Limit("roster upload", 20)  # the report tells who has an account
CHUNK = 500  # addresses per query; SQLite takes some thousands of parameters


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a list. Each line is in one of these."""

    enrolled: tuple[Line, ...]
    known: tuple[Line, ...]  # took part already; role and terms stay as they are
    unknown: tuple[Line, ...]  # no account: send them the link
    faults: tuple[Fault, ...]


def enrol(
    session: Session,
    actor: Actor,
    offering: Offering,
    lines: Sequence[Line],
    faults: Sequence[Fault],
    now: datetime,
) -> Report:
    """Enrol everybody on the list who has an account; those who had left come back.

    Raises ArchivedError.
    """
    if offering.archived_at is not None:
        raise ArchivedError(say("The course is archived, so nobody joins. Take it out first."))
    users = {
        accounts.email_key(user.email): user
        for keys in _chunks([accounts.email_key(line.email) for line in lines])
        for user in session.scalars(
            select(User).where(User.email_key.in_(keys), User.disabled_at.is_(None))
        )
    }
    active = _active(session, offering)
    enrolled, known, unknown = [], [], []
    wanted: list[tuple[User, Role]] = []
    for line in lines:
        user = users.get(accounts.email_key(line.email))
        if user is None:
            unknown.append(line)
        elif user.id in active:
            known.append(line)
        else:
            wanted.append((user, line.role))
            enrolled.append(line)
    enrolments.enrol_all(session, wanted, offering, now)
    if enrolled:
        people = "1 person" if len(enrolled) == 1 else f"{len(enrolled)} people"
        audit.note(session, actor, offering, Did.LIST_ENROLLED, people, {}, now)
    return Report(tuple(enrolled), tuple(known), tuple(unknown), tuple(faults))


def _active(session: Session, offering: Offering) -> set[uuid.UUID]:
    query = select(Enrolment.user_id).where(
        Enrolment.offering_id == offering.id, Enrolment.left_at.is_(None)
    )
    return set(session.scalars(query))


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
