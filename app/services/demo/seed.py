"""Demo accounts with their course; made once, kept ever after.

Passwords are random, shown once by the command and stored as hashes only, so that a demo
that somebody leaves running has no password that could be looked up.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models import Enrolment, Offering, User
from app.services import accounts, enrolments, offerings
from app.services.demo.history import SLUG
from app.services.demo.personas import DAYS, PERSONAS, Persona

TITLE = "Customer relationships and CRM"
PASSWORD_GROUPS, PASSWORD_GROUP = 3, 4


def missing(session: Session) -> list[Persona]:
    """Return those of the demo who have no account yet."""
    return [p for p in PERSONAS if accounts.by_email(session, p.email) is None]


def is_seeded(session: Session) -> bool:
    """Tell whether the accounts and the offering are there."""
    return not missing(session) and offerings.by_slug(session, SLUG) is not None


def demo_accounts(session: Session) -> list[User]:
    """Return the demo's accounts; one of the same address made otherwise is not among them."""
    users = [accounts.by_email(session, persona.email) for persona in PERSONAS]
    return [user for user in users if user is not None and user.is_demo]


def new_password() -> str:
    """Return a random password: 54 bits that can be read aloud."""
    groups = (
        "".join(secrets.choice(offerings.CODE_ALPHABET) for _ in range(PASSWORD_GROUP)).lower()
        for _ in range(PASSWORD_GROUPS)
    )
    return "-".join(groups)


def seed_accounts(
    session: Session, hashes: Mapping[str, str], zone: str, now: datetime
) -> list[Persona]:
    """Make what is missing of accounts, course and enrolments; return who got an account.

    *hashes* holds a password hash for each address that is missing. Everybody joined on the
    day before their history begins.
    """
    made = missing(session)
    for persona in made:
        _create(session, persona, hashes[persona.email], zone, _joined(persona, now))
    offering = offerings.by_slug(session, SLUG)
    for persona in PERSONAS:
        user = accounts.by_email(session, persona.email)
        assert user is not None
        if offering is None:
            offering = offerings.create(session, SLUG, TITLE, user, _joined(persona, now))
        _enrol(session, user, offering, persona, now)
    return made


def renew_passwords(session: Session, hashes: Mapping[str, str], now: datetime) -> list[str]:
    """Give the demo accounts in *hashes* these passwords and end their log-ins.

    Returns their addresses. An account of the same address that somebody made otherwise
    keeps its own.
    """
    renewed = [user for user in demo_accounts(session) if user.email in hashes]
    for user in renewed:
        accounts.set_password(session, user, hashes[user.email], now)
    return [user.email for user in renewed]


def _create(
    session: Session, persona: Persona, password_hash: str, zone: str, since: datetime
) -> None:
    new = accounts.NewAccount(persona.email, persona.name, password_hash, zone=zone)
    user = accounts.create(session, new, since)
    user.is_demo = True
    user.four_grades = persona.learner is not None and persona.learner.four_grades


def _enrol(
    session: Session, user: User, offering: Offering, persona: Persona, now: datetime
) -> None:
    """Enrol once: whom the instructor has removed meanwhile stays removed."""
    if session.get(Enrolment, (user.id, offering.id)) is not None:
        return
    enrolment = enrolments.enrol(session, user, offering, persona.role, _joined(persona, now))
    if persona.learner is not None and user.is_demo:
        enrolment.minutes_cap = persona.learner.minutes


def _joined(persona: Persona, now: datetime) -> datetime:
    return now - timedelta(days=DAYS + 1 - persona.evenings.start)
