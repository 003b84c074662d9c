"""Which file is which deck: by an unchanged file, by its `deck:` name, then by its place.

The name goes before the place, so that renumbering files (`02-…` becomes `03-…`) takes each
deck with it, and with it the address of its reading page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.decks.merging import Merge, merge
from app.services.decks.sources import Source
from app.services.decks.store import StoredDeck

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pair:
    """A file and the deck it is; None for a new one."""

    source: Source
    stored: StoredDeck | None

    @property
    def unchanged(self) -> bool:
        """Whether the deck has already taken this file in, at this place, and serves."""
        stored = self.stored
        return (
            stored is not None
            and not stored.retired
            and stored.base_hash == self.source.hash
            and stored.key == self.source.key
        )

    @property
    def conflict(self) -> bool:
        """Whether the file and the published deck both moved on from the last file."""
        stored = self.stored
        return (
            stored is not None
            and stored.edited_in_browser
            and self.source.hash not in {stored.base_hash, stored.head_hash}
        )

    def merge(self) -> Merge | None:
        """Return the file and the published deck as one text; None without a common origin.

        A deck that was written in the browser has none: there all of both texts is in conflict.
        """
        stored = self.stored
        if stored is None or (stored.base is None and stored.is_of_file):
            return None
        return merge(stored.base or "", self.source.text, stored.markdown)


def pair(
    sources: Sequence[Source],
    stored: Sequence[StoredDeck],
    name_of_source: Callable[[Source], str],
    name_of_stored: Callable[[StoredDeck], str],
) -> tuple[list[Pair], list[StoredDeck]]:
    """Return each source with its deck, and the decks that no source is.

    A name that several files or several decks bear tells nothing and is passed over.
    """
    found: dict[Source, StoredDeck] = {}
    rules: tuple[tuple[Callable[[Source], Hashable], Callable[[StoredDeck], Hashable]], ...] = (
        (lambda source: (source.key, source.hash), lambda deck: (deck.key, deck.base_hash)),
        (name_of_source, name_of_stored),
        (lambda source: source.key, lambda deck: deck.key),
    )
    for source_key, stored_key in rules:
        taken = {deck.id for deck in found.values()}
        of_stored = _unique((d for d in stored if d.id not in taken), stored_key)
        of_source = _unique((s for s in sources if s not in found), source_key)
        found |= {of_source[key]: of_stored[key] for key in of_source.keys() & of_stored.keys()}
    taken = {deck.id for deck in found.values()}
    pairs = [Pair(source, found.get(source)) for source in sources]
    return pairs, [deck for deck in stored if deck.id not in taken]


def _unique(things: Iterable[T], key_of: Callable[[T], Hashable]) -> dict[Hashable, T]:
    """Index *things* by their key, without empty keys and keys that occur twice."""
    keyed = [(key_of(thing), thing) for thing in things]
    counts = Counter(key for key, _ in keyed)
    return {key: thing for key, thing in keyed if key and counts[key] == 1}
