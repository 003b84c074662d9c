"""The words of one block, cleaned of our own marks, and the clozes and attributes among them.

Soft line breaks become spaces, so that re-wrapping a paragraph changes no card, and a
line that happens to start with ``#`` or ``+`` cannot turn into another block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.decks.blocks.source import Place
from app.decks.marks.attributes import Argument
from app.decks.marks.masks import MATHS, mask, spans
from app.decks.model import BLANK_CLOSE, BLANK_OPEN, MARK_CLOSE, MARK_OPEN
from app.decks.normal import normal_form

_BREAK = re.compile(r"( *)(\\?)\n *")


@dataclass(frozen=True, slots=True)
class Cloze:
    """One ``==text==``: its answer, the hint shown in the gap, and its group number or ""."""

    text: str
    hint: str
    group: str
    place: Place

    @property
    def key(self) -> str:
        """The normal form of the answer: a cloze is known by what it hides."""
        return normal_form(self.text)


@dataclass(slots=True)
class Inline:
    """The words of one block in order, and what stood among them.

    *directives* are comments of the form ``name: …``, *comments* the others, *images* the
    addresses of pictures, *formulas* TeX without its dollar signs. *claimed* and
    *clozes_claimed* say whether a note took the attributes and the clozes; what nobody took
    gets reported.
    """

    place: Place
    parts: tuple[str | Cloze, ...] = ()
    arguments: list[Argument] = field(default_factory=list)
    directives: list[tuple[str, Place]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    images: list[tuple[str, Place]] = field(default_factory=list)
    formulas: list[tuple[str, Place]] = field(default_factory=list)
    claimed: bool = False
    clozes_claimed: bool = False

    @property
    def clozes(self) -> tuple[Cloze, ...]:
        """The clozes, in order."""
        return tuple(part for part in self.parts if isinstance(part, Cloze))

    @property
    def text(self) -> str:
        """The words as Markdown, with the clozes as ordinary text."""
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return reflow(self.parts[0])
        return self._with((), _marked)

    def split_line(self) -> tuple[str, str]:
        """Return the words of the first line, and those of the lines below it."""
        first, _, rest = self._raw((), _marked).lstrip().partition("\n")
        return reflow(first), reflow(rest)

    def asking(self, asked: Sequence[Cloze]) -> str:
        """Return the words with the *asked* clozes as blanks that hold their hints."""
        return self._with(asked, _blank)

    def answering(self, asked: Sequence[Cloze]) -> str:
        """Return the words with the *asked* clozes marked."""
        return self._with(asked, _marked)

    def _with(self, asked: Sequence[Cloze], shown: Callable[[Cloze], str]) -> str:
        return reflow(self._raw(asked, shown))

    def _raw(self, asked: Sequence[Cloze], shown: Callable[[Cloze], str]) -> str:
        words = (
            part if isinstance(part, str) else shown(part) if part in asked else part.text
            for part in self.parts
        )
        return "".join(words)


def reflow(text: str) -> str:
    """Return *text* with soft line breaks as spaces and hard ones as two spaces and a newline.

    A formula goes on one line as it is: the backslashes that end its rows break no lines.
    """
    if "\n" not in text:
        return text.strip()
    if "$" not in text:
        return _BREAK.sub(_break, text).strip()
    written, at = "", 0
    for start, end in spans(mask(text), MATHS):
        written += _BREAK.sub(_break, text[at:start]) + text[start:end].replace("\n", " ")
        at = end
    return (written + _BREAK.sub(_break, text[at:])).strip()


def _break(match: re.Match[str]) -> str:
    hard = match[2] or len(match[1]) > 1
    return "  \n" if hard else " "


def _blank(cloze: Cloze) -> str:
    return f"{BLANK_OPEN}{cloze.hint}{BLANK_CLOSE}"


def _marked(cloze: Cloze) -> str:
    return f"{MARK_OPEN}{cloze.text}{MARK_CLOSE}"
