"""Everything about an apply that needs no transaction: which files, read as what, any faults.

Slow work happens here, so that nobody waits for the database meanwhile; `apply` then checks
that the store is still the one that was prepared against.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from uuid import UUID

from app.decks import parse
from app.decks.check import check
from app.decks.lock import LockedNote
from app.decks.merging import Merge
from app.decks.model import Deck, Diagnostic, Parsed
from app.services.decks.pairing import Pair, pair
from app.services.decks.sources import Source, Sources
from app.services.decks.store import Store, StoredDeck


class Origin(StrEnum):
    """Where a revision of a deck came from."""

    FILE = "file"
    BROWSER = "browser"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Clash:
    """A deck of which the file and the browser changed the same lines."""

    source: Source
    stored: StoredDeck
    merge: Merge


@dataclass(frozen=True, slots=True)
class Draft:
    """A deck to write: what it was, the Markdown to publish, and what that says.

    *base_hash* is the hash of the file that becomes the deck's base; *markdown* may be newer
    than that file, where the deck was edited in the browser and the file merely moved. Where
    both moved on, it is the two merged, and *file_text* is the file, kept as a revision so that
    the next merge has its origin. *author* wrote it in the browser.
    """

    key: str
    base_hash: str
    markdown: str
    deck: Deck
    stored: StoredDeck | None
    file_text: str | None = None
    origin: Origin = Origin.FILE
    author: UUID | None = None

    @property
    def title(self) -> str:
        """The deck's title, or else the name of its file."""
        return self.deck.meta.title or PurePosixPath(self.key).stem


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an apply would take in (*drafts*), leave (*unchanged*) and retire (*vanished*).

    *conflicts* are the keys of decks that both the browser and the files have changed, and
    that cannot be *merged*; *clashes* says of those with a common origin where.
    """

    store: Store
    drafts: tuple[Draft, ...]
    unchanged: tuple[StoredDeck, ...] = ()
    vanished: tuple[StoredDeck, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    conflicts: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    merged: tuple[str, ...] = ()
    locks: tuple[LockedNote, ...] = ()

    @property
    def nothing_to_do(self) -> bool:
        """Whether the store holds these files already."""
        return not (self.drafts or self.vanished)

    @property
    def is_applicable(self) -> bool:
        """Whether there is something to write, and nothing but the guard may be against it."""
        return not (self.nothing_to_do or self.has_errors or self.conflicts)

    @property
    def has_errors(self) -> bool:
        """Whether a file cannot be published; then none of them is."""
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)


def prepare(store: Store, sources: Sources) -> Prepared:
    """Compare *sources* with *store*; where anything differs, parse and check all of them."""
    live_inside = [d for d in store.decks if not d.retired and sources.covers(d.key)]
    if _nothing_changed(sources, live_inside):
        return Prepared(store, drafts=(), unchanged=tuple(live_inside))
    parsed = {source.key: parse(source.text, source.key) for source in sources.files}
    pairs, others = pair(
        sources.files,
        store.decks,
        name_of_source=lambda source: parsed[source.key].deck.meta.deck,
        name_of_stored=lambda deck: parse(deck.markdown, deck.key).deck.meta.deck,
    )
    touched = [p for p in pairs if not p.unchanged]
    merges = {p.source.key: p.merge() for p in touched if p.conflict}
    merged = {key: m.text for key, m in merges.items() if m and m.text is not None}
    parsed |= {key: parse(text, key) for key, text in merged.items()}
    vanished = [d for d in others if not d.retired and sources.covers(d.key)]
    return Prepared(
        store=store,
        drafts=tuple(_draft(p, parsed[p.source.key], merged.get(p.source.key)) for p in touched),
        unchanged=tuple(p.stored for p in pairs if p.unchanged and p.stored),
        vanished=tuple(vanished),
        diagnostics=_diagnostics(sources, list(parsed.values())),
        conflicts=(
            *(key for key in merges if key not in merged),
            *(deck.key for deck in vanished if deck.edited_in_browser),
        ),
        clashes=tuple(
            Clash(p.source, p.stored, m)
            for p in touched
            if p.stored and (m := merges.get(p.source.key)) and m.text is None
        ),
        merged=tuple(merged),
        locks=sources.locks,
    )


def prepare_renewal(store: Store, wanted: Container[UUID]) -> Prepared:
    """Take the published text of the *wanted* decks in again, as today's code reads it."""
    drafts = [
        Draft(
            key=stored.key,
            base_hash=stored.base_hash,
            markdown=stored.markdown,
            deck=parse(stored.markdown, stored.key).deck,
            stored=stored,
        )
        for stored in store.decks
        if not stored.retired and stored.id in wanted
    ]
    return Prepared(store, tuple(drafts))


def _nothing_changed(sources: Sources, live_inside: Sequence[StoredDeck]) -> bool:
    """Tell, without parsing, whether each file is a served deck and each such deck a file."""
    stored = {deck.key: deck for deck in live_inside}
    if sources.faults or {source.key for source in sources.files} != set(stored):
        return False
    return all(Pair(source, stored[source.key]).unchanged for source in sources.files)


def _draft(paired: Pair, parsed: Parsed, merged: str | None) -> Draft:
    source, stored = paired.source, paired.stored
    if merged is not None:
        return Draft(
            source.key, source.hash, merged, parsed.deck, stored, source.text, Origin.MERGE
        )
    markdown, deck = source.text, parsed.deck
    if stored is not None and stored.base_hash == source.hash and stored.edited_in_browser:
        # The file says nothing new, so the head goes on being what the browser made of it.
        markdown, deck = stored.markdown, parse(stored.markdown, source.key).deck
    return Draft(source.key, source.hash, markdown, deck, stored)


def _diagnostics(sources: Sources, parsed: Sequence[Parsed]) -> tuple[Diagnostic, ...]:
    """Return all faults of the files, each named as the caller named them."""
    given = {source.key: source.path for source in sources.files}
    found = (replace(fault, path=given[fault.path]) for fault in check(parsed))
    return tuple(sorted([*sources.faults, *found]))
