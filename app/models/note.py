"""Notes and cards: identity that outlives every edit, and the revisions of their content."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Note(Base):
    """A piece of knowledge. Its *id* is random and lives here only; it is never deleted."""

    __tablename__ = "note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    deck_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("deck.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    explicit_id: Mapped[str | None] = mapped_column(String(100))
    position: Mapped[int]
    head: Mapped[int]
    retired_at: Mapped[datetime | None]
    merged_into: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("note.id"))


class NoteRevision(Base):
    """The note's block of source at one time; the hashes are its fingerprint for matching."""

    __tablename__ = "note_revision"

    note_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    line: Mapped[int]
    end_line: Mapped[int]
    context: Mapped[list[Any]]
    tags: Mapped[list[Any]]
    exact: Mapped[str] = mapped_column(String(64))
    normal: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class Card(Base):
    """One facet of a note; reviews hang here. *key* tells keyed siblings apart, else "".

    *merged_into* is the card of another note that goes on with this one's answers.
    """

    __tablename__ = "card"
    __table_args__ = (Index("ix_card_note_facet", "note_id", "facet"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    note_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note.id"))
    facet: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    head: Mapped[int]
    retired_at: Mapped[datetime | None]
    merged_into: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("card.id"), index=True)


class CardRevision(Base):
    """Source-level content; *number* is the ``version`` that an event names.

    *items* is a list of ``{id, key, text, side}``; an item keeps its id over edits.
    """

    __tablename__ = "card_revision"

    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    front: Mapped[str] = mapped_column(Text)
    back: Mapped[str] = mapped_column(Text)
    remark: Mapped[str] = mapped_column(Text, default="")
    hint: Mapped[str] = mapped_column(Text, default="")
    accept: Mapped[list[Any]]
    items: Mapped[list[Any]]
    ordered: Mapped[bool] = mapped_column(default=False)
    context: Mapped[list[Any]]
    line: Mapped[int]
    created_at: Mapped[datetime]


class Rendering(Base):
    """Sanitised HTML of a card revision by one version of the renderer.

    *items* is a list of ``{id, html}`` in the order of the revision's items.
    """

    __tablename__ = "rendering"
    __table_args__ = (
        ForeignKeyConstraint(
            ["card_id", "number"], ["card_revision.card_id", "card_revision.number"]
        ),
    )

    card_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    renderer: Mapped[int] = mapped_column(primary_key=True)
    front: Mapped[str] = mapped_column(Text)
    back: Mapped[str] = mapped_column(Text)
    remark: Mapped[str] = mapped_column(Text, default="")
    items: Mapped[list[Any]]
