"""Words without their inflection: plural, past tense and *-ing*, nothing else.

Step 1 of the suffix stripper of M. F. Porter, "An algorithm for suffix stripping", Program 14
(1980) 130-137. Its later steps make one word of *consulting* and *consultant*, which are two
answers; so they are left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

_VOWEL = re.compile(r"[aeiou]|(?<=[^aeiou])y")
_DOUBLE = re.compile(r"([^aeiouslz])\1$")
_PLURALS = (
    *(("sses", "ss"), ("yses", "ysis"), ("ies", "y")),
    *(("ss", "ss"), ("us", "us"), ("is", "is"), ("s", "")),
)
SHORTEST = 4  # "as", "gas" and "this" are no plurals


@lru_cache(maxsize=4096)
def uninflected(word: str) -> str:
    """Return the form that *word* (folded) shares with its inflections; it may be no word."""
    if not word.isalpha() or len(word) < SHORTEST:
        return word
    return _without_e(_without_tense(_singular(word)))


def _singular(word: str) -> str:
    for ending, replacement in _PLURALS:
        if word.endswith(ending):
            return word.removesuffix(ending) + replacement
    return word


def _without_tense(word: str) -> str:
    for ending in ("ied", "ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and _VOWEL.search(stem):
            return stem + "y" if ending == "ied" else _DOUBLE.sub(r"\1", stem)
    return word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST else word
