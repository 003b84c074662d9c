"""Words of a text as search compares them: without case, accents and apostrophes.

Scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are
read as overlapping pairs of characters, the usual way to search them without a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowel signs and accents that stand as characters of their own belong to their word.
_SIGNS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
_LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_SIGNS}])"
_WORD = re.compile(rf"(?P<run>[{_UNSPACED}]+)|{_LETTER}+(?:['\u2019]{_LETTER}+)*")
_PLAIN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_APOSTROPHES = str.maketrans("", "", "'\u2019")


class Word(NamedTuple):
    """A word as it is compared, and where it stands in its text (start, end)."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of *text* (in NFC) in order; of unspaced scripts pairs, which overlap."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match["run"] is None:
            if folded := fold(match[0]):
                yield Word(folded, start, end)
        elif end - start == 1:
            yield Word(fold(match[0]), start, end)
        else:
            for at in range(start, end - 1):
                yield Word(fold(text[at : at + 2]), at, at + 2)


def terms(text: str) -> list[str]:
    """Return the folded words of *text*, quickly where it is plain ASCII."""
    if text.isascii():
        return [word.replace("'", "") for word in _PLAIN.findall(text.lower())]
    return [word.folded for word in words(text)]


def is_unspaced(word: str) -> bool:
    """Whether *word* belongs to a script without spaces: then it has no beginning and no typos."""
    match = _WORD.match(word)
    return match is not None and match["run"] is not None


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return *word* in its plainest form: compatibility letters, no case, no accents."""
    if word.isascii():
        return word.lower().translate(_APOSTROPHES)
    parts = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare or parts).translate(_APOSTROPHES)
