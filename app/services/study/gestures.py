"""What the screen needs to mark an answer by itself, without a connection.

The stored revision of a card has what is shown. Which option is right, what belongs to what and
how far off a number may be stands in the note's own source, which is read again for these kinds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app import decks
from app.decks import model
from app.decks.model import MARK_CLOSE, MARK_OPEN, Facet, Kind, Quantity
from app.decks.normal import normal_form
from app.decks.rendering import quick, verbatim
from app.models import Card, CardRevision, Note, NoteRevision
from app.quiz.marking.folding import folded
from app.quiz.marking.wordings import MOST_WORDS

KEPT_NOTES = 4096

READ_AGAIN = frozenset({Kind.CHOICE, Kind.TRUE_FALSE, Kind.NUMERIC, Kind.MATCHING})
"""Kinds whose key is not in the stored revision."""

TYPED_FACETS = frozenset({Facet.REVERSE, Facet.AFTER, Facet.CELL, Facet.OPPOSITE})
"""Sides that a student may type, if they like: a term, a step, a cell."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice: whether to choose it, what to say to whoever did, as HTML, and
    whether it keeps its place.
    """

    right: bool
    feedback: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class Gesture:
    """The key of a card, as far as its kind has one.

    *options* and *choice_of* go by item id; a choice is a place in the last list of the front.
    *wordings*: what may be typed, the answer first; empty where nothing is typed.
    """

    options: Mapping[str, Option] = field(default_factory=dict)
    choice_of: Mapping[str, int] = field(default_factory=dict)
    truth: bool | None = None
    quantity: Quantity | None = None
    wordings: tuple[str, ...] = ()


NOTHING = Gesture()


def gestures_of(
    session: Session,
    cards: Sequence[tuple[Card, Note, CardRevision]],
    *,
    typing: bool,
) -> dict[UUID, Gesture]:
    """Return the gesture of each card; *typing*: whether the student types what can be typed."""
    sources = _sources(session, [note for _, note, shown in cards if shown.kind in READ_AGAIN])
    return {
        card.id: _gesture(card, shown, sources.get(note.id, ""), typing=typing)
        for card, note, shown in cards
    }


def _sources(session: Session, notes: Sequence[Note]) -> dict[UUID, str]:
    wanted = [(note.id, note.head) for note in notes]
    rows = session.execute(
        select(NoteRevision.note_id, NoteRevision.source).where(
            tuple_(NoteRevision.note_id, NoteRevision.number).in_(wanted)
        )
    )
    return {row.note_id: row.source for row in rows}


def _gesture(card: Card, shown: CardRevision, source: str, *, typing: bool) -> Gesture:
    if shown.kind in READ_AGAIN:
        read = _read(source, shown.kind, shown.front)
        ids = [item["id"] for item in shown.items]
        return _key(read, ids) if read and len(read.items) == len(ids) else NOTHING
    if shown.kind == Kind.SHORT_ANSWER:
        return Gesture(wordings=(shown.back, *shown.accept))
    return Gesture(wordings=_typed(card, shown)) if typing else NOTHING


def _typed(card: Card, shown: CardRevision) -> tuple[str, ...]:
    """Return what may be typed for a card that can as well be recalled in silence."""
    if shown.kind == Kind.CLOZE:
        hidden = {part.split(MARK_CLOSE)[0] for part in shown.back.split(MARK_OPEN)[1:]}
        wordings = (*hidden, *shown.accept) if len(hidden) == 1 else ()
    else:
        wordings = (shown.back, *shown.accept) if card.facet in TYPED_FACETS else ()
    return wordings if wordings and len(folded(wordings[0])) <= MOST_WORDS else ()


def _key(read: model.Card, ids: Sequence[str]) -> Gesture:
    """Return the key of a question that was read again; its items are those of *ids*, in order."""
    items = list(zip(ids, read.items, strict=True))
    if read.kind is Kind.CHOICE:
        return Gesture(
            options={uid: Option(i.right, _html(i.feedback), i.pinned) for uid, i in items}
        )
    if read.kind is Kind.MATCHING:
        places = {text: at for at, text in enumerate(sorted(read.choices, key=normal_form))}
        return Gesture(choice_of={uid: places[item.side] for uid, item in items})
    return Gesture(truth=read.truth, quantity=read.quantity)


@lru_cache(maxsize=KEPT_NOTES)
def _read(source: str, kind: str, front: str) -> model.Card | None:
    """Return the card that *source* makes with this front, None if it makes none."""
    made = (card for note in decks.parse(source, "note.md").deck.notes for card in note.cards)
    return next((card for card in made if card.kind == kind and card.front == front), None)


def _html(markdown: str) -> str:
    """Return feedback as HTML; what is more than plain words stands as it was written."""
    return (quick(markdown, inline=True) or verbatim(markdown)) if markdown.strip() else ""
