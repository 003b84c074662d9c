"""The notes whose words say what a word is worth in a course: a sample, and only their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.decks.identity import KnownCard, KnownNote, sample
from app.decks.model import Facet, Kind
from app.models import Card, CardRevision, Note
from app.services.decks.known import Listed


def load_counted(
    session: Session, listed: Iterable[Listed], paths: Mapping[str, str]
) -> list[KnownNote]:
    """Return the `sample` of the course's notes that ``plan`` counts words in.

    *paths* are the places to which decks are moving, by their keys. Only what is counted is
    filled in: no revisions, no ids.
    """
    places = [
        (paths.get(note.deck_key, note.deck_key), note.position, note.id)
        for note in listed
        if not note.merged
    ]
    places.sort(key=itemgetter(0, 1))
    chosen = sample(places)
    cards = _cards(session, [uid for _, _, uid in chosen])
    return [_known(uid, path, position, cards[uid]) for path, position, uid in chosen]


def _cards(session: Session, notes: Sequence[UUID]) -> Mapping[UUID, list[Row[Any]]]:
    rows: Iterable[Row[Any]] = session.execute(
        select(
            Note.id,
            Note.kind,
            Card.facet,
            Card.retired_at.is_not(None).label("retired"),
            CardRevision.front,
            CardRevision.back,
        )
        .join(Card, Card.note_id == Note.id)
        .join(CardRevision, (CardRevision.card_id == Card.id) & (CardRevision.number == Card.head))
        .where(Note.id.in_(notes))
        .order_by(Card.position, Card.id)
    )
    of_note: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        of_note[row.id].append(row)
    return of_note


def _known(uid: UUID, path: str, position: int, rows: Sequence[Row[Any]]) -> KnownNote:
    return KnownNote(
        uid=uid,
        path=path,
        position=position,
        kind=Kind(rows[0].kind) if rows else Kind.TERM,
        explicit_id=None,
        retired=False,
        revisions=(),
        cards=tuple(
            KnownCard(uid, Facet(row.facet), "", row.retired, row.front, row.back) for row in rows
        ),
    )
