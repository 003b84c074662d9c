"""Opposites: texts that are alike in all words but the one that matters.

A course teaches terms in pairs (enhancers and dehancers, before and after the transaction).
Where a note is replaced by its counterpart, a student must not inherit the other's history.
"""

from __future__ import annotations

from itertools import product

from app.decks.identity.wording import Feature

PREFIXES = (
    ("pre", "post"), ("en", "de"), ("en", "dis"), ("intra", "extra"), ("intra", "inter"),
    ("inter", "extra"), ("in", "out"), ("in", "ex"), ("over", "under"), ("up", "down"),
    ("up", "cross"), ("pro", "re"), ("macro", "micro"), ("hyper", "hypo"), ("mono", "poly"),
    ("in", "de"), ("sub", "super"), ("max", "min"),
)  # fmt: skip
NEGATIONS = ("un", "in", "im", "ir", "il", "dis", "anti", "counter")
WORDS = (
    "after before", "best worst", "better worse", "bottom top", "buyer seller", "cause effect",
    "column row", "decrease increase", "external internal", "fewer more", "first last",
    "gain lose", "high low", "higher lower", "highest lowest", "input output", "large small",
    "largest smallest", "least most", "left right", "less more", "long short", "longer shorter",
    "lower upper", "maximum minimum", "negative positive", "private public", "strength weakness",
    "strengthen weaken", "strong weak", "subjective objective", "vertical horizontal",
)  # fmt: skip
SHORTEST_STEM = 3

_PAIRS = frozenset(frozenset(pair.split()) for pair in WORDS)
_BARE = frozenset(
    frozenset(pair) for pair in (*PREFIXES, *(("", negation) for negation in NEGATIONS))
)


def opposed(one: frozenset[Feature], other: frozenset[Feature]) -> bool:
    """Whether a word of *one* and a word of *other* are opposites, and neither text has both."""
    gone = {word for word, _ in one - other} - {word for word, _ in other}
    come = {word for word, _ in other - one} - {word for word, _ in one}
    return any(_opposites(a, b) for a, b in product(gone, come))


def _opposites(a: str, b: str) -> bool:
    if frozenset((a, b)) in _PAIRS or frozenset((a, b)) in _BARE:
        return True
    stem = _common_ending(a, b)
    if stem < SHORTEST_STEM:
        return False
    return frozenset((a[: len(a) - stem], b[: len(b) - stem])) in _BARE


def _common_ending(a: str, b: str) -> int:
    size = 0
    for x, y in zip(reversed(a), reversed(b), strict=False):
        if x != y:
            break
        size += 1
    return size
