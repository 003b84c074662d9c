"""What lies between the decks that an apply takes in and those of its PATH that did not change.

Those are not parsed again: what their cards ask and answer stands in the database. Of a course's
thousands of notes few come into question, and only these are loaded whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Text, cast, or_, select
from sqlalchemy.orm import Session

from app.decks import model
from app.decks.check import asked_as, check_between
from app.decks.model import Diagnostic, Facet, FrontMatter, Kind
from app.decks.normal import normal_form
from app.models import Card, CardRevision, Deck, Note, NoteRevision
from app.services.decks.drafts import Prepared

AT_ONCE = 5000  # decks or notes named in one query

_HEAD = (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head)


def check_neighbours(session: Session, prepared: Prepared) -> tuple[Diagnostic, ...]:
    """Return the faults between the drafts and the unchanged decks, at the drafts' files.

    Nothing for what was prepared without files: the browser checks a deck by itself.
    """
    unchanged = [deck.id for deck in prepared.unchanged if deck.key in prepared.files]
    drafts = [draft.deck for draft in prepared.drafts]
    near: list[UUID] = []
    for some in _parts(unchanged if drafts else ()):
        near += _near(session, Note.deck_id.in_(some) & Note.retired_at.is_(None), drafts)
    stored = (deck for some in _parts(near) for deck in _stored(session, Note.id.in_(some)))
    found = check_between([*stored, *drafts], {deck.path for deck in drafts})
    return tuple(replace(one, path=prepared.files[one.path]) for one in dict.fromkeys(found))


def _parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _near(
    session: Session, unchanged: ColumnElement[bool], drafts: Iterable[model.Deck]
) -> list[UUID]:
    """Return the notes that ask or answer what *drafts* do, have one of their ids, or accept."""
    notes = [note for deck in drafts for note in (*deck.notes, *deck.exam_notes)]
    cards = [card for note in notes for card in note.cards]
    fronts = {asked_as(card.front) for card in cards}
    accepted = {normal_form(wording) for card in cards for wording in card.accept}
    rows = session.execute(
        select(Card.note_id, CardRevision.front, CardRevision.back)
        .join(Note, Note.id == Card.note_id)
        .join(CardRevision, _HEAD)
        .where(unchanged, Card.retired_at.is_(None))
    )
    found = {
        uid
        for uid, front, back in rows
        if asked_as(front) in fronts or (accepted and normal_form(back) in accepted)
    }
    ids = {note.explicit_id for note in notes if note.explicit_id}
    told = or_(Note.explicit_id.in_(ids), cast(CardRevision.accept, Text) != "[]")
    named = select(Note.id).join(Card, Card.note_id == Note.id).join(CardRevision, _HEAD)
    return sorted(found.union(session.scalars(named.where(unchanged, told))))


def _stored(session: Session, chosen: ColumnElement[bool]) -> Iterator[model.Deck]:
    """Yield decks of the *chosen* notes, with what `check_between` looks at and nothing else."""
    cards = _cards(session, chosen)
    rows = session.execute(
        select(Deck.key, Note, NoteRevision)
        .join(Deck, Deck.id == Note.deck_id)
        .join(NoteRevision, (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.head))
        .where(chosen)
        .order_by(Deck.key, Note.position)
    )
    for key, note, revision in rows:
        yield model.Deck(key, FrontMatter(), (_note(note, revision, cards[note.id]),))


def _cards(session: Session, chosen: ColumnElement[bool]) -> Mapping[UUID, list[Row[Any]]]:
    rows: Iterable[Row[Any]] = session.execute(
        select(Card, CardRevision)
        .join(Note, Note.id == Card.note_id)
        .join(CardRevision, _HEAD)
        .where(chosen, Card.retired_at.is_(None))
        .order_by(Card.position)
    )
    of_note: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        of_note[row.Card.note_id].append(row)
    return of_note


def _note(note: Note, revision: NoteRevision, cards: Sequence[Row[Any]]) -> model.Note:
    return model.Note(
        kind=Kind(note.kind),
        explicit_id=note.explicit_id,
        line=revision.line,
        end_line=revision.end_line,
        position=note.position,
        context=tuple(cards[0].CardRevision.context) if cards else (),
        source=revision.source,
        cards=tuple(_card(row.Card, row.CardRevision) for row in cards),
    )


def _card(card: Card, revision: CardRevision) -> model.Card:
    return model.Card(
        kind=Kind(revision.kind),
        facet=Facet(card.facet),
        key=card.key,
        front=revision.front,
        back=revision.back,
        line=revision.line,
        items=tuple(model.Item(i["key"], i["text"], revision.line) for i in revision.items),
        accept=tuple(revision.accept),
    )
