"""Everything about an apply that needs no transaction: which files, read as what, any faults.

Slow work happens here, so that nobody waits for the database meanwhile; `apply` then checks
that the store is still the one that was prepared against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from uuid import UUID

from app.content import Beside
from app.decks import parse
from app.decks.check import check, check_between
from app.decks.model import Deck, Diagnostic, Parsed
from app.services.decks.drafts import (
    Clash,
    Draft,
    Origin,
    Prepared,
    addresses,
    shown_pictures,
    stored_addresses,
    uploaded,
)
from app.services.decks.pairing import Pair, pair
from app.services.decks.sources import Source, Sources
from app.services.decks.store import Store, StoredDeck
from app.services.formulas import check_formulas
from app.services.media.files import Loaded, Pictures, are_unchanged, load_pictures

# What a deck with anything for an exam holds: the attribute use=exam.
_FOR_EXAMS = re.compile(r"use\s*=\s*\"?\s*exam", re.IGNORECASE)


def prepare(store: Store, sources: Sources) -> Prepared:
    """Compare *sources* with *store*; parse and check those that differ.

    What lies between those and the others is found in the database (`neighbours`).
    """
    live_inside = [d for d in store.decks if _has_its_file_in(sources, d)]
    if _nothing_changed(sources, live_inside):
        return Prepared(store, drafts=(), unchanged=tuple(live_inside))
    uploads = frozenset[str]().union(*(deck.uploads for deck in store.decks))
    read = cache(lambda source: _parsed(source, source.text, uploads))
    pairs, others = _paired(store, sources, read)
    touched = [p for p in pairs if not (p.unchanged and _shows_the_same(p))]
    parsed = {p.source.key: read(p.source) for p in touched}
    merges = {p.source: p.merge() for p in touched if p.conflict}
    merged = {source: m.text for source, m in merges.items() if m and m.text is not None}
    parsed |= {source.key: _parsed(source, text, uploads) for source, text in merged.items()}
    pictures = _pictures(sources, parsed, uploads)
    vanished = [d for d in others if _has_its_file_in(sources, d)]
    return Prepared(
        store=store,
        drafts=tuple(
            _draft(p, parsed[p.source.key], merged.get(p.source), pictures) for p in touched
        ),
        unchanged=tuple(p.stored for p in pairs if p.source.key not in parsed and p.stored),
        vanished=tuple(vanished),
        diagnostics=_diagnostics(sources, parsed, pictures),
        conflicts=(
            *(source.key for source in merges if source not in merged),
            *(deck.key for deck in vanished if deck.edited_in_browser),
        ),
        clashes=tuple(
            Clash(p.source, p.stored, m)
            for p in touched
            if p.stored and (m := merges.get(p.source)) and m.text is None
        ),
        merged=tuple(source.key for source in merged),
        locks=sources.locks,
        files={source.key: source.path for source in sources.files},
    )


def prepare_renewal(store: Store, wanted: Container[UUID]) -> Prepared:
    """Take the published text of the *wanted* decks in again, as today's code reads it."""
    decks = [d for d in store.decks if not d.retired and d.id in wanted]
    return Prepared(store, tuple(_again(stored) for stored in decks))


def _again(stored: StoredDeck) -> Draft:
    parsed = parse(stored.markdown, stored.key)
    return Draft(
        key=stored.key,
        base_hash=stored.base_hash,
        markdown=stored.markdown,
        deck=parsed.deck,
        stored=stored,
        addresses=stored_addresses(parsed, stored),
    )


def _paired(
    store: Store, sources: Sources, read: Callable[[Source], Parsed]
) -> tuple[list[Pair], list[StoredDeck]]:
    """Pair files and decks; only where bytes or places differ does it take *read* for the name."""
    return pair(
        sources.files,
        store.decks,
        name_of_source=lambda source: read(source).deck.meta.deck,
        name_of_stored=lambda deck: parse(deck.markdown, deck.key).deck.meta.deck,
    )


def _has_its_file_in(sources: Sources, deck: StoredDeck) -> bool:
    """Tell whether the file of a deck that is served would be among *sources*."""
    return not deck.retired and deck.is_of_file and sources.covers(deck.key)


def _parsed(source: Source, text: str, uploads: Container[str]) -> Parsed:
    return parse(text, source.key, Beside(source.root, uploads))


def _pictures(sources: Sources, parsed: Mapping[str, Parsed], uploads: Container[str]) -> Pictures:
    """Read the pictures of all files, those of each content folder from there."""
    loaded: dict[str, Loaded] = {}
    faults: list[Diagnostic] = []
    for root in dict.fromkeys(source.root for source in sources.files):
        here = (source.key for source in sources.files if source.root == root)
        decks = [parsed[key] for key in here if key in parsed]
        found = load_pictures(decks, root, uploads)
        loaded |= found.loaded
        faults += found.faults
    return Pictures(loaded, tuple(faults))


def _nothing_changed(sources: Sources, live_inside: Sequence[StoredDeck]) -> bool:
    """Tell, without parsing, whether each file is a served deck and each such deck a file."""
    stored = {deck.key: deck for deck in live_inside}
    if sources.faults or {source.key for source in sources.files} != set(stored):
        return False
    pairs = [Pair(source, stored[source.key]) for source in sources.files]
    return all(p.unchanged and _shows_the_same(p) for p in pairs)


def _shows_the_same(paired: Pair) -> bool:
    """Tell whether the files of the deck's pictures are those that were taken in."""
    if paired.stored is None:
        return True
    pictures = ((one.key, one.source) for one in paired.stored.pictures if one.source)
    return are_unchanged(pictures, paired.source.key, paired.source.root)


def _draft(paired: Pair, parsed: Parsed, merged: str | None, pictures: Pictures) -> Draft:
    source, stored = paired.source, paired.stored
    markdown = source.text if merged is None else merged
    if (
        merged is None
        and stored is not None
        and stored.base_hash == source.hash
        and stored.edited_in_browser
    ):
        # The file says nothing new, so the head goes on being what the browser made of it.
        markdown, parsed = stored.markdown, parse(stored.markdown, source.key)
    known = uploaded(stored) | dict(pictures.loaded)
    shown = shown_pictures(parsed, known)
    return Draft(
        key=source.key,
        base_hash=source.hash,
        markdown=markdown,
        deck=parsed.deck,
        stored=stored,
        addresses=addresses(parsed, {one.key: one.digest for one in shown}),
        pictures=shown,
        file_text=None if merged is None else source.text,
        origin=Origin.FILE if merged is None else Origin.MERGE,
    )


def _diagnostics(
    sources: Sources, parsed: Mapping[str, Parsed], pictures: Pictures
) -> tuple[Diagnostic, ...]:
    """Return all faults of the *parsed* files, each named as the caller named them."""
    given = {source.key: source.path for source in sources.files}
    changed = list(parsed.values())
    faults = [*check(changed), *check_formulas(changed), *pictures.faults]
    if kept := list(_kept_for_exams(sources, parsed)):
        faults += check_between([*kept, *(one.deck for one in changed)], parsed)
    found = (replace(fault, path=given[fault.path]) for fault in dict.fromkeys(faults))
    return tuple(sorted([*sources.faults, *found]))


def _kept_for_exams(sources: Sources, parsed: Container[str]) -> Iterator[Deck]:
    """Yield what the other files keep for exams, which is nowhere in the tables of cards."""
    for source in sources.files:
        if source.key not in parsed and _FOR_EXAMS.search(source.text):
            deck = parse(source.text, source.key).deck
            if deck.exam_notes:
                yield replace(deck, notes=())
