"""Lists that were squeezed into one line, and pairs that share a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_TERM = 12  # words before a separator
MOST_ENTRIES = 30

_NUMBER = re.compile(r"(?:^|(?<=\s)|(?<=[.;:,]))(\d{1,2})[.)](?=[ \t]*\D)")
_COUNT = re.compile(
    r"\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE
)
_NAMED = (
    "",
    "",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "",
    "twelve",
)
_INTRO = re.compile(r"(?P<intro>.*?)\s*(?:\.\.\.|\u2026|:)\s*(?P<rest>.+)")
_COMMAS = re.compile(r"\s*[;,]\s*(?:and\s+|or\s+)?|\s+(?:and|&)\s+")
_SEPARATORS = (
    re.compile(r"\t+"),
    re.compile(r"\s*:::?\s*"),
    re.compile(r"\s+(?:-{1,2}|\u2013|\u2014|=|=>|\u2192)\s+"),
    re.compile(r"(?<![\d/])\s*:\s+"),
)


def numbered(text: str) -> tuple[str, list[str]]:
    """Return what stands before ``1. … 2. …`` within *text*, and the entries, perhaps none."""
    marks, wanted = [], 1
    for match in _NUMBER.finditer(text):
        if int(match[1]) == wanted:
            marks.append(match)
            wanted += 1
    if len(marks) < 2 or len(marks) > MOST_ENTRIES:  # noqa: PLR2004 - one is no list
        return text, []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    entries = [text[m.end() : end].strip(" ;,\t") for m, end in zip(marks, ends, strict=True)]
    return (text[: marks[0].start()].strip(), entries) if all(entries) else (text, [])


def bare(front: str, text: str) -> list[str]:
    """Return the entries of a list without marks, if *front* says how many there are.

    What stands before "..." belongs to each of them: "the right... place time".
    """
    count = _count(front)
    if count is None:
        return []
    match = _INTRO.fullmatch(text)
    intro, rest = (match["intro"], match["rest"]) if match else ("", text)
    for parts in (_COMMAS.split(rest), rest.split()):
        found = [part.strip(" .") for part in parts]
        if len(found) == count and all(found):
            return [f"{intro} {one}".strip() for one in found]
    return []


def separated(text: str) -> tuple[str, str] | None:
    """Return both sides of a line such as ``term - meaning``, None if it has no separator."""
    for separator in _SEPARATORS:
        parts = separator.split(text, maxsplit=1)
        if len(parts) == 2 and all(part.strip() for part in parts):  # noqa: PLR2004 - two sides
            return parts[0].strip(), parts[1].strip()
    return None


def is_tabbed(text: str) -> bool:
    """Tell whether a tab or two colons part *text*, which nothing but a pair has."""
    return any(
        len(parts) == 2 and all(map(str.strip, parts))  # noqa: PLR2004 - two sides
        for parts in (separator.split(text, maxsplit=1) for separator in _SEPARATORS[:2])
    )


def are_separated(texts: Sequence[str], fewest: float = 0.6) -> bool:
    """Tell whether most of *texts* hold a short side, a separator and another side."""
    if not texts:
        return False
    fitting = 0
    for text in texts:
        sides = separated(text)
        short = sides and min(len(side.split()) for side in sides) <= LONGEST_TERM
        fitting += bool(short)
    return fitting >= fewest * len(texts)


def _count(front: str) -> int | None:
    match = _COUNT.search(front)
    if match is None:
        return None
    word = match[1].lower()
    count = int(word) if word.isdecimal() else _NAMED.index(word)
    return count if 2 <= count <= MOST_ENTRIES else None  # noqa: PLR2004 - one is no list
