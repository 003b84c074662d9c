"""Text from the browser: a new published head. The base, and with it the files, stay.

Both functions only prepare; whoever calls renders the drafts without a transaction and then
calls ``apply`` within one that writes, exactly as for files.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.decks import parse
from app.decks.check import check
from app.services.decks.drafts import Clash, Draft, Origin, Prepared, stored_addresses
from app.services.decks.sources import text_hash
from app.services.decks.store import Store, StoredDeck


def publication(store: Store, deck_id: UUID, text: str, author: UUID) -> Prepared:
    """Return what publishing *text* as the deck takes: nothing if that is its text already.

    Its file's next change is merged with it. Raises LookupError for a deck that is not there.
    """
    stored = live_deck(store, deck_id)
    if text_hash(text) == stored.head_hash:
        return Prepared(store, drafts=(), unchanged=(stored,))
    parsed = parse(text, stored.key)
    draft = Draft(
        key=stored.key,
        base_hash=stored.base_hash,
        markdown=text,
        deck=parsed.deck,
        stored=stored,
        addresses=stored_addresses(parsed, stored),
        origin=Origin.BROWSER,
        author=author,
    )
    return _prepared(store, draft)


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
    return _prepared(store, draft)


def live_deck(store: Store, deck_id: UUID) -> StoredDeck:
    """Return a deck of *store* that is published; raises LookupError."""
    for deck in store.decks:
        if deck.id == deck_id and not deck.retired:
            return deck
    raise LookupError(f"The course has no deck {deck_id}.")


def _prepared(store: Store, draft: Draft) -> Prepared:
    parsed = parse(draft.markdown, draft.key)
    others = tuple(d for d in store.decks if d != draft.stored and not d.retired)
    prepared = Prepared(store, drafts=(draft,), unchanged=others)
    return replace(prepared, diagnostics=tuple(sorted(check([parsed]))))
