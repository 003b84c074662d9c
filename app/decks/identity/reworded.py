"""Rules for notes that were reworded: one side is the same, or both are much alike.

Only live notes take part. Taking up a retired note on a likeness alone would be a guess
about something that nobody sees any more; the author is asked instead (`asking`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nlargest

from app.decks.identity.likeness import Likeness
from app.decks.identity.pool import Match, Pool
from app.decks.identity.values import Fresh, KnownNote
from app.decks.identity.wording import Feature, Wording

SHORTEST_FRONT = 8  # characters
SHORTEST_ANSWER = 40
ALIKE = 0.75
MARGIN = 0.04
OTHER_FILE_LESS = 0.08
LINKED = 2  # so many notes found in the one file that stood in the other: its text moved there
CANDIDATES = 20
COMMON = 300  # what more notes share tells none of them apart

Scored = tuple[float, Fresh, KnownNote]


def unique_front(pool: Pool) -> Iterator[Match]:
    """Step 4: a front that one new and one known note have, and no others."""
    yield from _unique(pool, lambda wording: wording.front, SHORTEST_FRONT)


def unique_answer(pool: Pool) -> Iterator[Match]:
    """Step 4: a long answer that one new and one known note have, and no others."""
    yield from _unique(pool, lambda wording: wording.back, SHORTEST_ANSWER)


def alike(pool: Pool) -> Iterator[Match]:
    """Step 5: the most alike for each other, and clearly more so than any other two."""
    scores = scored(pool, pool.live)
    of_new: defaultdict[int, list[float]] = defaultdict(list)
    of_old: defaultdict[int, list[float]] = defaultdict(list)
    for score, new, old in scores:
        of_new[id(new)].append(score)
        of_old[id(old)].append(score)
    for score, new, old in scores:
        if score < ALIKE or pool.likeness.opposed(new, old):
            continue
        rivals = nlargest(2, of_new[id(new)])[1:] + nlargest(2, of_old[id(old)])[1:]
        best = score == max(of_new[id(new)]) == max(of_old[id(old)])
        if best and score - max(rivals, default=0.0) >= MARGIN:
            yield new, old


def scored(pool: Pool, known: Sequence[KnownNote]) -> list[Scored]:
    """Return how alike new notes and *known* are, for those pairs that share rare words."""
    linked = Counter((pool.all_fresh[at].path, old.path) for at, old in pool.matched.items())
    return [
        (
            pool.likeness(new, old)
            - (
                OTHER_FILE_LESS
                if new.path != old.path and linked[new.path, old.path] < LINKED
                else 0
            ),
            new,
            old,
        )
        for new, old in _candidates(pool.fresh, known, pool.likeness)
        if pool.may_be(new, old)
    ]


def _unique(pool: Pool, side: Callable[[Wording], str], shortest: int) -> Iterator[Match]:
    fresh: defaultdict[str, list[Fresh]] = defaultdict(list)
    known: defaultdict[str, list[KnownNote]] = defaultdict(list)
    for new in pool.fresh if pool.live else ():
        fresh[side(pool.likeness.of_new(new))].append(new)
    for old in pool.live if pool.fresh else ():
        known[side(pool.likeness.of_old(old))].append(old)
    for text, (new, *others) in fresh.items():
        found = known.get(text, ())
        if len(text) < shortest or others or len(found) != 1:
            continue
        if pool.may_be(new, found[0]) and not pool.likeness.opposed(new, found[0]):
            yield new, found[0]


def _candidates(
    fresh: Sequence[Fresh], known: Sequence[KnownNote], likeness: Likeness
) -> Iterator[Match]:
    """Yield with each of *fresh* those few of *known* that share most, by weight."""
    holders: defaultdict[Feature, list[int]] = defaultdict(list)
    for at, old in enumerate(known if fresh else ()):
        for feature in likeness.of_old(old).features:
            holders[feature].append(at)
    for new in fresh:
        for at in _closest(likeness.of_new(new).features, holders, likeness):
            yield new, known[at]


def _closest(
    features: Iterable[Feature], holders: dict[Feature, list[int]], likeness: Likeness
) -> list[int]:
    shared: defaultdict[int, float] = defaultdict(float)
    for feature in sorted(features):
        found = holders.get(feature, ())
        if len(found) <= COMMON:
            weight = likeness.weight(feature[0])
            for at in found:
                shared[at] += weight
    return nlargest(CANDIDATES, shared, key=lambda at: (shared[at], -at))
