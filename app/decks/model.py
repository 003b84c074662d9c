"""What a Markdown file turns into: a deck of notes, each with cards, each at its source line.

All texts here are *source-level* Markdown, cleaned of our own marks (``{#id}``, ``==…==``,
directives). Two kinds of span stay inside card texts as pairs of private-use characters and
become elements only in rendering: a *marked* span (the answer of a cloze deletion, shown)
and a *blank* (the answer hidden; its content is the hint, or nothing).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
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
    CHOICE = "choice"  # one right option, or several: multiple response
    TRUE_FALSE = "true_false"
    SHORT_ANSWER = "short_answer"
    NUMERIC = "numeric"
    MATCHING = "matching"
    ORDERING = "ordering"
    ESSAY = "essay"


# What quizzes ask: the reading page shows these questions without key and remark.
PRACTICE = frozenset(
    {
        Kind.CHOICE,
        Kind.TRUE_FALSE,
        Kind.SHORT_ANSWER,
        Kind.NUMERIC,
        Kind.MATCHING,
        Kind.ORDERING,
        Kind.ESSAY,
    }
)


class Use(StrEnum):
    """Whom a note is for: students practise with it, or it is kept for an exam."""

    PRACTICE = "practice"
    EXAM = "exam"


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
    """One entry of a list answer, or one option. *key* is its normal form, unique in the card.

    *side* is where it belongs: the heading of its column in a contrast, the entry beside it
    in matching. *right*, *feedback* and *pinned* are an option's: whether to choose it, what
    to say to whoever did, and whether it keeps its place when options are shuffled.
    """

    key: str
    text: str
    line: int
    side: str = ""
    accept: tuple[str, ...] = ()  # other wordings that count
    right: bool = False
    feedback: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """The answer to a numeric question; right is value ± tolerance, both in *unit* (or "")."""

    value: Decimal
    tolerance: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to recall. *key* is the normal form that tells keyed siblings apart, else "".

    The last fields are those of question types: *stem* is the question without its options
    or entries, *choices* are all entries that may be assigned in matching (some perhaps to
    nothing), *quantity* is the answer of a numeric question, *truth* that of a true/false one.
    """

    kind: Kind
    facet: Facet
    key: str
    front: str
    back: str
    line: int
    items: tuple[Item, ...] = ()
    ordered: bool = False
    accept: tuple[str, ...] = ()
    stem: str = ""
    choices: tuple[str, ...] = ()
    quantity: Quantity | None = None
    truth: bool | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A piece of knowledge in a deck; its cards are its facets.

    *source* holds the block's lines as they stand in the file (``line`` … ``end_line``,
    1-based, inclusive), *context* the headings shown above its front, outermost first (as
    many as the file's ``context`` says), *headings* the whole path to it, *remark* the text
    shown after answering, *points* what it is worth in a quiz or exam (None: not said).
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
    use: Use = Use.PRACTICE
    points: float | None = None


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
    """A parsed file. *path* is relative to the content folder, with forward slashes.

    *notes* and *blocks* are for students. *exam_notes* are the notes with ``use=exam``: they
    make no student's card, their positions count by themselves, and *blocks* is without them.
    """

    path: str
    meta: FrontMatter
    notes: tuple[Note, ...] = ()
    blocks: tuple[Block, ...] = ()
    exam_notes: tuple[Note, ...] = ()


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
class Formula:
    """A formula in a deck file, without its dollar signs, and where it starts (1-based)."""

    tex: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a deck shows: its address as written, and where it stands (1-based).

    *key* is its path under the content folder, as the deck's own is.
    """

    address: str
    key: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result of parsing one file: always a deck (perhaps empty), and every diagnostic.

    *formulas* and *pictures* are what the file refers to and others have to look at: whether
    TeX can be set is seen in the sandbox, whether a picture can be shown on the disk.
    """

    deck: Deck
    diagnostics: tuple[Diagnostic, ...] = ()
    formulas: tuple[Formula, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file may be published: no diagnostic is an error."""
        return all(d.severity != "error" for d in self.diagnostics)
