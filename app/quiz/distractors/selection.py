"""Which candidates may stand beside an answer, and which of them to take (ADR 29)."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from app.quiz.distractors.profiles import Space
from app.quiz.distractors.scoring import scores
from app.quiz.marking.folding import folded
from app.quiz.marking.inflection import uninflected

MOST, FEWEST = 3, 2  # distractors
FLOOR = -6.0
"""A third distractor whose score lies so far below the first one's is left out."""
VARIETY = 4.0
"""What a distractor loses that is the double of one taken already (maximal marginal relevance)."""
NOISE = 0.5
MOST_KEPT = 16384  # texts whose words are kept
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")

Words = tuple[str, ...]


class Nearness(IntEnum):
    """Where a candidate comes from, the nearest first; the author vouches for the first two."""

    AUTHOR = 0  # set against this very answer by an author
    GROUP = 1  # in one confusable group with it
    DECK = 2
    CHAPTER = 3
    COURSE = 4


_BONUS = {
    Nearness.AUTHOR: 9.0,
    Nearness.GROUP: 7.0,
    Nearness.DECK: 3.0,
    Nearness.CHAPTER: 1.0,
    Nearness.COURSE: 0.0,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible wrong option: its text, its other wordings, and why it would be wrong."""

    text: str
    nearness: Nearness
    aliases: tuple[str, ...] = ()
    feedback: str = ""
    affinity: float = 0.0  # what else than its letters makes it likely, in points of the score


@dataclass(frozen=True, slots=True)
class Key:
    """The right option, with every other wording that would be right."""

    text: str
    aliases: tuple[str, ...] = ()


def admissible(stem: str, key: Key, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that are wrong as far as their words can tell, each text once.

    Out are other wordings of the key, terms of the same name with another qualifier, a part or
    an extension of the key (unless an author set the two against each other), and what stands
    in the stem.
    """
    asked = words_of(stem)
    right = {words_of(text) for text in (key.text, *key.aliases)}
    name = words_of(without_qualifier(key.text))
    found: dict[Words, Candidate] = {}
    for candidate in sorted(candidates, key=lambda one: one.nearness):
        words = words_of(candidate.text)
        if words and not _is_out(candidate, asked, right, name):
            found.setdefault(words, candidate)
    return list(found.values())


def _is_out(candidate: Candidate, asked: Words, right: set[Words], name: Words) -> bool:
    own = {words_of(text) for text in (candidate.text, *candidate.aliases)}
    plain = words_of(without_qualifier(candidate.text))
    if own & right or plain in right or plain == name or stands_in(plain, asked):
        return True
    if candidate.nearness <= Nearness.GROUP:
        return False
    return any(set(one) <= set(words) or set(words) <= set(one) for one in right for words in own)


def option_sets(
    stem: str, key: Key, candidates: Sequence[Candidate], space: Space, rng: random.Random
) -> Iterator[tuple[tuple[Candidate, ...], float]]:
    """Yield sets of distractors, the likeliest first, and what each falls short of that one.

    In the later ones an option other than the key may be the one that all resemble: otherwise
    the key could be told from the options alone.
    """
    found = admissible(stem, key, candidates)
    if len(found) < FEWEST:
        return
    values = _values(stem, key.text, found, space)
    likeness = _rows(found, space)
    first = _picked(values, likeness)
    best = _mean(values, first)
    yield tuple(found[n] for n in first), 0.0
    likeliest = sorted(range(len(found)), key=lambda n: -values[n])[:MOST]
    around = [values, *(_around(found[n].text, stem, values, found, space) for n in likeliest)]
    while True:
        drawn = rng.choice(around)
        noisy = [value - NOISE * math.log(-math.log(rng.random() or 0.5)) for value in drawn]
        picked = _picked(noisy, likeness)
        yield tuple(found[n] for n in picked), max(0.0, best - _mean(values, picked))


def _mean(values: Sequence[float], picked: Sequence[int]) -> float:
    return sum(values[n] for n in picked) / len(picked)


def _around(
    hub: str, stem: str, values: Sequence[float], found: Sequence[Candidate], space: Space
) -> list[float]:
    """Return values by likeness to *hub* more than to the key, *hub* itself on top."""
    near = _values(stem, hub, found, space)
    return [
        max(values) + 1 if one.text == hub else (value + 2 * other) / 3
        for one, value, other in zip(found, values, near, strict=True)
    ]


def _values(stem: str, key: str, found: Sequence[Candidate], space: Space) -> list[float]:
    likely = scores(stem, key, [one.text for one in found], space)
    return [
        score + _BONUS[one.nearness] + one.affinity
        for score, one in zip(likely, found, strict=True)
    ]


def _rows(found: Sequence[Candidate], space: Space) -> Callable[[int], list[float]]:
    """Return what tells how like every candidate is to that of a number, compared once."""
    texts = [one.text for one in found]
    return cache(lambda number: [space.likeness(text, texts[number]) for text in texts])


def _picked(values: Sequence[float], likeness: Callable[[int], list[float]]) -> list[int]:
    """Pick by maximal marginal relevance (Carbonell and Goldstein 1998), down to the floor."""
    left, taken = list(range(len(values))), list[int]()
    nearest = [0.0] * len(values)  # the likeness of each to the likest one that is taken
    best = max(values)
    while left and len(taken) < MOST:
        worth = [v - VARIETY * near for v, near in zip(values, nearest, strict=True)]
        pick = max(left, key=worth.__getitem__)
        if len(taken) >= FEWEST and values[pick] < best + FLOOR:
            break
        taken.append(pick)
        left.remove(pick)
        nearest = list(map(max, nearest, likeness(pick)))
    return taken


def without_qualifier(text: str) -> str:
    """Return a term without what stands in brackets behind it."""
    return _QUALIFIER.sub("", text)


@lru_cache(maxsize=MOST_KEPT)
def words_of(text: str) -> Words:
    """Return the words of *text*, folded and without inflection."""
    return tuple(uninflected(word) for word in folded(text))


def stands_in(words: Words, text: Words) -> bool:
    """Whether *words* follow each other somewhere in *text*."""
    size = len(words)
    return any(text[at : at + size] == words for at in range(len(text) - size + 1))
