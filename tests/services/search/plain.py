"""Search as it is meant, word by word and without an index: slow, and short enough to be read.

What the libraries find must be what this finds (test_same_hits.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from rapidfuzz.distance import OSA

from app.services.search.passages import Passage, PassageKind
from app.services.search.words import is_unspaced, terms

WEIGHTS = {
    PassageKind.DECK: 2.0,
    PassageKind.HEADING: 1.6,
    PassageKind.DEFINITIONS: 1.15,
    PassageKind.REMARK: 0.9,
}


def hits(passages: Sequence[Passage], query: str) -> list[tuple[int, float]]:
    """Return (number of the passage, score), the best first."""
    inside = [[*terms(passage.text), *terms(passage.asks)] for passage in passages]
    above = [[term for heading in passage.path for term in terms(heading)] for passage in passages]
    vocabulary = list(dict.fromkeys(term for words in inside for term in words))
    found = [meant(vocabulary, word) for word in list(dict.fromkeys(terms(query)))[:12]]
    known = [word for word in found if word]
    weights = [
        log(1 + len(passages) / (1 + sum(not word.keys().isdisjoint(own) for own in inside)))
        for word in known
    ]
    shares, scores = [], []
    for own, over in zip(inside, above, strict=True):
        best = [
            max([word.get(t, 0) for t in own] + [0.3 * word.get(t, 0) for t in over] + [0])
            for word in known
        ]
        is_within = any(quality > 0.3 for quality in best)
        shares.append(sum(w for w, q in zip(weights, best, strict=True) if q) if is_within else 0)
        scores.append(sum(w * q for w, q in zip(weights, best, strict=True)))
    total = sum(weights)
    enough = 0.7 if max(shares, default=0) >= 0.7 * total else 0.4
    result = [
        (at, weighed(passage, len(inside[at]), scores[at]) * (shares[at] / total) ** 2)
        for at, passage in enumerate(passages)
        if shares[at] and shares[at] >= enough * total - 1e-9
    ]
    return sorted(result, key=lambda pair: -pair[1])


def weighed(passage: Passage, size: int, score: float) -> float:
    return score * WEIGHTS.get(passage.kind, 1.0) / (1 + 0.1 * log(1 + size))


def meant(vocabulary: Sequence[str], word: str) -> Mapping[str, float]:
    """Return the words of the vocabulary that *word* may mean, each with its quality."""
    exact = {word: 1.0} if word in vocabulary else {}
    if is_unspaced(word):
        return exact if len(word) > 1 else dict.fromkeys((t for t in vocabulary if word in t), 1.0)
    if len(word) == 1 or (exact and len(word) < 4):
        return exact
    held = {t: 0.85 if t.startswith(word) else 0.6 for t in vocabulary if word in t}
    if len(word) == 2:
        held = {t: quality for t, quality in held.items() if quality == 0.85}
    if exact or held or len(word) < 3:
        return held | exact
    most = 2 if len(word) >= 6 else 1
    near = sorted((OSA.distance(word, t), at) for at, t in enumerate(vocabulary))[:8]
    return {vocabulary[at]: 0.7 if far == 1 else 0.5 for far, at in near if far <= most}
