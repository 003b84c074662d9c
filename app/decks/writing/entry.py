"""What somebody says in a form for a card, before it is Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from app.decks.model import Diagnostic, Kind
from app.wording import Saying

IN_SECTIONS = frozenset({Kind.LIST, Kind.STEPS, Kind.CONTRAST, Kind.TABLE})
"""Kinds that are switched on for a section, so that they bring a heading of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One note as a form has it: words, in which only emphasis, links and formulas are marks.

    *front* is the term, question, statement or sentence, for kinds in sections the heading.
    *back* is the definition, answer, explanation or model. *lines* are the entries, the right
    options, the accepted answers, the gaps, or what stands on the left; *others* the wrong
    options or what stands on the right; *rows* the cells of a table, its header first.
    *picture* is Markdown that shows one. What a kind has no use for is empty.
    """

    kind: Kind
    front: str
    back: str = ""
    lines: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    ask: str = ""
    truth: bool = True
    value: str = ""
    unit: str = ""
    tolerance: str = ""
    sides: tuple[str, str] = ("", "")
    accept: tuple[str, ...] = ()
    hint: str = ""
    remark: str = ""
    picture: str = ""


class UnwritableError(ValueError):
    """The deck format cannot say this; *found* is what the text would be reported for."""

    def __init__(self, message: Saying, found: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.found = found
