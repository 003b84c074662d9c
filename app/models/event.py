"""The event log: what students did. Append-only; every card state is folded from it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class EventType(StrEnum):
    """What a client may report (interface: JSON API)."""

    REVIEW = "review"
    RETRACT = "retract"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    BURY = "bury"
    UNBURY = "unbury"
    FLAG = "flag"
    UNFLAG = "unflag"
    REPORT = "report"


class ServerEventType(StrEnum):
    """What only the server writes."""

    QUIZ = "quiz"  # a question of a card was marked; a wrong answer pulls its due date forward
    RESET = "reset"  # an instructor's choice: this student starts anew with this card


class Mode(StrEnum):
    """How the answer came about; ``deck`` reviews are logged and never folded."""

    SCHEDULE = "schedule"
    EXAM = "exam"
    DECK = "deck"


class Event(Base):
    """One fact. Unique by (student, the client's UUID), so sending it again is harmless.

    *card_id* is None only for a retract that names no card; *target* is the event that a
    retract takes back, which may arrive later. *study_day* is computed once, at ingest.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_student_id_card_id", "student_id", "card_id"),
        Index("ix_event_student_id_target", "student_id", "target"),
        Index("ix_event_student_id_study_day", "student_id", "study_day"),
    )

    student_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offering_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("offering.id"), index=True)
    device: Mapped[uuid.UUID]
    seq: Mapped[int]
    type: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str | None] = mapped_column(String(20))
    card_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("card.id"))
    version: Mapped[int | None]
    rating: Mapped[int | None]
    target: Mapped[uuid.UUID | None]
    answered_at: Mapped[datetime]
    received_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    study_day: Mapped[date]
    elapsed_ms: Mapped[int]
    detail: Mapped[dict[str, Any]]
    planned_due: Mapped[datetime | None]


class CardState(Base):
    """One student's memory of one card: a cache of the fold, with the plan beside it.

    *parameter_set* is the number of the FSRS set that the memory state was folded under.
    *tests* and *recalled* count answers of later study days (`app.srs.tally`): figures of a class
    are sums of them.
    """

    __tablename__ = "card_state"
    __table_args__ = (
        Index("ix_card_state_student_id_due", "student_id", "due"),
        # What figures of a class read, a student's in one place: states are stored in the order
        # of time, so that those of one student lie scattered.
        Index(
            "ix_card_state_figures",
            "student_id",
            "card_id",
            "stability",
            "study_day",
            "repetitions",
            "lapses",
            "tests",
            "recalled",
        ),
    )

    student_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    stability: Mapped[float | None]
    difficulty: Mapped[float | None]
    phase: Mapped[int] = mapped_column(default=0)
    step: Mapped[int] = mapped_column(default=0)
    repetitions: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)
    last_review: Mapped[datetime | None]
    study_day: Mapped[date | None]
    due: Mapped[datetime | None]
    suspended: Mapped[bool] = mapped_column(default=False)
    buried_until: Mapped[date | None]
    flagged: Mapped[bool] = mapped_column(default=False)
    tests: Mapped[int] = mapped_column(default=0, server_default="0")
    recalled: Mapped[int] = mapped_column(default=0, server_default="0")
    parameter_set: Mapped[int]
