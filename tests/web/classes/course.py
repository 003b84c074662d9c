"""A class with a deck and an assistant, for tests of its pages."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.clock import utc_now
from app.db import Access, Database
from app.models import AuditEvent, Deck, DeckRevision, Enrolment, ExamDate, Offering, Role, User
from app.services import enrolments
from tests.factories import LONG_AGO
from tests.web.conftest import make_account


def add_deck(stored: Database, offering: Offering, title: str, position: int = 0) -> Deck:
    with stored.transaction() as session:
        deck = Deck(
            id=uuid.uuid4(),
            course_id=offering.course_id,
            key=f"{title}.md",
            title=title,
            position=position,
            base_hash="",
            head=1,
        )
        session.add(deck)
        session.flush()
        session.add(
            DeckRevision(
                deck_id=deck.id,
                number=1,
                markdown="",
                content_hash="",
                origin="file",
                created_at=LONG_AGO,
            )
        )
        return deck


def add_person(stored: Database, offering: Offering, name: str, role: Role) -> User:
    with stored.transaction() as session:
        user = make_account(session, f"{name}@example.org")
        enrolments.enrol(session, user, offering, role, utc_now())
        return user


def exams(stored: Database, offering: Offering) -> list[ExamDate]:
    with stored.transaction(Access.READ) as session:
        query = select(ExamDate).where(ExamDate.offering_id == offering.id).order_by(ExamDate.at)
        return list(session.scalars(query))


def offering_of(stored: Database, slug: str) -> Offering:
    with stored.transaction(Access.READ) as session:
        return session.scalars(select(Offering).where(Offering.slug == slug)).one()


def account_of(stored: Database, name: str) -> User:
    with stored.transaction(Access.READ) as session:
        query = select(User).where(User.email_key == f"{name}@example.org")
        return session.scalars(query).one()


def enrolment_of(stored: Database, offering: Offering, name: str) -> Enrolment:
    user = account_of(stored, name)
    with stored.transaction(Access.READ) as session:
        return session.get_one(Enrolment, (user.id, offering.id))


def actions(stored: Database, offering: Offering) -> list[str]:
    with stored.transaction(Access.READ) as session:
        query = select(AuditEvent.action).where(AuditEvent.offering_id == offering.id)
        return sorted(session.scalars(query))
