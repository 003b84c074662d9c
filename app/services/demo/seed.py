"""Demo accounts with their offering and their history; made once, kept ever after.

Passwords are random, shown once by the command and stored as hashes only, so that a demo
that somebody leaves running has no password that could be looked up.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models import Card, Deck, Event, Note, Offering, Role, User
from app.services import accounts, enrolments, offerings
from app.services.demo.history import CourseCard, Learner, Simulation
from app.services.events.record import record
from app.services.events.types import Status
from app.srs.study_days import study_day

SLUG = "crm"
TITLE = "Customer relationships and CRM"
DAYS = 21
PASSWORD_GROUPS, PASSWORD_GROUP = 3, 4


@dataclass(frozen=True, slots=True)
class Persona:
    """A demo account; those who learn have a history, drawn with their own *seed*."""

    email: str
    name: str
    role: Role
    learner: Learner | None = None
    seed: int = 0


PERSONAS = (
    Persona("instructor@example.org", "Ines Instructor", Role.INSTRUCTOR),
    Persona(
        "anna@example.org",
        "Anna Early",
        Role.STUDENT,
        Learner(strength=1.4, missed=0.08, seconds=7.0, minutes=15.0, four_grades=True),
        seed=9,
    ),
    Persona("ben@example.org", "Ben Steady", Role.STUDENT, Learner(minutes=10.0), seed=11),
    Persona(
        "carla@example.org",
        "Carla Sometimes",
        Role.STUDENT,
        Learner(strength=0.7, prior=0.25, missed=0.45, seconds=11.0, minutes=8.0),
        seed=21,
    ),
)


def new_passwords() -> dict[str, str]:
    """Return a random password for each persona, by address: 54 bits that can be read aloud."""
    return {persona.email: _password() for persona in PERSONAS}


def is_seeded(session: Session) -> bool:
    """Tell whether the accounts and the offering are there."""
    known = all(accounts.by_email(session, persona.email) for persona in PERSONAS)
    return known and offerings.by_slug(session, SLUG) is not None


def seed_accounts(
    session: Session, hashes: Mapping[str, str], zone: str, now: datetime
) -> list[Persona]:
    """Make what is missing of accounts, offering and enrolments; return the new accounts.

    *hashes* holds a password hash for each address. Everybody joined three weeks ago, so
    that the history lies within the enrolment.
    """
    since = now - timedelta(days=DAYS + 1)
    made = []
    for persona in PERSONAS:
        if accounts.by_email(session, persona.email) is None:
            _create(session, persona, hashes[persona.email], zone, since)
            made.append(persona)
    offering = offerings.by_slug(session, SLUG)
    for persona in PERSONAS:
        user = _user(session, persona)
        if offering is None:
            offering = offerings.create(session, SLUG, TITLE, user, since)
        enrolments.enrol(session, user, offering, persona.role, since)
    return made


def renew_passwords(session: Session, hashes: Mapping[str, str], now: datetime) -> list[str]:
    """Give every demo account another password and end its log-ins; return their addresses.

    An account of the same address that somebody made otherwise keeps its own.
    """
    users = [_user(session, persona) for persona in PERSONAS]
    renewed = [user for user in users if user.is_demo]
    for user in renewed:
        accounts.set_password(session, user, hashes[user.email], now)
    return [user.email for user in renewed]


def seed_history(session: Session, now: datetime) -> int:
    """Write three weeks of answers for every student who has none; return how many.

    The last evening is yesterday's. The same cards and the same day give the same answers.
    """
    offering = offerings.by_slug(session, SLUG)
    if offering is None:
        return 0
    cards = _cards(session, offering)
    written = 0
    for persona in PERSONAS:
        user = _user(session, persona)
        if cards and persona.learner and user.is_demo and not _has_studied(session, user):
            written += _study(session, user, persona, cards, now)
    return written


def _study(
    session: Session, user: User, persona: Persona, cards: list[CourseCard], now: datetime
) -> int:
    assert persona.learner is not None
    zone = ZoneInfo(user.zone)
    simulation = Simulation(persona.learner, cards, zone, Random(persona.seed))  # noqa: S311 - reproducible, guards nothing
    written = 0
    for day in _evenings(study_day(now, zone, user.rollover_hour)):
        answers = simulation.evening(day)
        if not answers:
            continue
        results = record(session, user, answers, answers[-1].answered_at)
        refused = [result for result in results if result.status is Status.REJECTED]
        if refused:
            raise RuntimeError(f"The demo's history was refused: {refused[0].reason}")
        written += len(results)
    return written


def _evenings(today: date) -> list[date]:
    return [today - timedelta(days=back) for back in range(DAYS, 0, -1)]


def _cards(session: Session, offering: Offering) -> list[CourseCard]:
    found = session.execute(
        select(Card, Note.deck_id)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .where(
            Deck.course_id == offering.course_id,
            Deck.owner_id.is_(None),
            Deck.retired_at.is_(None),
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
        )
        .order_by(Deck.position, Note.position, Card.position)
    )
    return [
        CourseCard(card.id, card.note_id, deck, place, card.head)
        for place, (card, deck) in enumerate(found)
    ]


def _has_studied(session: Session, user: User) -> bool:
    return bool(session.scalar(select(exists().where(Event.student_id == user.id))))


def _create(
    session: Session, persona: Persona, password_hash: str, zone: str, since: datetime
) -> None:
    new = accounts.NewAccount(persona.email, persona.name, password_hash, zone=zone)
    user = accounts.create(session, new, since)
    user.is_demo = True
    user.four_grades = persona.learner is not None and persona.learner.four_grades


def _user(session: Session, persona: Persona) -> User:
    user = accounts.by_email(session, persona.email)
    if user is None:
        raise RuntimeError(f"{persona.email} is missing; seed_accounts makes it.")
    return user


def _password() -> str:
    groups = (
        "".join(secrets.choice(offerings.CODE_ALPHABET) for _ in range(PASSWORD_GROUP)).lower()
        for _ in range(PASSWORD_GROUPS)
    )
    return "-".join(groups)
