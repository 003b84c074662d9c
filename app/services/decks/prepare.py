"""Everything about an apply that needs no transaction: which files, read as what, any faults.

Slow work happens here, so that nobody waits for the database meanwhile; `apply` then checks
that the store is still the one that was prepared against.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from uuid import UUID

from app.content import Beside
from app.decks import parse
from app.decks.check import check
from app.decks.model import Deck, Diagnostic, Parsed
from app.services.decks.pairing import Pair, pair
from app.services.decks.sources import Sources
from app.services.decks.store import Store, StoredDeck
from app.services.formulas import check_formulas
from app.services.media.files import Loaded, Pictures, are_unchanged, load_pictures
from app.services.media.store import address_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A deck to write: what it was, the Markdown to publish, and what that says.

    *base_hash* is the hash of the file that becomes the deck's base; *markdown* may be newer
    than that file, where the deck was edited in the browser and the file merely moved.
    *addresses* says where its pictures are served from, by what it writes; *pictures* are
    those to store (None: what is stored stays).
    """

    key: str
    base_hash: str
    markdown: str
    deck: Deck
    stored: StoredDeck | None
    addresses: Mapping[str, str]
    pictures: tuple[Loaded, ...] | None = None

    @property
    def is_redrawn(self) -> bool:
        """Whether it shows other pictures than those stored, so that its HTML is another."""
        return (
            self.stored is not None
            and self.pictures is not None
            and (
                {(one.key, one.digest) for one in self.stored.pictures}
                != {(one.key, one.digest) for one in self.pictures}
            )
        )

    @property
    def title(self) -> str:
        """The deck's title, or else the name of its file."""
        return self.deck.meta.title or PurePosixPath(self.key).stem


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an apply would take in (*drafts*), leave (*unchanged*) and retire (*vanished*).

    *conflicts* are the keys of decks that both the browser and the files have changed.
    """

    store: Store
    drafts: tuple[Draft, ...]
    unchanged: tuple[StoredDeck, ...] = ()
    vanished: tuple[StoredDeck, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    conflicts: tuple[str, ...] = ()

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
    parsed = {
        source.key: parse(source.text, source.key, Beside(sources.root)) for source in sources.files
    }
    pictures = load_pictures(list(parsed.values()), sources.root)
    pairs, others = pair(
        sources.files,
        store.decks,
        name_of_source=lambda source: parsed[source.key].deck.meta.deck,
        name_of_stored=lambda deck: parse(deck.markdown, deck.key).deck.meta.deck,
    )
    touched = [p for p in pairs if not (p.unchanged and _shows_the_same(sources, p))]
    vanished = [d for d in others if not d.retired and sources.covers(d.key)]
    return Prepared(
        store=store,
        drafts=tuple(_draft(p, parsed[p.source.key], pictures) for p in touched),
        unchanged=tuple(p.stored for p in pairs if p not in touched and p.stored),
        vanished=tuple(vanished),
        diagnostics=_diagnostics(sources, list(parsed.values()), pictures),
        conflicts=(
            *(p.source.key for p in touched if p.conflict),
            *(deck.key for deck in vanished if deck.edited_in_browser),
        ),
    )


def prepare_renewal(store: Store, wanted: Container[UUID]) -> Prepared:
    """Take the published text of the *wanted* decks in again, as today's code reads it."""
    decks = [d for d in store.decks if not d.retired and d.id in wanted]
    return Prepared(store, tuple(_again(stored) for stored in decks))


def _again(stored: StoredDeck) -> Draft:
    parsed = parse(stored.markdown, stored.key)
    digests = {one.key: one.digest for one in stored.pictures}
    return Draft(
        key=stored.key,
        base_hash=stored.base_hash,
        markdown=stored.markdown,
        deck=parsed.deck,
        stored=stored,
        addresses=_addresses(parsed, digests),
    )


def _nothing_changed(sources: Sources, live_inside: Sequence[StoredDeck]) -> bool:
    """Tell, without parsing, whether each file is a served deck and each such deck a file."""
    stored = {deck.key: deck for deck in live_inside}
    if sources.faults or {source.key for source in sources.files} != set(stored):
        return False
    pairs = [Pair(source, stored[source.key]) for source in sources.files]
    return all(p.unchanged and _shows_the_same(sources, p) for p in pairs)


def _shows_the_same(sources: Sources, paired: Pair) -> bool:
    """Tell whether the files of the deck's pictures are those that were taken in."""
    if paired.stored is None:
        return True
    pictures = ((one.key, one.source) for one in paired.stored.pictures)
    return are_unchanged(pictures, paired.source.key, sources.root)


def _draft(paired: Pair, parsed: Parsed, pictures: Pictures) -> Draft:
    source, stored = paired.source, paired.stored
    markdown = source.text
    if stored is not None and stored.base_hash == source.hash and stored.edited_in_browser:
        # The file says nothing new, so the head goes on being what the browser made of it.
        markdown, parsed = stored.markdown, parse(stored.markdown, source.key)
    keys = dict.fromkeys(picture.key for picture in parsed.pictures)
    shown = tuple(pictures.loaded[key] for key in keys if key in pictures.loaded)
    addresses = _addresses(parsed, {one.key: one.digest for one in shown})
    return Draft(source.key, source.hash, markdown, parsed.deck, stored, addresses, shown)


def _addresses(parsed: Parsed, digests: Mapping[str, str]) -> dict[str, str]:
    """Return, by what the deck writes, where each of its pictures is served from."""
    return {
        picture.address: address_of(digests[picture.key])
        for picture in parsed.pictures
        if picture.key in digests
    }


def _diagnostics(
    sources: Sources, parsed: Sequence[Parsed], pictures: Pictures
) -> tuple[Diagnostic, ...]:
    """Return all faults of the files, each named as the caller named them."""
    given = {source.key: source.path for source in sources.files}
    faults = (*check(parsed), *check_formulas(parsed), *pictures.faults)
    found = (replace(fault, path=given[fault.path]) for fault in faults)
    return tuple(sorted([*sources.faults, *found]))
