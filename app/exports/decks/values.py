"""What is exported: decks of notes with rendered cards, and their pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from app.decks.model import Facet, Kind
from app.decks.normal import bare

PICTURE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")')
STORED = "/media/"
_BELOW = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


@dataclass(frozen=True, slots=True)
class DeckPicture:
    """A picture: the *digest* of its bytes (SHA-256), its MIME type, and the bytes."""

    digest: str
    kind: str
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """The name of its file wherever files of others stand beside it."""
        ending = self.kind.removeprefix("image/").removesuffix("+xml").replace("jpeg", "jpg")
        return f"retain-{self.digest[:24]}.{ending}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: sanitised HTML of one line, and the side where it belongs."""

    html: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class ExportedCard:
    """A card with the sanitised HTML of its sides.

    *identity* tells it from its siblings for as long as the source can; *number* is the place
    of a cloze deletion among all that its note ever had, from 1.
    """

    identity: str
    facet: Facet
    front: str
    back: str
    entries: tuple[Entry, ...] = ()
    ordered: bool = False
    number: int = 1


@dataclass(frozen=True, slots=True)
class ExportedNote:
    """A note. *identity* outlives edits if *lasting*; *changed* is in seconds since 1970.

    *remark* is sanitised HTML; *context* and *hint* are Markdown of one line, as authors write.
    """

    identity: str
    kind: Kind
    cards: tuple[ExportedCard, ...]
    changed: int
    remark: str = ""
    hint: str = ""
    context: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lasting: bool = True

    @property
    def context_text(self) -> str:
        """The headings above the note as plain text."""
        return _BELOW.join(filter(None, map(bare, self.context)))

    @property
    def context_html(self) -> str:
        """The headings above the note as HTML."""
        return escape(self.context_text, quote=False)


@dataclass(frozen=True, slots=True)
class ExportedDeck:
    """A deck; *identity* is its key in the course, or the path of its file."""

    identity: str
    title: str
    notes: tuple[ExportedNote, ...]
    chapter: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Collection:
    """Decks that go into one file; *pictures* by the address that the HTML has for them."""

    identity: str
    title: str
    decks: tuple[ExportedDeck, ...]
    pictures: Mapping[str, DeckPicture] = field(default_factory=dict)

    def notes(self) -> Iterator[tuple[ExportedDeck, ExportedNote]]:
        """Yield every note with its deck, in order."""
        for deck in self.decks:
            for note in deck.notes:
                yield deck, note


def picture_addresses(html: str) -> Iterator[str]:
    """Yield the address of every picture in *html*."""
    if "<img" in html:
        for found in PICTURE.finditer(html):
            yield found[2]
