"""Finding a query in libraries, with typing mistakes, and ranking what is found."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.services.search.library import ABOVE, EXACT, Library, Match, Qualities
from app.services.search.words import is_unspaced, terms

MOST_WORDS = 12  # of a query; the rest is ignored
ENOUGH = 0.7  # share of the query's weight that a passage has to have, where any has it
LEAST = 0.4
MOST_CORRECTIONS = 8  # words that one mistyped word is taken for

MISTYPED = {1: 0.7, 2: 0.5}
SHORTEST_BEGINNING = 4  # of a word that is there itself: "the" does not mean "their" too
SHORTEST_WITHIN = 3  # letters; "is" within "this" is not what was meant
SHORTEST_MISTYPED, SHORTEST_TWICE = 3, 6  # letters of words with one mistake, with two


class How(Enum):
    """How a word of the query stands in what it finds."""

    WHOLE = auto()
    BEGINNING = auto()  # begins a word, or is it
    PART = auto()  # is in a word, or is it
    TAKEN = auto()  # for other words, as it is nowhere


@dataclass(frozen=True, slots=True)
class Marks(Container[str]):
    """The words that answer a query: *whole* ones, *beginnings* and *parts* of them.

    *tried*: the words that were asked for, and whether they answer it; hits share many.
    """

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    parts: tuple[str, ...]
    tried: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        if word not in self.tried:
            self.tried[word] = self._answers(word)
        return self.tried[word]

    def _answers(self, word: str) -> bool:
        return (
            word in self.whole
            or word.startswith(self.beginnings)
            or any(part in word for part in self.parts)
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """Which passage of which library (both from 0) was found, and how well."""

    library: int
    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best of *count* hits, the best first. *marks* are the words to mark, *corrected* says
    what a mistyped word was taken for, *missing* names words that are nowhere, and *partly* is
    true where no passage has (nearly) all the others.
    """

    hits: tuple[Hit, ...]
    count: int
    marks: Marks
    corrected: Mapping[str, str]
    missing: tuple[str, ...]
    partly: bool


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a word of the query may mean, by library. *taken*: the words that it was taken for,
    the nearest first.
    """

    typed: str
    matches: tuple[Match, ...]
    how: How
    taken: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        return any(len(match.entries) for match in self.matches)


@dataclass(slots=True)
class _Sums:
    """By passage of a library: the score, the weight of the words that it has in or above it,
    and whether one of them is in it.
    """

    score: Qualities
    share: Qualities
    within: NDArray[np.bool_]


def find(libraries: Sequence[Library], query: str, most: int) -> Found:
    """Return the passages with (nearly) all words of *query*, else those with the most.

    Several libraries are ranked as if they were one.
    """
    typed = list(dict.fromkeys(terms(unicodedata.normalize("NFC", query))))[:MOST_WORDS]
    meant = [_meant(libraries, word) for word in typed]
    known = [each for each in meant if each.is_known]
    sums, total = _summed(libraries, known)
    share = max((float(each.share[each.within].max(initial=0)) for each in sums), default=0.0)
    enough = ENOUGH if share >= ENOUGH * total else LEAST
    scores = [
        _scores(library, each, enough * total, total)
        for library, each in zip(libraries, sums, strict=True)
    ]
    return Found(
        hits=_best(scores, most),
        count=sum(int(np.count_nonzero(each)) for each in scores),
        marks=_marks(known),
        corrected={each.typed: each.taken[0] for each in known if each.taken},
        missing=tuple(each.typed for each in meant if not each.is_known),
        partly=enough == LEAST,
    )


def _meant(libraries: Sequence[Library], word: str) -> _Meant:
    """Return the words that have *word* in them, or else those that it may be a mistake for."""
    if is_unspaced(word):
        return _as_it_is(libraries, word, How.WHOLE if len(word) > 1 else How.PART)
    if len(word) < SHORTEST_BEGINNING:
        found = _as_it_is(libraries, word, How.WHOLE)
        if found.is_known or len(word) == 1:
            return found
    found = _as_it_is(libraries, word, How.PART if len(word) >= SHORTEST_WITHIN else How.BEGINNING)
    if found.is_known or len(word) < SHORTEST_MISTYPED:
        return found
    return _mistyped(libraries, word)


def _as_it_is(libraries: Sequence[Library], word: str, how: How) -> _Meant:
    if how is How.WHOLE:
        return _Meant(word, tuple(library.exact(word) for library in libraries), how)
    starts = how is How.BEGINNING
    found = (library.holding(word, at_the_start=starts) for library in libraries)
    if is_unspaced(word):
        found = (Match(each.entries, np.full(len(each.entries), EXACT)) for each in found)
    return _Meant(word, tuple(found), how)


def _mistyped(libraries: Sequence[Library], word: str) -> _Meant:
    """Take *word* for words that are a letter (or, where it is long, two) away."""
    mistakes = 2 if len(word) >= SHORTEST_TWICE else 1
    near = process.extract(
        word,
        list(dict.fromkeys(term for each in libraries for term in each.near(word, mistakes))),
        scorer=OSA.distance,
        score_cutoff=mistakes,
        limit=MOST_CORRECTIONS,
    )
    qualities = {term: MISTYPED[int(distance)] for term, distance, _ in near}
    matches = tuple(_any_of(library, qualities) for library in libraries)
    return _Meant(word, matches, How.TAKEN, tuple(qualities))


def _any_of(library: Library, qualities: Mapping[str, float]) -> Match:
    """Return the entries that are one of these words."""
    exact = [(library.exact(term).entries, quality) for term, quality in qualities.items()]
    return Match(
        np.concatenate([np.zeros(0, dtype=np.int64), *(entries for entries, _ in exact)]),
        np.concatenate(
            [np.zeros(0), *(np.full(len(entries), quality) for entries, quality in exact)]
        ),
    )


def _summed(libraries: Sequence[Library], meant: Sequence[_Meant]) -> tuple[list[_Sums], float]:
    """Return what the words come to by passage, and the weight of all of them.

    A word counts the more, the fewer passages have it (inverse document frequency), so that
    "the" decides nothing. A word above a passage counts, but no passage is found by its
    headings alone.
    """
    sizes = [len(library.factors) for library in libraries]
    sums = [_Sums(np.zeros(size), np.zeros(size), np.zeros(size, dtype=np.bool_)) for size in sizes]
    total = 0.0
    for each in meant:
        best = [library.best(match) for library, match in zip(libraries, each.matches, strict=True)]
        having = sum(int(np.count_nonzero(quality > ABOVE)) for quality in best)
        weight = log(1 + sum(sizes) / (1 + having))
        total += weight
        for its, quality in zip(sums, best, strict=True):
            its.score += weight * quality
            its.share += weight * (quality > 0)
            its.within |= quality > ABOVE
    return sums, total


def _scores(library: Library, sums: _Sums, enough: float, total: float) -> Qualities:
    """Return the score of each passage, 0 for those that have not *enough* of the query."""
    scores = np.zeros(len(library.factors))
    found = np.flatnonzero(sums.within & (sums.share >= enough))
    scores[found] = sums.score[found] * library.factors[found] * (sums.share[found] / total) ** 2
    return scores


def _best(scores: Sequence[Qualities], most: int) -> tuple[Hit, ...]:
    """Return the *most* hits with the highest scores; of equal ones the first."""
    hits = []
    for number, each in enumerate(scores):
        found = np.flatnonzero(each)
        best = found[np.argsort(-each[found], kind="stable")][:most]
        hits += [Hit(number, int(passage), float(each[passage])) for passage in best]
    return tuple(sorted(hits, key=lambda hit: -hit.score)[:most])


def _marks(meant: Iterable[_Meant]) -> Marks:
    by_how: dict[How, list[str]] = {how: [] for how in How}
    for each in meant:
        by_how[each.how] += each.taken or [each.typed]
    return Marks(
        frozenset(by_how[How.WHOLE] + by_how[How.TAKEN]),
        tuple(by_how[How.BEGINNING]),
        tuple(by_how[How.PART]),
    )
