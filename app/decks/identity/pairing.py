"""Pairs new with known things of equal keys, each at most once, in the order given."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable
from typing import TypeVar

F = TypeVar("F")
K = TypeVar("K")


def pair(
    fresh: Iterable[tuple[Hashable, F]], known: Iterable[tuple[Hashable, K]]
) -> list[tuple[F, K]]:
    """Return (fresh, known) pairs: each of *fresh* gets the first free *known* of its key.

    Something known may stand under several keys; earlier entries are preferred.
    """
    # Most keys occur once; a queue is only made for those that do not.
    first: dict[Hashable, K] = {}
    after: dict[Hashable, deque[K]] = {}
    for key, old in known:
        if first.setdefault(key, old) is not old:
            after.setdefault(key, deque()).append(old)
    pairs: list[tuple[F, K]] = []
    taken: set[int] = set()
    for key, new in fresh if first else ():
        while (found := first.get(key)) is not None:
            following = after.get(key)
            if following:
                first[key] = following.popleft()
            else:
                del first[key]
            if id(found) not in taken:
                taken.add(id(found))
                pairs.append((new, found))
                break
    return pairs
