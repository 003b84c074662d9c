"""Search as a reader meets it: in the courses given, and in what is the reader's own there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from app.models import Offering
from app.services.classes.visibility import published
from app.services.decks.shelf import private_deck
from app.services.search import own, stored
from app.services.search.index import index_of
from app.services.search.kept import Kept, Versions
from app.services.search.library import Library, join
from app.services.search.passages import Passage, Version
from app.services.search.ranking import Hit, find
from app.services.search.results import DeckHits, FoundPassage, Source, by_deck

MOST_SIGNS = 200  # of a query
MOST_HITS = 50
KEPT_BYTES = 100 * 2**20  # of courses' libraries, in each process
KEPT_NOTES = 24  # students whose notes' words are kept


@dataclass(frozen=True, slots=True)
class Scope:
    """An offering to search in, as seen at an instant (None: by staff, who see every deck).

    *owner* is whose private cards and notes are searched, too: nobody's but the reader's.
    """

    offering: Offering
    visible_at: datetime | None
    owner: UUID | None = None


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
    """What is searched: decks at their versions, or the *notes* that a library was made of."""

    source: Source
    offering: Offering
    library: Library
    versions: Versions = ()
    notes: tuple[Passage, ...] = ()


_kept = Kept(KEPT_BYTES)


def search(session: Session, scopes: Iterable[Scope], query: str) -> Results:
    """Return what *query* finds in the courses of *scopes*, each course once."""
    shelves = [shelf for scope in _once(scopes) for shelf in _shelves(session, scope)]
    if not shelves:
        return Results()
    found = find([shelf.library for shelf in shelves], query[:MOST_SIGNS], MOST_HITS)
    return Results(
        decks=by_deck(session, _passages(session, shelves, found.hits), found.marks),
        hits=found.count,
        shown=len(found.hits),
        corrected=tuple(found.corrected.items()) if found.hits else (),
        missing=found.missing,
        partly=bool(found.hits) and found.partly,
    )


def _once(scopes: Iterable[Scope]) -> list[Scope]:
    """Return one scope a course: of several offerings of it the one that sees the most."""
    ordered = sorted(scopes, key=lambda scope: scope.visible_at is not None)
    courses = {scope.offering.course_id: scope for scope in reversed(ordered)}
    return list(courses.values())


def _shelves(session: Session, scope: Scope) -> Iterator[_Shelf]:
    """Yield the decks of the course, and what of the owner's there is."""
    offering = scope.offering
    decks = published(offering, scope.visible_at)
    yield _Shelf(Source.COURSE, offering, *_library(session, decks))
    if scope.owner is None:
        return
    cards = private_deck(offering.course_id, scope.owner)
    yield _Shelf(Source.OWN_CARDS, offering, *_library(session, cards))
    if notes := own.private_notes(session, offering.course_id, scope.owner):
        library, passages = _of_notes(notes)
        yield _Shelf(Source.OWN_NOTES, offering, library, notes=passages)


@lru_cache(maxsize=KEPT_NOTES)
def _of_notes(notes: own.Noted) -> tuple[Library, tuple[Passage, ...]]:
    """Return the library of private notes, and the passages that it was made of.

    It is kept under the notes themselves, so that it cannot be stale.
    """
    passages = own.as_passages(notes)
    return join([index_of(passages)]), passages


def _library(session: Session, decks: ColumnElement[bool]) -> tuple[Library, Versions]:
    """Return the library of decks; students who see the same ones share it."""
    # Where nothing is kept, what is published need not be asked before it is read.
    versions = stored.read_versions(session, decks) if _kept else ()
    library = _kept.get(versions)
    if library is None:
        shelf = stored.read(session, decks)
        versions, library = shelf.versions, shelf.library
        _kept.keep(versions, library)
    return library, versions


def _passages(
    session: Session, shelves: Sequence[_Shelf], hits: Sequence[Hit]
) -> list[FoundPassage]:
    """Return what was found, the best first; only of these the text is read."""
    places = [_place(shelves[hit.library], hit.passage) for hit in hits]
    wanted: dict[Version, list[int]] = defaultdict(list)
    for version, place in places:
        if version is not None:
            wanted[version].append(place)
    read = stored.read_passages(session, wanted)
    found = []
    for hit, (version, place) in zip(hits, places, strict=True):
        shelf = shelves[hit.library]
        passage = shelf.notes[place] if version is None else read.get((version.deck, place))
        if passage is not None:
            found.append(FoundPassage(shelf.source, shelf.offering, passage))
    return found


def _place(shelf: _Shelf, passage: int) -> tuple[Version | None, int]:
    """Return the deck (None: private notes) of a passage, and its place there."""
    if shelf.notes:
        return None, passage
    deck, place = shelf.library.where(passage)
    return shelf.versions[deck], place
