"""Search as a reader meets it: in the courses given, by deck, with what to mark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Deck, DeckRendering, Offering
from app.services.classes.visibility import published
from app.services.search import library, passages
from app.services.search.library import Found, Hit, Library
from app.services.search.passages import Passage, PassageKind, Version
from app.services.search.snippets import Part, marked, snippet

MOST_SIGNS = 200  # of a query
MOST_HITS = 50
KEPT_DECKS, KEPT_LIBRARIES = 1024, 24

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Scope:
    """An offering to search in, as seen at an instant (None: by staff, who see every deck)."""

    offering: Offering
    visible_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A passage to show: the headings above it, what it says, and how many cards it made."""

    kind: PassageKind
    anchor: str
    path: tuple[str, ...]
    parts: tuple[Part, ...]
    cards: int


@dataclass(frozen=True, slots=True)
class DeckHits:
    """The passages found in a deck, the best first; *title* with what was found in it."""

    offering: Offering
    deck: UUID
    title: tuple[Part, ...]
    chapter: str
    language: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: *decks* with the best *shown* of *hits* passages.

    *corrected*: mistyped words with what they were taken for; *missing*: words that are in
    none of the courses; *partly*: no passage has nearly all words.
    """

    decks: tuple[DeckHits, ...] = ()
    hits: int = 0
    shown: int = 0
    corrected: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    partly: bool = False


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What was found in one course."""

    offering: Offering
    found: Found


class _Kept(Generic[K, V]):
    """The last values that were made, in this process; several threads may ask at once."""

    def __init__(self, most: int) -> None:
        self._values: dict[K, V] = {}
        self._most = most

    def all(self, keys: Sequence[K], make: Callable[[list[K]], dict[K, V]]) -> list[V]:
        """Return the values of *keys*, those that are not there from *make*."""
        there = {key: self._values[key] for key in keys if key in self._values}
        if absent := [key for key in keys if key not in there]:
            there |= make(absent)
            self._values = dict(list((self._values | there).items())[-self._most :])
        return [there[key] for key in keys if key in there]


_decks: _Kept[Version, tuple[Passage, ...]] = _Kept(KEPT_DECKS)
_libraries: _Kept[tuple[Version, ...], Library] = _Kept(KEPT_LIBRARIES)


def search(session: Session, scopes: Iterable[Scope], query: str) -> Results:
    """Return what *query* finds in the courses of *scopes*, each course once."""
    asked = query[:MOST_SIGNS]
    shelves = [_searched(session, scope, asked) for scope in _once(scopes)]
    hits = sorted(
        ((hit, shelf) for shelf in shelves for hit in shelf.found.hits),
        key=lambda pair: -pair[0].score,
    )
    best = hits[:MOST_HITS]
    return Results(
        decks=_by_deck(session, best),
        hits=len(hits),
        shown=len(best),
        corrected=tuple(_corrected(shelves)),
        missing=_missing(shelves),
        partly=bool(best) and all(shelf.found.partly for shelf in shelves if shelf.found.hits),
    )


def _once(scopes: Iterable[Scope]) -> list[Scope]:
    """Return one scope a course: of several offerings of it the one that sees the most."""
    ordered = sorted(scopes, key=lambda scope: scope.visible_at is not None)
    courses = {scope.offering.course_id: scope for scope in reversed(ordered)}
    return list(courses.values())


def _searched(session: Session, scope: Scope, query: str) -> _Shelf:
    rows = session.execute(
        select(Deck.id, Deck.head, func.max(DeckRendering.renderer))
        .join(
            DeckRendering,
            (DeckRendering.deck_id == Deck.id) & (DeckRendering.number == Deck.head),
        )
        .where(published(scope.offering, scope.visible_at))
        .group_by(Deck.id, Deck.head, Deck.position, Deck.key)
        .order_by(Deck.position, Deck.key)
    ).all()
    versions = tuple(Version(*row) for row in rows)
    return _Shelf(scope.offering, library.find(_library(session, versions), query))


def _library(session: Session, versions: tuple[Version, ...]) -> Library:
    """Return the library of exactly these decks; students of one course share theirs."""

    def load(absent: list[Version]) -> dict[Version, tuple[Passage, ...]]:
        return passages.load(session, absent)

    def build(_: list[tuple[Version, ...]]) -> dict[tuple[Version, ...], Library]:
        return {versions: library.build(_decks.all(versions, load))}

    return _libraries.all([versions], build)[0]


def _by_deck(session: Session, hits: Sequence[tuple[Hit, _Shelf]]) -> tuple[DeckHits, ...]:
    """Group hits by deck; the deck with the best hit comes first."""
    first: dict[UUID, int] = {}
    for hit, _ in hits:
        first.setdefault(hit.passage.deck, len(first))
    ordered = sorted(hits, key=lambda pair: first[pair[0].passage.deck])
    rows = {row.id: row for row in session.scalars(select(Deck).where(Deck.id.in_(first)))}
    groups = groupby(ordered, key=lambda pair: pair[0].passage.deck)
    return tuple(_deck_hits(rows[deck], list(group)) for deck, group in groups)


def _deck_hits(row: Deck, hits: Sequence[tuple[Hit, _Shelf]]) -> DeckHits:
    shelf = hits[0][1]
    terms = shelf.found.terms
    return DeckHits(
        offering=shelf.offering,
        deck=row.id,
        title=marked(row.title, terms),
        chapter=row.chapter,
        language=row.language,
        places=tuple(
            Place(
                passage.kind,
                passage.anchor,
                passage.path,
                snippet(passage, terms),
                passage.cards,
            )
            for passage in (hit.passage for hit, _ in hits)
            if passage.kind is not PassageKind.DECK
        ),
    )


def _corrected(shelves: Sequence[_Shelf]) -> Iterable[tuple[str, str]]:
    """Yield the corrections of words that no course with hits has as they were typed."""
    with_hits = [shelf.found for shelf in shelves if shelf.found.hits]
    found: dict[str, str] = {}
    for each in with_hits:
        found |= each.corrected or {}
    return ((typed, meant) for typed, meant in found.items() if not _is_known(typed, with_hits))


def _is_known(word: str, found: Sequence[Found]) -> bool:
    return any(word not in (each.corrected or {}) and word not in each.missing for each in found)


def _missing(shelves: Sequence[_Shelf]) -> tuple[str, ...]:
    if not shelves:
        return ()
    first, *others = (shelf.found.missing for shelf in shelves)
    return tuple(word for word in first if all(word in other for other in others))
