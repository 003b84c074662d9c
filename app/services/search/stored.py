"""Indexes in the database: written when decks are published, read as a library.

A deck without one, or with one of another layout, is indexed from its rendering as it is read:
that is slow, never wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Deck, DeckRendering, SearchIndex
from app.services.search import passages
from app.services.search.index import LAYOUT, Index, as_lines, digest, from_line, index_of
from app.services.search.library import Library, join
from app.services.search.passages import Passage, Version

_INDEX = (
    SearchIndex.terms,
    SearchIndex.letters,
    SearchIndex.keys,
    SearchIndex.counts,
    SearchIndex.places,
    SearchIndex.sizes,
    SearchIndex.kinds,
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Decks as they were read, in the course's order, and the library of them."""

    versions: tuple[Version, ...]
    library: Library


def write(session: Session, decks: Collection[UUID]) -> None:
    """Index decks as they are published now, in place of what was indexed of them."""
    session.execute(delete(SearchIndex).where(SearchIndex.deck_id.in_(decks)))
    versions = {version.deck: version for version in read_versions(session, Deck.id.in_(decks))}
    found = passages.load(session, versions.values())
    for deck, its in found.items():
        index, lines = index_of(its), as_lines(its)
        session.add(
            SearchIndex(
                deck_id=deck,
                number=versions[deck].head,
                renderer=versions[deck].renderer,
                layout=LAYOUT,
                digest=digest(index, lines),
                passages=lines,
                **asdict(index),
            )
        )
    session.flush()


def unwritten(session: Session) -> list[UUID]:
    """Return the live decks that were rendered and not indexed since."""
    versions = read_versions(session, Deck.retired_at.is_(None))
    return [version.deck for version in versions if version.digest is None]


def read_versions(session: Session, decks: ColumnElement[bool]) -> tuple[Version, ...]:
    """Return what is published of these decks, in the course's order."""
    return tuple(_newest(session, decks))


def read(session: Session, decks: ColumnElement[bool]) -> Shelf:
    """Return these decks with their words."""
    rows = _newest(session, decks, *_INDEX)
    bare = [version for version in rows if version.digest is None]
    made = passages.load(session, bare) if bare else {}
    indexes = [
        Index(*row) if version.digest else index_of(made.get(version.deck, ()))
        for version, row in rows.items()
    ]
    return Shelf(tuple(rows), join(indexes))


def read_passages(
    session: Session, wanted: Mapping[Version, Collection[int]]
) -> dict[tuple[UUID, int], Passage]:
    """Return passages by their decks and their places there, which *wanted* gives."""
    lines = _lines(session, wanted)
    bare = [version for version in wanted if version.deck not in lines]
    made = passages.load(session, bare) if bare else {}
    found = {
        (version.deck, place): from_line(version.deck, lines[version.deck][place])
        for version, places in wanted.items()
        if version.deck in lines
        for place in places
    }
    for version in bare:
        its = made.get(version.deck, ())
        # Whoever publishes in this very moment may leave less than was read before.
        found |= {(version.deck, at): its[at] for at in wanted[version] if at < len(its)}
    return found


def _lines(session: Session, wanted: Collection[Version]) -> dict[UUID, Sequence[str]]:
    rows = session.execute(
        select(SearchIndex.deck_id, SearchIndex.digest, SearchIndex.passages).where(
            SearchIndex.deck_id.in_([version.deck for version in wanted])
        )
    ).all()
    known = {(version.deck, version.digest) for version in wanted}
    return {deck: text.split("\n") for deck, made, text in rows if (deck, made) in known}


def _newest(
    session: Session, decks: ColumnElement[bool], *columns: InstrumentedAttribute[Any]
) -> dict[Version, tuple[Any, ...]]:
    """Return the newest rendering of each deck's head, with columns of its index."""
    rows = session.execute(_statement(decks, *columns))
    newest = {row[0]: (Version(*row[:4]), tuple(row[4:])) for row in rows}
    return dict(newest.values())


def _statement(
    decks: ColumnElement[bool], *columns: InstrumentedAttribute[Any]
) -> Select[*tuple[Any, ...]]:
    return (
        select(Deck.id, Deck.head, DeckRendering.renderer, SearchIndex.digest, *columns)
        .join(
            DeckRendering,
            and_(DeckRendering.deck_id == Deck.id, DeckRendering.number == Deck.head),
        )
        .outerjoin(
            SearchIndex,
            and_(
                SearchIndex.deck_id == Deck.id,
                SearchIndex.number == DeckRendering.number,
                SearchIndex.renderer == DeckRendering.renderer,
                SearchIndex.layout == LAYOUT,
            ),
        )
        .where(decks)
        .order_by(Deck.position, Deck.key, DeckRendering.renderer)
    )
