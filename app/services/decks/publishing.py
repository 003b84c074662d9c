"""Text from the browser: a new published head. The base, and with it the files, stay.

These functions only prepare; whoever calls renders the drafts without a transaction and then
calls ``apply`` within one that writes, exactly as for files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from app.decks import parse
from app.decks.check import check
from app.decks.model import Parsed
from app.models import Deck
from app.services.decks.drafts import (
    Clash,
    Draft,
    Origin,
    Prepared,
    addresses,
    shown_pictures,
    stored_addresses,
)
from app.services.decks.sources import text_hash
from app.services.decks.store import NO_FILE, Store, StoredDeck
from app.services.media.files import Loaded


def publication(
    store: Store,
    deck_id: UUID,
    text: str,
    author: UUID,
    pictures: Mapping[str, Loaded] | None = None,
) -> Prepared:
    """Return what publishing *text* as the deck takes: nothing if that is its text already.

    Its file's next change is merged with it. *pictures* are all that it may show, by their
    keys (None: those that it shows now). Raises LookupError for a deck that is not there.
    """
    stored = live_deck(store, deck_id)
    if text_hash(text) == stored.head_hash:
        return Prepared(store, drafts=(), unchanged=(stored,))
    return _written(store, deck_id, stored.key, text, author, stored, pictures)


def creation(
    store: Store,
    deck_id: UUID,
    key: str,
    text: str,
    author: UUID,
    pictures: Mapping[str, Loaded],
) -> Prepared:
    """Return what publishing *text* as a new deck takes, which will have this id and *key*."""
    return _written(store, deck_id, key, text, author, None, pictures)


def _written(
    store: Store,
    deck_id: UUID,
    key: str,
    text: str,
    author: UUID,
    stored: StoredDeck | None,
    pictures: Mapping[str, Loaded] | None,
) -> Prepared:
    parsed = parse(text, key, pictures)
    if pictures is None:
        known = {one.key: one.digest for one in stored.pictures} if stored else {}
    else:
        known = {one.key: one.digest for one in pictures.values()}
    draft = Draft(
        key=key,
        base_hash=stored.base_hash if stored else NO_FILE,
        markdown=text,
        deck=parsed.deck,
        stored=stored,
        addresses=addresses(parsed, known),
        pictures=None if pictures is None else shown_pictures(parsed, pictures),
        origin=Origin.BROWSER,
        author=author,
        new_id=deck_id,
    )
    return _prepared(store, draft, parsed)


def resolution(store: Store, clash: Clash, text: str, author: UUID) -> Prepared:
    """Return what settling *clash* with *text* takes: the file as the base, *text* as the head."""
    source = clash.source
    parsed = parse(text, source.key)
    draft = Draft(
        key=source.key,
        base_hash=source.hash,
        markdown=text,
        deck=parsed.deck,
        stored=clash.stored,
        addresses=stored_addresses(parsed, clash.stored),
        file_text=source.text,
        origin=Origin.FILE if text == source.text else Origin.MERGE,
        author=author,
    )
    return _prepared(store, draft, parsed)


def retirement(store: Store, stored: StoredDeck) -> Prepared:
    """Return what taking a deck out takes; its cards keep their history."""
    others = tuple(d for d in store.decks if d != stored and not d.retired)
    return Prepared(store, drafts=(), unchanged=others, vanished=(stored,))


def keep_without_file(session: Session, deck_id: UUID) -> None:
    """Give a deck whose file is gone to the browser: from now on no file is missed."""
    session.get_one(Deck, deck_id).base_hash = NO_FILE
    session.flush()


def live_deck(store: Store, deck_id: UUID) -> StoredDeck:
    """Return a deck of *store* that is published; raises LookupError."""
    for deck in store.decks:
        if deck.id == deck_id and not deck.retired:
            return deck
    raise LookupError(f"The course has no deck {deck_id}.")


def _prepared(store: Store, draft: Draft, parsed: Parsed) -> Prepared:
    others = tuple(d for d in store.decks if d != draft.stored and not d.retired)
    prepared = Prepared(store, drafts=(draft,), unchanged=others)
    return replace(prepared, diagnostics=tuple(sorted(check([parsed]))))
