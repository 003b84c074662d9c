"""Students' own texts for cards, as differences from what they were made from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.decks.comparing import compare
from app.models import NoteRevision, Offering, Sort, Suggestion
from app.services.worklist.places import places
from app.services.worklist.settled import Settled
from app.services.worklist.values import Edit, Item


def suggestions(session: Session, offering: Offering, settled: Settled) -> list[Item]:
    """Return an item for every suggestion that is not settled; nobody is named."""
    rows = session.execute(
        select(Suggestion, NoteRevision.source)
        .join(
            NoteRevision,
            (NoteRevision.note_id == Suggestion.note_id) & (NoteRevision.number == Suggestion.base),
        )
        .where(Suggestion.offering_id == offering.id)
        .order_by(Suggestion.made_at, Suggestion.id)
    )
    found = [
        (row, source)
        for row, source in rows
        if not settled.covers(Sort.SUGGESTION, row.card_id, str(row.id), row.made_at)
    ]
    here = places(session, offering, {row.card_id for row, _ in found})
    return [
        Item(
            Sort.SUGGESTION,
            here[row.card_id],
            students=1,
            newest=row.made_at,
            subject=str(row.id),
            edit=Edit(*compare(source, row.source), reason=row.reason),
        )
        for row, source in found
        if row.card_id in here
    ]
