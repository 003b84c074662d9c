"""Cards on paper: sheets whose fronts and backs meet when printed on both sides.

A sheet is printed as two pages. Turned over along its long edge, what is at the left comes to
lie at the right, so the page of backs has the columns of each row the other way round.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.model import PRACTICE
from app.decks.rendering import plain_text
from app.models import Card, CardRevision, Deck, Note, Offering, Rendering
from app.services.classes.visibility import published

ROWS = {1: 3, 2: 4, 3: 5}
"""The rows of a sheet by its columns, so that cells have about the shape of a card."""

# The room in a cell, in millimetres, on the narrower paper (A4) and the shorter one (US Letter).
_WIDTH = {1: 180.0, 2: 85.0, 3: 54.0}
_HEIGHT = {1: 74.0, 2: 53.0, 3: 40.0}
_POINT = 25.4 / 72  # millimetres
_LETTER, _LINE, _GAP = 0.56, 1.35, 0.4  # of the type size: a letter's width, a line, a paragraph
_WIDE = frozenset("WF")


class Size(StrEnum):
    """The type of a side; the more it says, the smaller."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    TINY = "tiny"


_POINTS = {Size.LARGE: 14.0, Size.MEDIUM: 11.0, Size.SMALL: 9.0, Size.TINY: 7.0}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: sanitised HTML, the size it is set in, whether it all fits then."""

    html: str
    size: Size
    fits: bool


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card with the *number* that stands on both sides."""

    number: int
    front: Side
    back: Side


Grid = tuple[tuple[PrintedCard | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: rows of cards as they lie on its front and on its back."""

    fronts: Grid
    backs: Grid


def printed_cards(
    session: Session,
    offering: Offering,
    deck_id: UUID,
    visible_at: datetime | None,
    columns: int,
) -> tuple[PrintedCard, ...]:
    """Return the deck's live cards in the order of the notes, for cells of so many columns.

    Practice questions are left out: their backs are keys, which the notes do not show either.
    """
    rows = session.execute(
        select(Card.id, Rendering.front, Rendering.back)
        .join(Note, Note.id == Card.note_id)
        .join(Deck, Deck.id == Note.deck_id)
        .join(CardRevision, (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head))
        .join(
            Rendering,
            (Rendering.card_id == CardRevision.card_id) & (Rendering.number == CardRevision.number),
        )
        .where(
            published(offering, visible_at),
            Deck.id == deck_id,
            Note.retired_at.is_(None),
            Card.retired_at.is_(None),
            CardRevision.kind.not_in([kind.value for kind in PRACTICE]),
        )
        .order_by(Note.position, Card.position, Rendering.renderer)
    )
    newest = {card: (front, back) for card, front, back in rows}
    return tuple(
        PrintedCard(number, side(front, columns), side(back, columns))
        for number, (front, back) in enumerate(newest.values(), start=1)
    )


def sheets(cards: Sequence[PrintedCard], columns: int) -> tuple[Sheet, ...]:
    """Return the sheets for *cards* in so many columns (1 to 3)."""
    on_one = columns * ROWS[columns]
    return tuple(
        _sheet(cards[start : start + on_one], columns) for start in range(0, len(cards), on_one)
    )


def side(html: str, columns: int) -> Side:
    """Return a side in the largest type that it fits in, by an estimate on the safe side."""
    lines = [_letters(line) for line in plain_text(html).split("\n")]
    fitting = (size for size in Size if _height(lines, size, columns) <= _HEIGHT[columns])
    size = next(fitting, None)
    return Side(html, size or Size.TINY, fits=size is not None)


def _sheet(cards: Sequence[PrintedCard], columns: int) -> Sheet:
    empty = [None] * (columns * ROWS[columns] - len(cards))
    cells: list[PrintedCard | None] = [*cards, *empty]
    fronts = tuple(tuple(cells[start : start + columns]) for start in range(0, len(cells), columns))
    return Sheet(fronts, tuple(row[::-1] for row in fronts))


def _height(lines: Sequence[int], size: Size, columns: int) -> float:
    """Return how high paragraphs of so many letters stand in a cell, in millimetres."""
    em = _POINTS[size] * _POINT
    in_line = int(_WIDTH[columns] / (_LETTER * em))
    return sum((_GAP + _LINE * ceil(max(1, letters) / in_line)) * em for letters in lines)


def _letters(line: str) -> int:
    """Return how many letters wide a line is; Chinese characters take the room of two.

    The columns of a table are about as wide as the widest.
    """
    cells = [
        sum(1 + (unicodedata.east_asian_width(sign) in _WIDE) for sign in cell)
        for cell in line.split("\t")
    ]
    return len(cells) * max(cells)
