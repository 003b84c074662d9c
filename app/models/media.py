"""Pictures: bytes known by their hash, in rows that every node of the site can read."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Media(Base):
    """A picture as it is served. *digest* is the SHA-256 of *data*, *kind* its MIME type."""

    __tablename__ = "media"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


class DeckMedia(Base):
    """A deck shows a picture. *key* is the file's path under the content folder.

    *source* is the hash of the file, from which the picture may differ: SVG is cleaned.
    A picture that the deck shows no more stays for a while, for cards on their way
    (*replaced_at*; None: it is shown).
    """

    __tablename__ = "deck_media"

    deck_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deck.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(600), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("media.digest"), primary_key=True, index=True)
    source: Mapped[str] = mapped_column(String(64))
    replaced_at: Mapped[datetime | None]
