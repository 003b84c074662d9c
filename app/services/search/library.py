"""An index of passages in memory, and finding in it with typing mistakes.

A library holds only what its readers may see, so nothing has to be taken out of an answer.
Words are compared with the whole vocabulary: at 10,000 cards that takes a few milliseconds
(bench/search.py) and needs no index of trigrams.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.services.search.passages import Passage, PassageKind
from app.services.search.words import is_unspaced, terms

MOST_WORDS = 12  # of a query; the rest is ignored
ENOUGH = 0.7  # share of the query's weight that a passage has to have, where any has it
LEAST = 0.4
MOST_CORRECTIONS = 8  # words that one mistyped word is taken for

EXACT, BEGINS, WITHIN, ABOVE = 1.0, 0.85, 0.6, 0.3
MISTYPED = {1: 0.7, 2: 0.5}
SHORTEST_BEGINNING = 4  # of a word that is there itself: "the" does not mean "their" too
SHORTEST_WITHIN = 3  # letters; "is" within "this" is not what was meant
SHORTEST_MISTYPED, SHORTEST_TWICE = 3, 6  # letters of words with one mistake, with two

_WEIGHT = {
    PassageKind.DECK: 2.0,
    PassageKind.HEADING: 1.6,
    PassageKind.DEFINITIONS: 1.15,
    PassageKind.REMARK: 0.9,
}

Postings = Mapping[str, "array[int]"]


@dataclass(frozen=True, slots=True)
class Library:
    """Passages, the places in *passages* of each word in them, and of each word above them."""

    passages: tuple[Passage, ...]
    inside: Postings
    above: Postings
    sizes: array[int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, how well, and the words of it that answer the query."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, the best first. *terms* are the words to mark, *corrected* says what a mistyped
    word was taken for, *missing* names words that are nowhere, and *partly* is true where
    no passage has (nearly) all the others.
    """

    hits: tuple[Hit, ...] = ()
    terms: frozenset[str] = frozenset()
    corrected: Mapping[str, str] | None = None
    missing: tuple[str, ...] = ()
    partly: bool = False


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a word of the query may mean: words of the library, each with its quality."""

    typed: str
    terms: Mapping[str, float]
    corrected: bool = False


def build(decks: Iterable[Sequence[Passage]]) -> Library:
    """Return the library of these decks' passages."""
    passages = tuple(passage for deck in decks for passage in deck)
    inside: dict[str, array[int]] = defaultdict(lambda: array("I"))
    above: dict[str, array[int]] = defaultdict(lambda: array("I"))
    sizes = array("I")
    for place, passage in enumerate(passages):
        own = [*terms(passage.text), *terms(passage.asks)]
        sizes.append(len(own))
        for term in dict.fromkeys(own):
            inside[term].append(place)
        over = {term for heading in passage.path for term in terms(heading)}
        for term in over.difference(own):
            above[term].append(place)
    return Library(passages, dict(inside), dict(above), sizes)


def find(library: Library, query: str) -> Found:
    """Return the passages with (nearly) all words of *query*, else those with the most."""
    typed = list(dict.fromkeys(terms(unicodedata.normalize("NFC", query))))[:MOST_WORDS]
    meant = [_meant(library, word) for word in typed]
    known = [each for each in meant if each.terms]
    scores, partly = _scores(library, known)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return Found(
        hits=tuple(Hit(library.passages[place], score) for place, score in ranked),
        terms=frozenset(term for each in known for term in each.terms),
        corrected={each.typed: next(iter(each.terms)) for each in known if each.corrected},
        missing=tuple(each.typed for each in meant if not each.terms),
        partly=partly,
    )


def _meant(library: Library, word: str) -> _Meant:
    """Return the words that have *word* in them, or else those that it may be a mistake for."""
    known = {word: EXACT} if word in library.inside else {}
    if is_unspaced(word):
        alone = [] if len(word) > 1 else _holding(library, word)
        return _Meant(word, known | dict.fromkeys(alone, EXACT))
    if len(word) >= (SHORTEST_BEGINNING if known else 2):
        for term in _holding(library, word):
            if term.startswith(word):
                known.setdefault(term, BEGINS)
            elif len(word) >= SHORTEST_WITHIN:
                known.setdefault(term, WITHIN)
    if known or len(word) < SHORTEST_MISTYPED:
        return _Meant(word, known)
    return _Meant(word, _mistyped(library, word), corrected=True)


def _mistyped(library: Library, word: str) -> dict[str, float]:
    """Return the words that are a letter (or, of long words, two) away, the nearest first."""
    near = process.extract(
        word,
        library.inside.keys(),
        scorer=OSA.distance,
        score_cutoff=2 if len(word) >= SHORTEST_TWICE else 1,
        limit=MOST_CORRECTIONS,
    )
    return {term: MISTYPED[int(distance)] for term, distance, _ in near}


def _holding(library: Library, word: str) -> list[str]:
    return [term for term in library.inside if word in term]


def _scores(library: Library, meant: Sequence[_Meant]) -> tuple[dict[int, float], bool]:
    """Return the score of each place that has enough of the words; whether that is not nearly all.

    A word counts the more, the fewer passages have it (inverse document frequency), so that
    "the" decides nothing. A word above a passage counts, but no passage is found by its
    headings alone.
    """
    score: dict[int, float] = defaultdict(float)
    share: dict[int, float] = defaultdict(float)
    within: set[int] = set()
    total = 0.0
    for each in meant:
        best = _best(library.inside, each, 1.0)
        weight = log(1 + len(library.passages) / (1 + len(best)))
        total += weight
        within.update(best)
        for place, quality in (_best(library.above, each, ABOVE) | best).items():
            score[place] += weight * quality
            share[place] += weight
    most = max((share[place] for place in within), default=0.0)
    enough = ENOUGH if most >= ENOUGH * total else LEAST
    return {
        place: _weighed(library, place, score[place]) * (share[place] / total) ** 2
        for place in within
        if share[place] >= enough * total
    }, enough == LEAST


def _best(postings: Postings, meant: _Meant, factor: float) -> dict[int, float]:
    """Return the quality of the best of the meant words at each place."""
    best: dict[int, float] = {}
    for term, quality in sorted(meant.terms.items(), key=lambda pair: pair[1]):
        if places := postings.get(term):
            best.update(dict.fromkeys(places, quality * factor))
    return best


def _weighed(library: Library, place: int, score: float) -> float:
    """Return *score* by the kind of passage; of two alike the shorter one is more to the point."""
    kind = library.passages[place].kind
    return score * _WEIGHT.get(kind, 1.0) / (1 + 0.1 * log(1 + library.sizes[place]))
