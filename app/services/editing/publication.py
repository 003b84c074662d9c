"""A draft on its way to students: prepared here, then planned and applied as files are."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.services.decks.drafts import Prepared
from app.services.decks.publishing import creation, publication
from app.services.decks.store import Store
from app.services.editing.drafts import Working
from app.services.editing.pictures import loadable


def prepared(session: Session, store: Store, here: Working, author: UUID) -> Prepared:
    """Return what publishing the draft takes: nothing if its text is published already."""
    pictures = loadable(session, store, here.stored)
    if here.stored is None:
        return creation(store, here.deck_id, here.key, here.text, author, pictures)
    return publication(store, here.deck_id, here.text, author, pictures)
