"""The items of the worklist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.decks.comparing import Piece
from app.models import Sort

Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A live card of the course; *question* and *answer* are plain text, *version* its head."""

    card: UUID
    note: UUID
    deck: UUID
    deck_title: str
    question: str
    answer: str
    version: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one student wrote; *earlier*: the card has changed since."""

    text: str
    at: datetime
    earlier: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """A suggested text of a note beside the one that it was made from."""

    old: Text
    new: Text
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something to settle, which *students* have brought up, the last of them at *newest*.

    *subject* tells items of one card and sort apart. *said* is a report's, *edit* a suggestion's,
    *wording* what was typed; *of* says of a leech how many have studied the card.
    """

    sort: Sort
    place: Place
    students: int
    newest: datetime
    subject: str = ""
    said: tuple[Said, ...] = ()
    edit: Edit | None = None
    wording: str = ""
    of: int = 0

    @property
    def key(self) -> tuple[Sort, UUID, str]:
        """What names the item among those of an offering."""
        return self.sort, self.place.card, self.subject
