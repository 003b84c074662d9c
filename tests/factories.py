"""Small worlds for tests: accounts, a course, and cards with content, written by the models.

They skip files, parsing and rendering; tests of those go through `app.services.decks`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models import (
    Card,
    CardRevision,
    Course,
    Deck,
    DeckRevision,
    Enrolment,
    Note,
    NoteRevision,
    Offering,
    Rendering,
    Role,
    User,
)

LONG_AGO = datetime(2026, 1, 1, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """A course with one offering, its deck, and the ids of its cards in order."""

    offering: Offering
    deck: Deck
    cards: tuple[uuid.UUID, ...]


def make_user(session: Session, name: str = "Ada", **fields: Any) -> User:
    email = f"{name.lower()}-{uuid.uuid4().hex[:8]}@example.org"
    values: dict[str, Any] = {
        "id": uuid.uuid4(),
        "email": email,
        "email_key": email,
        "name": name,
        "password_hash": "!",
        "zone": "Europe/Vienna",
        "rollover_hour": 4,
        "created_at": LONG_AGO,
    }
    user = User(**(values | fields))
    session.add(user)
    session.flush()
    return user


def make_course(session: Session, slug: str = "crm", *, cards: int = 3) -> World:
    """Make a course whose deck holds *cards* question notes with one card each."""
    course = Course(id=uuid.uuid4(), slug=slug, title=slug.upper(), created_at=LONG_AGO)
    offering = Offering(
        id=uuid.uuid4(),
        course_id=course.id,
        slug=slug,
        zone="Europe/Vienna",
        join_code=uuid.uuid4().hex[:8].upper(),
        created_at=LONG_AGO,
    )
    deck = Deck(
        id=uuid.uuid4(),
        course_id=course.id,
        key=f"{slug}/one.md",
        title="One",
        position=0,
        base_hash="",
        head=1,
    )
    session.add(course)
    session.flush()
    session.add_all([offering, deck])
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
    ids = tuple(_make_card(session, deck, position) for position in range(cards))
    session.refresh(offering)
    return World(offering, deck, ids)


def enrol(
    session: Session, user: User, world: World, role: Role = Role.STUDENT, **fields: Any
) -> Enrolment:
    values: dict[str, Any] = {"enrolled_at": LONG_AGO, "role": role}
    enrolment = Enrolment(user_id=user.id, offering_id=world.offering.id, **(values | fields))
    session.add(enrolment)
    session.flush()
    return enrolment


def _make_card(session: Session, deck: Deck, position: int) -> uuid.UUID:
    note_id, card_id = uuid.uuid4(), uuid.uuid4()
    front, back = f"Question {position}?", f"Answer {position}."
    nothing: list[Any] = []
    steps: list[list[Any]] = [
        [Note(id=note_id, deck_id=deck.id, kind="question", position=position, head=1)],
        [
            NoteRevision(
                note_id=note_id,
                number=1,
                source=f"Q: {front}\nA: {back}",
                line=1 + position,
                end_line=2 + position,
                context=nothing,
                tags=nothing,
                exact=f"exact {position}",
                normal=f"normal {position}",
                created_at=LONG_AGO,
            ),
            Card(id=card_id, note_id=note_id, facet="forward", position=0, head=1),
        ],
        [
            CardRevision(
                card_id=card_id,
                number=1,
                kind="question",
                front=front,
                back=back,
                accept=nothing,
                items=nothing,
                context=nothing,
                line=1 + position,
                created_at=LONG_AGO,
            )
        ],
        [
            Rendering(
                card_id=card_id,
                number=1,
                renderer=1,
                front=f"<p>{front}</p>",
                back=f"<p>{back}</p>",
                items=nothing,
            )
        ],
    ]
    for rows in steps:
        session.add_all(rows)
        session.flush()
    return card_id
