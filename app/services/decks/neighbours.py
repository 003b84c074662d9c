"""What lies between the decks that an apply takes in and those of its PATH that did not change.

Those are not parsed again: what their cards ask and answer stands in the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from app.decks import model
from app.decks.check import check_between
from app.decks.model import Diagnostic, Facet, FrontMatter, Kind
from app.models import Card, CardRevision, Deck, Note, NoteRevision
from app.services.decks.drafts import Prepared

AT_ONCE = 5000  # decks named in one query


def check_neighbours(session: Session, prepared: Prepared) -> tuple[Diagnostic, ...]:
    """Return the faults between the drafts and the unchanged decks, at the drafts' files.

    Nothing for what was prepared without files: the browser checks a deck by itself.
    """
    beside = [deck.id for deck in prepared.unchanged if deck.key in prepared.files]
    if not beside or not prepared.drafts:
        return ()
    decks = [*_stored_decks(session, beside), *(draft.deck for draft in prepared.drafts)]
    found = check_between(decks, {draft.deck.path for draft in prepared.drafts})
    return tuple(replace(one, path=prepared.files[one.path]) for one in dict.fromkeys(found))


def _stored_decks(session: Session, ids: Sequence[UUID]) -> Iterator[model.Deck]:
    """Yield the decks with what `check_between` looks at, and nothing else of them."""
    for start in range(0, len(ids), AT_ONCE):
        some = Note.deck_id.in_(ids[start : start + AT_ONCE]) & Note.retired_at.is_(None)
        cards = _cards(session, some)
        rows: Iterable[Row[Any]] = session.execute(
            select(
                Deck.key,
                Note.id,
                Note.kind,
                Note.explicit_id,
                Note.position,
                NoteRevision.line,
                NoteRevision.end_line,
                NoteRevision.source,
            )
            .join(Deck, Deck.id == Note.deck_id)
            .join(
                NoteRevision, (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.head)
            )
            .where(some)
            .order_by(Deck.key, Note.position)
        )
        notes: dict[str, list[model.Note]] = defaultdict(list)
        for row in rows:
            notes[row.key].append(_note(row, cards.get(row.id, [])))
        yield from (model.Deck(key, FrontMatter(), tuple(found)) for key, found in notes.items())


def _cards(session: Session, some: ColumnElement[bool]) -> Mapping[UUID, list[Row[Any]]]:
    found = session.execute(
        select(
            Card.note_id,
            Card.facet,
            CardRevision.kind,
            CardRevision.front,
            CardRevision.back,
            CardRevision.line,
            CardRevision.accept,
            CardRevision.items,
            CardRevision.context,
        )
        .join(Note, Note.id == Card.note_id)
        .join(CardRevision, (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head))
        .where(some, Card.retired_at.is_(None))
        .order_by(Card.position)
    )
    of_note: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in found:
        of_note[row.note_id].append(row)
    return of_note


def _note(row: Row[Any], cards: Iterable[Row[Any]]) -> model.Note:
    cards = list(cards)
    return model.Note(
        kind=Kind(row.kind),
        explicit_id=row.explicit_id,
        line=row.line,
        end_line=row.end_line,
        position=row.position,
        context=tuple(cards[0].context) if cards else (),
        source=row.source,
        cards=tuple(map(_card, cards)),
    )


def _card(row: Row[Any]) -> model.Card:
    return model.Card(
        kind=Kind(row.kind),
        facet=Facet(row.facet),
        key="",
        front=row.front,
        back=row.back,
        line=row.line,
        items=tuple(model.Item(i["key"], i["text"], row.line) for i in row.items),
        accept=tuple(row.accept),
    )
