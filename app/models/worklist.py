"""What the class brings to its staff: suggested edits, what became of each item, corrections."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Sort(StrEnum):
    """Where an item of the worklist comes from."""

    REPORT = "report"  # "something is wrong with this card"
    SUGGESTION = "suggestion"  # another text for its note
    LEECH = "leech"  # the class keeps forgetting it
    WORDING = "wording"  # typed, marked wrong, and then "I was right"


class Outcome(StrEnum):
    """What became of an item."""

    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    ACCEPTED = "accepted"


class Suggestion(Base):
    """A student's text for the note of a card, made from the note's revision *base*."""

    __tablename__ = "suggestion"
    __table_args__ = (
        ForeignKeyConstraint(
            ["note_id", "base"],
            ["note_revision.note_id", "note_revision.number"],
        ),
        Index("ix_suggestion_note_id", "note_id", "base"),
    )

    student_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("card.id"), index=True)
    note_id: Mapped[uuid.UUID]
    base: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]


class Settlement(Base):
    """One item of the worklist, done with, until *undone_at*.

    *subject* tells items of one card and sort apart: the folded wording, or the id of the
    suggestion; else "". What the class brought after *through* is a new item, and so is a leech
    of more than *students*. *told* is the note that those who brought it may read. *version* is
    the card's revision when it was settled.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        Index("ix_settlement_offering_id_card_id", "offering_id", "card_id", "sort", "subject"),
        Index("ix_settlement_settled_by", "settled_by"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"))
    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("card.id"), index=True)
    sort: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(600), default="")
    outcome: Mapped[str] = mapped_column(String(20))
    told: Mapped[str] = mapped_column(Text, default="")
    through: Mapped[datetime]
    students: Mapped[int]
    version: Mapped[int]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Correction(Base):
    """From revision *number* on a card asks for another answer than *before* had it.

    Whoever has answered it earlier, and not since, is told once.
    """

    __tablename__ = "correction"
    __table_args__ = (
        ForeignKeyConstraint(
            ["card_id", "number"], ["card_revision.card_id", "card_revision.number"]
        ),
        ForeignKeyConstraint(
            ["card_id", "before"], ["card_revision.card_id", "card_revision.number"]
        ),
    )

    card_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    before: Mapped[int]
    made_at: Mapped[datetime]


class CorrectionSeen(Base):
    """A student has said that they read about the correction."""

    __tablename__ = "correction_seen"
    __table_args__ = (
        ForeignKeyConstraint(["card_id", "number"], ["correction.card_id", "correction.number"]),
        Index("ix_correction_seen_card_id", "card_id", "number"),
    )

    student_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    card_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime]
