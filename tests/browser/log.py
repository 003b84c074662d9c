"""What reached the database: the event log and card states, as the tests read them."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from app.db import Access, Database
from app.models import CardState, Event, User


def events(database: Database) -> list[Event]:
    """Return all events in the order of their device's numbers."""
    with database.transaction(Access.READ) as session:
        return list(session.scalars(select(Event).order_by(Event.seq)))


def counts(database: Database) -> Counter[str]:
    return Counter(event.type for event in events(database))


def states(database: Database) -> list[CardState]:
    with database.transaction(Access.READ) as session:
        return list(session.scalars(select(CardState)))


def zone_of(database: Database, email: str) -> str:
    with database.transaction(Access.READ) as session:
        return session.scalars(select(User.zone).where(User.email_key == email)).one()
