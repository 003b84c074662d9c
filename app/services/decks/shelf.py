"""Whose decks: those of a course, or the private ones of one student within it.

The two are planned and written by the same code, and never together.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.models import Course, Deck, User


def stands_on(course_id: UUID, owner_id: UUID | None = None) -> ColumnElement[bool]:
    """Return the condition that a Deck is the course's own (None), or private to a student."""
    owned = Deck.owner_id.is_(None) if owner_id is None else Deck.owner_id == owner_id
    return and_(Deck.course_id == course_id, owned)


def private_deck(course_id: UUID, student_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a Deck holds the student's private cards in the course."""
    return and_(stands_on(course_id, student_id), Deck.retired_at.is_(None))


def lock_shelf(session: Session, course_id: UUID, owner_id: UUID | None = None) -> None:
    """Let one writer of these decks in at a time (SQLite has locked everything).

    Private decks wait for nobody but their owner: students never wait for each other.
    """
    course = select(Course.id).where(Course.id == course_id)
    whose = course if owner_id is None else select(User.id).where(User.id == owner_id)
    session.execute(whose.with_for_update(key_share=True))
