"""What search reads in place of a deck's text: made when the text is published."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class SearchIndex(Base):
    """The words of a deck as it was rendered, and the passages in which they stand.

    A cache: without a row search reads the rendering itself. *layout* says how the columns are
    to be read (``app.services.search.index``), *digest* is the SHA-256 of what they hold.
    """

    __tablename__ = "search_index"
    __table_args__ = (
        ForeignKeyConstraint(
            ["deck_id", "number", "renderer"],
            ["deck_rendering.deck_id", "deck_rendering.number", "deck_rendering.renderer"],
            ondelete="CASCADE",
        ),
    )

    deck_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    renderer: Mapped[int] = mapped_column(primary_key=True)
    layout: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    terms: Mapped[str] = mapped_column(Text)
    letters: Mapped[bytes]
    keys: Mapped[bytes]
    counts: Mapped[bytes]
    places: Mapped[bytes]
    sizes: Mapped[bytes]
    kinds: Mapped[bytes]
    # The longest column stands last: SQLite reads a row only as far as it is asked for.
    passages: Mapped[str] = mapped_column(Text)
