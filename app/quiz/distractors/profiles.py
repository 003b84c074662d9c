"""What is counted of a text once, to be compared with many others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

GRAMS = (2, 3, 4)
"""Lengths of the runs of letters that are counted, spaces at both ends included."""

MOST_PAIRS = 2**14  # of texts whose likeness is kept

_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = re.compile(r"\d+\.?\d*")
_PUNCTUATION = re.compile(r"[^\w\s]")
_RUN = re.compile(r"(.)\1+")
_FORMULA = re.compile(r"[A-Za-z]{0,2}\d?[\w^+\-./ ]*")
_TAKES_ALL = ("all of", "none of", "both ")

Vector = Mapping[str, float]


class Case(StrEnum):
    """How a text uses capitals."""

    UPPER = "upper"
    TITLE = "title"
    FIRST = "first"
    LOWER = "lower"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Profile:
    """A text as its features see it. Vectors have length 1; *rarity* is a mean of logarithms."""

    folded: str
    by_alphabet: str
    words: tuple[str, ...]
    grams: Vector
    word_vector: Vector
    pairs: frozenset[str]
    case: Case
    capitals: float  # share of the words that start with one
    shape: str
    number: float | None
    punctuation: frozenset[str]
    rarity: float
    is_plural: bool
    is_formula: bool
    is_gerund: bool
    takes_all: bool
    has_digits: bool


class Space:
    """The texts among which others are compared: what is rare in them weighs more."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = {_folded(text) for text in texts}
        self._count = len(known)
        self._grams: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        for text in known:
            self._grams.update(_grams(text).keys())
            self._words.update(set(_WORD.findall(text)))
        self._profiles: dict[str, Profile] = {}
        self.likeness: Callable[[str, str], float] = lru_cache(MOST_PAIRS)(self._likeness)
        """The cosine of the runs of letters of two texts; that of the last pairs is kept."""
        self.scored: dict[tuple[str, str, tuple[str, ...]], tuple[float, ...]] = {}
        """What ``scores`` made of a stem, an answer and candidates; it keeps this bounded."""

    def profile(self, text: str) -> Profile:
        """Return the profile of *text*, which is kept."""
        found = self._profiles.get(text)
        if found is None:
            found = self._profiles[text] = self._profile(text)
        return found

    def _likeness(self, one: str, other: str) -> float:
        return cosine(self.profile(one).grams, self.profile(other).grams)

    def _profile(self, text: str) -> Profile:
        folded = _folded(text)
        words = tuple(_WORD.findall(folded))
        grams = _grams(folded)
        rare = sum(count * self._rarity(self._grams[gram]) for gram, count in grams.items())
        last = words[-1] if words else ""
        number = _NUMBER.search(folded)
        return Profile(
            folded=folded,
            by_alphabet=" ".join(sorted(folded.split())),
            words=words,
            grams=_unit({gram: n * self._rarity(self._grams[gram]) for gram, n in grams.items()}),
            word_vector=_unit(
                {word: self._rarity(self._words[word]) for word in dict.fromkeys(words)}
            ),
            pairs=frozenset(folded[at : at + 2] for at in range(len(folded) - 1)),
            case=_case(text),
            capitals=_capitals(text),
            shape=_shape(text),
            number=float(number[0]) if number else None,
            punctuation=frozenset(_PUNCTUATION.findall(text)),
            rarity=rare / max(1, sum(grams.values())),
            is_plural=last.endswith("s") and not last.endswith("ss"),
            is_formula=bool(_FORMULA.fullmatch(text)) and any(sign.isdigit() for sign in text),
            is_gerund=bool(words) and (words[0].endswith("ing") or last.endswith("ing")),
            takes_all=any(part in folded for part in _TAKES_ALL),
            has_digits=any(character.isdigit() for character in folded),
        )

    def _rarity(self, texts: int) -> float:
        """Return the inverse document frequency, smoothed as if one text held everything."""
        return math.log((1 + self._count) / (1 + texts)) + 1


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum([weight * other[key] for key, weight in one.items() if key in other])


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _grams(folded: str) -> Counter[str]:
    padded = f" {folded} "
    return Counter(padded[at : at + size] for size in GRAMS for at in range(len(padded) - size + 1))


def _unit(vector: dict[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {key: weight / length for key, weight in vector.items()}


def _case(text: str) -> Case:
    if text.isupper() and len(text) > 1:
        return Case.UPPER
    if text.istitle():
        return Case.TITLE
    if text[:1].isupper():
        return Case.FIRST
    return Case.LOWER if text.islower() else Case.MIXED


def _capitals(text: str) -> float:
    words = text.split()
    return sum(word[0].isupper() for word in words) / max(1, len(words))


def _shape(text: str) -> str:
    """Return kinds of characters without repetition: ``pH 7.2`` is ``aA 0.0``."""
    kinds = "".join(
        "A" if sign.isupper() else "a" if sign.islower() else "0" if sign.isdigit() else sign
        for sign in text
    )
    return _RUN.sub(r"\1", kinds)
