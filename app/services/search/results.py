"""What a search found, as a page shows it: passages by deck, with what to mark."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models import Deck, Offering
from app.services.search import own
from app.services.search.passages import Passage, PassageKind
from app.services.search.snippets import Part, marked, snippet


class Source(StrEnum):
    """Where something was found: in a course's decks, or in what the reader alone can see."""

    COURSE = "course"
    OWN_CARDS = "own-cards"
    OWN_NOTES = "own-notes"


@dataclass(frozen=True, slots=True)
class Place:
    """A passage to show: the headings above it, what it says, and how many cards it made.

    *anchor* is where it stands on its page; of private notes, the id of the card.
    """

    kind: PassageKind
    anchor: str
    path: tuple[str, ...]
    parts: tuple[Part, ...]
    cards: int


@dataclass(frozen=True, slots=True)
class DeckHits:
    """The passages found in a deck, the best first; *title* with what was found in it.

    A student's private notes in a course stand together, without a deck and a title.
    """

    source: Source
    offering: Offering
    deck: UUID | None
    title: tuple[Part, ...]
    chapter: str
    language: str
    places: tuple[Place, ...]


class FoundPassage(NamedTuple):
    """A passage that was found, and where."""

    source: Source
    offering: Offering
    passage: Passage

    @property
    def group(self) -> tuple[Source, UUID]:
        """What passages have in common that are shown together."""
        if self.source is Source.OWN_NOTES:
            return self.source, self.offering.id
        return self.source, self.passage.deck


def by_deck(
    session: Session, found: Sequence[FoundPassage], terms: Container[str]
) -> tuple[DeckHits, ...]:
    """Group passages, the best of which come first; so does the deck with the best one."""
    first: dict[tuple[Source, UUID], int] = {}
    for each in found:
        first.setdefault(each.group, len(first))
    ordered = sorted(found, key=lambda each: first[each.group])
    groups = [list(group) for _, group in groupby(ordered, key=lambda each: each.group)]
    decks = {each.passage.deck for each in found if each.source is not Source.OWN_NOTES}
    named = select(Deck.id, Deck.title, Deck.chapter, Deck.language).where(Deck.id.in_(decks))
    rows = {row.id: row for row in session.execute(named)}
    return tuple(
        _notes(session, group, terms)
        if group[0].source is Source.OWN_NOTES
        else _deck(rows[group[0].passage.deck], group, terms)
        for group in groups
    )


def _deck(
    row: Row[UUID, str, str, str], found: Sequence[FoundPassage], terms: Container[str]
) -> DeckHits:
    return DeckHits(
        source=found[0].source,
        offering=found[0].offering,
        deck=row.id,
        title=marked(row.title, terms),
        chapter=row.chapter,
        language=row.language,
        places=tuple(
            _place(each.passage, each.passage.path, terms)
            for each in found
            if each.passage.kind is not PassageKind.DECK
        ),
    )


def _notes(session: Session, found: Sequence[FoundPassage], terms: Container[str]) -> DeckHits:
    passages = [each.passage for each in found]
    beside = own.stands_beside(session, [UUID(passage.anchor) for passage in passages])
    return DeckHits(
        source=Source.OWN_NOTES,
        offering=found[0].offering,
        deck=None,
        title=(),
        chapter="",
        language="",
        places=tuple(_place(each, beside[UUID(each.anchor)], terms) for each in passages),
    )


def _place(passage: Passage, path: Iterable[str], terms: Container[str]) -> Place:
    parts = snippet(passage, terms)
    return Place(passage.kind, passage.anchor, tuple(path), parts, passage.cards)
