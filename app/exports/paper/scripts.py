"""The language and direction that a text is set in, told by its letters.

A deck names one language, but a question may quote others: Han characters look different in
Chinese and Japanese, Thai needs its own line breaks, and Hebrew runs from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

# The first and last character of what only one language's text has, as far as we set it.
RANGES = (
    ("he", 0x0590, 0x05FF),
    ("ar", 0x0600, 0x08FF),
    ("th", 0x0E00, 0x0E7F),
    ("ko", 0x1100, 0x11FF),
    ("ja", 0x3040, 0x30FF),
    ("zh", 0x3400, 0x9FFF),
    ("ko", 0xAC00, 0xD7AF),
    ("zh", 0xF900, 0xFAFF),
    ("zh", 0x20000, 0x3FFFF),
)
EAST_ASIAN = {"ja", "ko", "zh"}
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Script:
    """A language, as ISO 639 names it, and whether it runs from right to left."""

    language: str
    rtl: bool = False

    @property
    def east_asian(self) -> bool:
        """Whether it needs the font with Han characters, kana and hangul."""
        return self.language in EAST_ASIAN


def script(text: str, usual: str) -> Script:
    """Return the script of most letters of *text*; where those are Latin, or of the script of
    *usual* (the deck's language), it is *usual*.
    """
    usual = usual.partition("-")[0].lower() or "en"
    counts = Counter(_language(letter) for letter in text if letter.isalpha())
    if counts["ja"]:
        counts["ja"] += counts.pop("zh", 0)  # Japanese is written with Han characters, too
    most = max(counts, key=lambda name: counts[name], default=_family(usual))
    language = usual if most == _family(usual) else most or "en"
    return Script(language, runs_from_right(text, usual))


def runs_from_right(text: str, usual: str) -> bool:
    """Whether the first letter of *text* with a direction runs so (Unicode annex 9, rule P2)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return usual in RIGHT_TO_LEFT


def has_east_asian(text: str) -> bool:
    """Whether any character of *text* needs the font with Han characters."""
    return _EAST_ASIAN.search(text) is not None


def _language(letter: str) -> str:
    code = ord(letter)
    return next((name for name, first, last in RANGES if first <= code <= last), "")


def _family(language: str) -> str:
    """Return the language of RANGES that stands for *language*'s letters, "" for Latin ones."""
    if language in RIGHT_TO_LEFT - {"he", "yi"}:
        return "ar"
    return {"yi": "he"}.get(language, language if language in {n for n, *_ in RANGES} else "")
