"""Exam dates of an offering, and when its decks become visible."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class ExamDate(Base):
    """A date to study for (midterm, final, resit) with the decks that it asks, weighted."""

    __tablename__ = "exam_date"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    decks: Mapped[list[ExamDateDeck]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class ExamDateDeck(Base):
    """That an exam asks a deck, and how much of it: *weight* multiplies the deck's own."""

    __tablename__ = "exam_date_deck"

    exam_date_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("exam_date.id", ondelete="CASCADE"), primary_key=True
    )
    deck_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    weight: Mapped[float] = mapped_column(default=1.0)


class OfferingDeck(Base):
    """What an offering says about a deck of its course; without a row it is visible."""

    __tablename__ = "offering_deck"

    offering_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offering.id"), primary_key=True)
    deck_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    visible_from: Mapped[datetime | None]
