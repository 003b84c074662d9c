"""Earlier texts of a deck: which there are, how each differs, and bringing one back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.comparing import Piece
from app.models import DeckRevision, User

AROUND = 2  # unchanged lines shown on both sides of a change
MOST_LINES = 20_000  # of both texts; longer ones are set side by side whole


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision on the list; *author* is None for files and for accounts that are gone."""

    number: int
    origin: str
    author: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where two texts differ, with its *line* in the newer one."""

    line: int
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def revisions(session: Session, deck_id: UUID) -> Sequence[Revision]:
    """Return the revisions of a deck, newest first."""
    rows = session.execute(
        select(DeckRevision.number, DeckRevision.origin, User.name, DeckRevision.created_at)
        .outerjoin(User, User.id == DeckRevision.author_id)
        .where(DeckRevision.deck_id == deck_id)
        .order_by(DeckRevision.number.desc())
    )
    return [Revision(row.number, row.origin, row.name, row.created_at) for row in rows]


def text_of(session: Session, deck_id: UUID, number: int) -> str | None:
    """Return the text of a revision; None if there is none of this number."""
    row = session.get(DeckRevision, (deck_id, number))
    return row.markdown if row else None


def passages(old: str, new: str) -> list[Passage]:
    """Return where *new* differs from *old*, line by line, each with a little around it."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) + len(after) > MOST_LINES:
        return [Passage(1, (Piece(old, changed=True),), (Piece(new, changed=True),))]
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND)
    return [
        Passage(
            line=group[0][3] + 1,
            old=tuple(_pieces(before, ((i, j, tag != "equal") for tag, i, j, _, _ in group))),
            new=tuple(_pieces(after, ((i, j, tag != "equal") for tag, _, _, i, j in group))),
        )
        for group in groups
    ]


def _pieces(lines: Sequence[str], spans: Iterator[tuple[int, int, bool]]) -> Iterator[Piece]:
    for start, end, changed in spans:
        if start < end:
            yield Piece("".join(f"{line}\n" for line in lines[start:end]), changed)
