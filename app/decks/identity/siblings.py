"""Reworded entries within a note: of a list, of a table, the answers of a cloze.

The note is known to be the same, so less proof is needed than between notes. But siblings are
alike by nature (“the right product”, “the right price”): words count by how few of them have
it, and two that compete are both left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log

from app.decks.identity.opposites import opposed
from app.decks.identity.wording import Feature, beginnings, features, likeness_of
from app.decks.normal import normal_form

ALIKE = 0.65
MARGIN = 0.04
GAP_ALIKE = 0.40
LONGEST_GAP = 3

Found = list[int | None]
"""For each new entry the index of the old one that it is."""

Features = frozenset[Feature]
Score = Callable[[Features, Features], float]


def add_reworded(found: Found, new: Sequence[str], old: Sequence[str]) -> None:
    """Complete *found* by what is most alike, then by what stands in the same gap."""
    if all(at is not None for at in found) or len(set(found) - {None}) == len(old):
        return
    texts = [features(normal_form(text)) for text in new]
    known = [features(normal_form(text)) for text in old]
    score = _scoring([*texts, *known])
    for index, at in list(_alike(found, texts, known, score)):
        found[index] = at
    for start, end, first in list(_gaps(found, len(old))):
        pairs = list(zip(range(start, end), range(first, first + end - start), strict=True))
        if all(score(texts[index], known[at]) >= GAP_ALIKE for index, at in pairs):
            for index, at in pairs:
                found[index] = at


def _scoring(texts: Sequence[Features]) -> Score:
    """Return how to compare two of *texts*: rare words count most, opposites not at all."""
    short = {text: beginnings(text) for text in texts}
    seen = Counter(word for text in texts for word in {word for word, _ in short[text]})

    def weigh(found: Iterable[Feature]) -> float:
        return sum(log(1 + len(texts) / seen[word]) for word, _ in found)

    def score(one: Features, other: Features) -> float:
        return 0.0 if opposed(one, other) else likeness_of(short[one], short[other], weigh)

    return score


def _alike(
    found: Found, new: Sequence[Features], old: Sequence[Features], score: Score
) -> Iterator[tuple[int, int]]:
    taken = set(found)
    free = [at for at in range(len(old)) if at not in taken]
    left = [index for index, at in enumerate(found) if at is None]
    scores = {(index, at): score(new[index], old[at]) for index in left for at in free}
    of_new = {index: _top(scores[index, at] for at in free) for index in left}
    of_old = {at: _top(scores[index, at] for index in left) for at in free}
    for (index, at), like in scores.items():
        rival = max(of_new[index][1], of_old[at][1])
        best = like == of_new[index][0] == of_old[at][0]
        if best and like >= ALIKE and like - rival >= MARGIN:
            yield index, at


def _top(scores: Iterator[float]) -> tuple[float, float]:
    """Return the highest score and the next one, which may be equal."""
    best, second, *_ = sorted([*scores, 0.0, 0.0], reverse=True)
    return best, second


def _gaps(found: Found, size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, first): new entries start … end stand where old ones from first did."""
    taken = set(found)
    fences = [(-1, -1), *((i, at) for i, at in enumerate(found) if at is not None)]
    for (index, at), (after, then) in zip(fences, [*fences[1:], (len(found), size)], strict=True):
        length = after - index - 1
        same = length == then - at - 1 and 0 < length <= LONGEST_GAP
        if same and not taken & set(range(at + 1, then)):
            yield index + 1, after, at + 1
