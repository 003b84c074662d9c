"""Lines of a pasted text: which are list entries, questions, headings, running prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONG_PROSE = 40  # words from which a line of three sentences is a paragraph for reading
VERY_LONG = 80  # words from which one of two is
SHORT = 8  # words up to which a line may be a heading

_BULLET = re.compile(
    r"\s*[-*+\u2022\u25e6\u2023\u25aa\u25cf\u00b7\uf0b7\u2013\u2014][ \t\u00a0]+(?P<text>\S.*)"
)
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,3})[.)][ \t\u00a0]+(?P<text>\S.*)")
_HEADING = re.compile(
    r"(?:chapter|unit|lecture|week|module|exhibit|lesson|section|part|figure|table)"
    r"[\s_]+(?:\d|[ivx]+\b|one|two|three|four|five|six|seven|eight|nine|ten)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:what|why|how|who|whom|whose|when|where|which|name|list|explain|describe|define"
    r"|is it|are there|can you|do|does|did)\b",
    re.IGNORECASE,
)
# Only such words in front of an entry make it sure that it says what something else is.
_DEFINING = re.compile(
    r"(?:an?|the (?:process|practice|act|ability|use|transformation|information|study|degree"
    r"|amount|extent|number|idea|system|set|way|time)|is|are|was|occurs?|involves?|includes?"
    r"|refers?|means?|precedes?|links?|allows?|this|these|those|any|all|when|someone|something"
    r"|to|portals?|used|consists?|maximize|develop|coordinate|apply|understanding)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?\u3002][\"\u201d\u2019)]*(?:\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_BY_WORDS = ((3, 0.1), (5, 0.2), (7, 0.35), (9, 0.5), (13, 0.7), (20, 0.85))


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. *number* counts from 1; *text* has no list mark."""

    number: int
    raw: str
    text: str
    is_bullet: bool = False
    is_numbered: bool = False
    after_blank: bool = False
    dropped: str = ""  # why it is proposed to be dropped

    @property
    def is_entry(self) -> bool:
        """Whether it is the entry of a list."""
        return self.is_bullet or self.is_numbered


def split(text: str) -> list[Line]:
    """Return the lines of *text* that are not blank."""
    found: list[Line] = []
    blank = False
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            blank = True
            continue
        found.append(_line(number, raw, after_blank=blank))
        blank = False
    return found


def _line(number: int, raw: str, *, after_blank: bool) -> Line:
    if bullet := _BULLET.fullmatch(raw):
        return Line(number, raw, bullet["text"].strip(), is_bullet=True, after_blank=after_blank)
    numbered = _NUMBERED.fullmatch(raw)
    if numbered and " 2. " not in raw and " 2) " not in raw:  # a list within one line is not one
        text = numbered["text"].strip()
        return Line(number, raw, text, is_numbered=True, after_blank=after_blank)
    return Line(number, raw, raw.strip(), after_blank=after_blank)


def words(text: str) -> int:
    """Return how many words *text* has; two ideographs count as one word."""
    ideographs = sum("\u3040" <= sign <= "\u9fff" for sign in text)
    return len(_WORD.findall(text)) if not ideographs else max(1, ideographs // 2)


def is_question(text: str) -> bool:
    """Tell whether *text* asks for something."""
    return text.rstrip(' "\u201d').endswith(("?", "\uff1f")) or bool(_ASKING.match(text))


def is_prose(text: str) -> bool:
    """Tell whether *text* is a paragraph for reading."""
    sentences, length = len(_SENTENCE_END.findall(text)), words(text)
    return (length >= LONG_PROSE and sentences > 2) or (length >= VERY_LONG and sentences > 1)  # noqa: PLR2004 - numbers of sentences


def is_heading(text: str) -> bool:
    """Tell whether *text* numbers a chapter or the like, or has Markdown's mark of a heading."""
    return has_heading_mark(text) or (bool(_HEADING.match(text)) and words(text) <= 2 * SHORT)


def has_heading_mark(text: str) -> bool:
    """Tell whether *text* begins as Markdown's headings do."""
    return bool(re.match(r"#{1,6}\s+\S", text))


def definedness(text: str) -> float:
    """Return from 0 (surely a term) to 1 (surely what it means) what *text* looks like."""
    length = words(text)
    likely = next((value for most, value in _BY_WORDS if length <= most), 0.95)
    if length > 2 and _DEFINING.match(text):  # noqa: PLR2004 - "the perfect order" is a term
        likely += 0.2
    if text.rstrip().endswith((".", "=", ";")):
        likely += 0.1
    return min(likely, 1.0)


def where(lines: Sequence[Line]) -> str:
    """Return the place of *lines*, which are not empty."""
    first, last = lines[0].number, lines[-1].number
    return f"line {first}" if first == last else f"lines {first}\N{EN DASH}{last}"
