"""What a Markdown file turns into: a deck of notes, each with cards, each at its source line.

All texts here are *source-level* Markdown, cleaned of our own marks (``{#id}``, ``==…==``,
directives). Two kinds of span stay inside card texts as pairs of private-use characters and
become elements only in rendering: a *marked* span (the answer of a cloze deletion, shown)
and a *blank* (the answer hidden; its content is the hint, or nothing).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
BLANK_OPEN, BLANK_CLOSE = "\ue002", "\ue003"


class Kind(StrEnum):
    """What a note asks for; the value stands in ``deck show`` and in the API."""

    TERM = "term"
    LIST = "list"
    STEPS = "steps"
    CONTRAST = "contrast"
    TABLE = "table"
    CLOZE = "cloze"
    QUESTION = "question"


class Facet(StrEnum):
    """The side of a note that a card asks. Keyed facets occur several times in one note."""

    FORWARD = "forward"  # term → definition, question → answer
    REVERSE = "reverse"  # definition → term
    LIST = "list"  # recall every entry; in order when the card is ordered
    AFTER = "after"  # keyed: what follows this step?
    CELL = "cell"  # keyed: the entry of one row and column
    SORT = "sort"  # contrast: which side does each entry belong to?
    RECALL = "recall"  # keyed by side: name the entries of one side of a contrast
    OPPOSITE = "opposite"  # keyed by the left entry: what stands opposite?
    CLOZE = "cloze"  # keyed by the answer: fill in the blank


KEYED_FACETS = frozenset({Facet.AFTER, Facet.CELL, Facet.RECALL, Facet.OPPOSITE, Facet.CLOZE})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list answer. *key* is its normal form, unique within the card."""

    key: str
    text: str
    line: int
    side: str = ""  # heading of its column, for a contrast
    accept: tuple[str, ...] = ()  # other wordings that count


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to recall. *key* is the normal form that tells keyed siblings apart, else ""."""

    kind: Kind
    facet: Facet
    key: str
    front: str
    back: str
    line: int
    items: tuple[Item, ...] = ()
    ordered: bool = False
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A piece of knowledge in a deck; its cards are its facets.

    *source* holds the block's lines as they stand in the file (``line`` … ``end_line``,
    1-based, inclusive), *context* the headings shown above its front, outermost first (as
    many as the file's ``context`` says), *headings* the whole path to it, *remark* the text
    shown after answering.
    """

    kind: Kind
    explicit_id: str | None
    line: int
    end_line: int
    position: int
    context: tuple[str, ...]
    source: str
    cards: tuple[Card, ...]
    remark: str = ""
    hint: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


class BlockKind(StrEnum):
    """How a block of the lecture notes is set on the reading page."""

    HEADING = "heading"
    PROSE = "prose"
    DEFINITIONS = "definitions"
    QUESTION = "question"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the notes for reading: cleaned Markdown, and the notes made from it."""

    kind: BlockKind
    markdown: str
    line: int
    notes: tuple[int, ...] = ()  # positions of notes in the deck


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML header of a deck file; the schema is strict (deck format, front matter)."""

    title: str = ""
    deck: str = ""
    chapter: str = ""
    tags: tuple[str, ...] = ()
    context: int = 0
    cards: str = "none"
    language: str = "en"
    weight: float = 1.0
    optional: bool = False
    confusable: tuple[tuple[str, ...], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A parsed file. *path* is relative to the content folder, with forward slashes."""

    path: str
    meta: FrontMatter
    notes: tuple[Note, ...] = ()
    blocks: tuple[Block, ...] = ()


Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One fault in a deck file: where it is (1-based), what is wrong, and how to mend it.

    *code* is a stable, hyphenated name such as ``unknown-key``; the documentation of the
    content format explains each.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity = field(compare=False)
    message: str = field(compare=False)
    hint: str = field(compare=False)
    excerpt: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result of parsing one file: always a deck (perhaps empty), and every diagnostic."""

    deck: Deck
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file may be published: no diagnostic is an error."""
        return all(d.severity != "error" for d in self.diagnostics)
