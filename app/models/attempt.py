"""A student's try at a quiz: what was asked, every answer that was saved, and every marking.

Answers and markings are only ever added; the one with the highest number counts.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class QuizMode(StrEnum):
    """Practice has no clock, a mock exam is drawn from all chapters and ends by the clock.

    A set quiz asks what staff chose.
    """

    PRACTICE = "practice"
    MOCK = "mock"
    SET = "set"


class MarkedBy(StrEnum):
    """Who judged an answer: the key, or the student (an essay, or "I was right")."""

    KEY = "key"
    STUDENT = "student"


class Attempt(Base):
    """One try. *deadline* is by the server's clock, with the student's extra time in it.

    *title* says in words what was chosen. *seed* decides which questions come and in which
    order; it is the client's id of the start, so that starting twice makes one attempt.
    *quiz_id*: the quiz that staff set, None for practice of one's own choice.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_student_id_offering_id", "student_id", "offering_id", "started_at"),
    )

    student_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    quiz_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("quiz.id"), index=True)
    mode: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    seed: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    deadline: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]


def _in_attempt() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["student_id", "attempt_id"], ["attempt.student_id", "attempt.id"], ondelete="CASCADE"
    )


class AskedColumns:
    """A question as it is asked, with its key, whatever becomes of the deck.

    *item* is the question's stable id, *deck_revision* the key's revision, *version* that of
    the card. *snapshot* holds texts, the body with its key and the order of options; after a
    corrected key, ``before`` in it lists the keys before.
    """

    item: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(20))
    points: Mapped[float]
    deck_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deck.id"))
    deck_revision: Mapped[int]
    card_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("card.id"))
    version: Mapped[int | None]
    snapshot: Mapped[dict[str, Any]]


class AttemptItem(AskedColumns, Base):
    """One question of an attempt: what the answer is marked by."""

    __tablename__ = "attempt_item"
    __table_args__ = (_in_attempt(), Index("ix_attempt_item_item", "item"))

    student_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Response(Base):
    """An answer that was saved. *number* is the client's; of one question the highest counts."""

    __tablename__ = "response"
    __table_args__ = (_in_attempt(),)

    student_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    answer: Mapped[Any] = mapped_column(Json, nullable=False)  # nothing answered: JSON null
    received_at: Mapped[datetime]


class Marking(Base):
    """What an answer was found to be worth. *credit* is None while a person has to judge.

    *parts* tells right from wrong option by option; *key_revision* is the deck's revision
    that it was marked by.
    """

    __tablename__ = "marking"
    __table_args__ = (_in_attempt(),)

    student_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    credit: Mapped[float | None]
    parts: Mapped[list[Any]]
    marked_by: Mapped[str] = mapped_column(String(20))
    key_revision: Mapped[int]
    marked_at: Mapped[datetime]
