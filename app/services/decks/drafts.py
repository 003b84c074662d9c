"""What an apply is about to write, as it is prepared from files or from the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from uuid import UUID

from app.decks.lock import LockedNote
from app.decks.merging import Merge
from app.decks.model import Deck, Diagnostic, Parsed
from app.sandbox import Sandbox
from app.services.decks.sources import Source
from app.services.decks.store import Store, StoredDeck
from app.services.media.files import Loaded
from app.services.media.store import address_of
from app.services.rendering import RenderedDeck, render_deck


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
    *addresses* says where its pictures are served from, by what it writes; *pictures* are
    those to store (None: what is stored stays). *new_id* is what a new deck is to be called.
    """

    key: str
    base_hash: str
    markdown: str
    deck: Deck
    stored: StoredDeck | None
    addresses: Mapping[str, str]
    pictures: tuple[Loaded, ...] | None = None
    file_text: str | None = None
    origin: Origin = Origin.FILE
    author: UUID | None = None
    new_id: UUID | None = None

    @property
    def is_redrawn(self) -> bool:
        """Whether it shows other pictures than those stored, so that its HTML is another."""
        if self.stored is None or self.pictures is None:
            return False
        before = {(one.key, one.digest) for one in self.stored.pictures}
        return before != {(one.key, one.digest) for one in self.pictures}

    @property
    def title(self) -> str:
        """The deck's title, or else the name of its file."""
        return self.deck.meta.title or PurePosixPath(self.key).stem


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an apply would take in (*drafts*), leave (*unchanged*) and retire (*vanished*).

    *conflicts* are the keys of decks that both the browser and the files have changed, and
    that cannot be *merged*; *clashes* says of those with a common origin where. *files* are
    the files of the PATH as the caller named them, by their keys.
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
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[StoredDeck, ...]:
        """The decks whose file is gone although the browser has edited them."""
        return tuple(deck for deck in self.vanished if deck.edited_in_browser)

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


def render_draft(draft: Draft, sandbox: Sandbox) -> RenderedDeck:
    """Return the HTML of *draft*, its pictures where they are served from.

    *sandbox* runs ``app.services.rendering.TARGET``; use it without a transaction.
    """
    return render_deck(draft.deck, sandbox, draft.addresses)


def stored_addresses(parsed: Parsed, stored: StoredDeck) -> dict[str, str]:
    """Return where the pictures that are stored with the deck are served from."""
    return addresses(parsed, {one.key: one.digest for one in stored.pictures})


def addresses(parsed: Parsed, digests: Mapping[str, str]) -> dict[str, str]:
    """Return, by what the deck writes, where each of its pictures is served from."""
    return {
        picture.address: address_of(digests[picture.key])
        for picture in parsed.pictures
        if picture.key in digests
    }


def shown_pictures(parsed: Parsed, pictures: Mapping[str, Loaded]) -> tuple[Loaded, ...]:
    """Return those of *pictures*, which go by their keys, that a text shows, each once."""
    keys = dict.fromkeys(picture.key for picture in parsed.pictures)
    return tuple(pictures[key] for key in keys if key in pictures)


def uploaded(stored: StoredDeck | None) -> dict[str, Loaded]:
    """Return the pictures of a deck that no file has, as they are to be stored with it again.

    Their bytes are stored, and left out here.
    """
    pictures = stored.pictures if stored else ()
    return {p.key: Loaded(p.key, p.digest, p.source, "", b"") for p in pictures if not p.source}
