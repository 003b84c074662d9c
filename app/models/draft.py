"""What an author has written and not published, and the pictures that came with it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class DeckDraft(Base):
    """The unpublished text of one author for one deck.

    *deck_id* is the deck's, or what will be its id once it is published: then *base* is 0, else
    the revision that the text was made from. *sequence* grows with every save, so that two
    tabs never overwrite each other silently.
    """

    __tablename__ = "deck_draft"

    author_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    deck_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id"), index=True)
    key: Mapped[str] = mapped_column(String(300))
    base: Mapped[int]
    sequence: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime]


class PictureUpload(Base):
    """A picture that came through the browser, under the *key* that decks show it by."""

    __tablename__ = "picture_upload"

    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(600), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("media.digest"), index=True)
    author_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
