"""A deck and its revisions. The database is the store; files are one way in (one store)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Deck(Base):
    """One file of a course. *key* is its path under the content folder.

    *base_hash* is the hash of the last file taken in, *head* the number of the published
    revision: a file equal to base needs nothing, even if head moved on in the browser.
    *owner_id* is None for the course's decks, a student for private cards.
    """

    __tablename__ = "deck"
    __table_args__ = (
        # A plain unique constraint would let a course hold one key twice: NULL owners differ.
        Index(
            "uq_deck_course_id_key",
            "course_id",
            "key",
            unique=True,
            sqlite_where=text("owner_id IS NULL"),
            postgresql_where=text("owner_id IS NULL"),
        ),
        Index(
            "uq_deck_course_id_owner_id_key",
            "course_id",
            "owner_id",
            "key",
            unique=True,
            sqlite_where=text("owner_id IS NOT NULL"),
            postgresql_where=text("owner_id IS NOT NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id"), index=True)
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(200))
    chapter: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str] = mapped_column(String(35), default="en")
    position: Mapped[int]
    weight: Mapped[float] = mapped_column(default=1.0)
    optional: Mapped[bool] = mapped_column(default=False)
    base_hash: Mapped[str] = mapped_column(String(64))
    head: Mapped[int]
    retired_at: Mapped[datetime | None]


class DeckRevision(Base):
    """The whole Markdown of a deck at one time, and where it came from."""

    __tablename__ = "deck_revision"

    deck_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    markdown: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    origin: Mapped[str] = mapped_column(String(20))  # "file" or "browser"
    message: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]


class DeckRendering(Base):
    """The notes for reading, rendered when the revision was saved: never in a GET.

    *blocks* is a list of ``{kind, html, line, notes: [note uid …]}`` in document order.
    """

    __tablename__ = "deck_rendering"
    __table_args__ = (
        ForeignKeyConstraint(
            ["deck_id", "number"], ["deck_revision.deck_id", "deck_revision.number"]
        ),
    )

    deck_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    renderer: Mapped[int] = mapped_column(primary_key=True)
    blocks: Mapped[list[Any]]
