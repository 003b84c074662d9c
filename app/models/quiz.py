"""A quiz that staff set for a class, with the questions that it asks."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.attempt import AskedColumns
from app.models.base import Base


class Shown(StrEnum):
    """When something of a result shows to the student; in this order of time."""

    AT_ONCE = "at once"
    CLOSED = "closed"  # when nobody can take the quiz any more
    NEVER = "never"


class Quiz(Base):
    """A set quiz. Students see it once it is announced (*published_at*).

    *source* is what its questions are drawn from: ``{decks, chapters, types, made}``, empty
    lists meaning all, *made* whether questions are made from cards. *points*: of each
    question, None for its author's. *minutes*: the time limit before extra time.
    *most_attempts*: None for any number. *counts*: staff see the marks of each student; it
    never becomes true once somebody has begun. *seed* decides which questions are drawn.
    """

    __tablename__ = "quiz"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[dict[str, Any]]
    questions: Mapped[int]
    points: Mapped[float | None]
    minutes: Mapped[int | None]
    most_attempts: Mapped[int | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    marks_shown: Mapped[str] = mapped_column(String(20))
    keys_shown: Mapped[str] = mapped_column(String(20))
    feedback_shown: Mapped[str] = mapped_column(String(20))
    counts: Mapped[bool]
    seed: Mapped[str] = mapped_column(String(40))
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class QuizItem(AskedColumns, Base):
    """One question that a set quiz asks of everybody."""

    __tablename__ = "quiz_item"

    quiz_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("quiz.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
