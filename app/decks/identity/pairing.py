"""Pairs new with known things of equal keys, each at most once, in the order given."""

from __future__ import annotations

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
    waiting: dict[Hashable, list[K]] = {}
    for key, old in reversed(list(known)):  # so that the first is popped first
        waiting.setdefault(key, []).append(old)
    pairs: list[tuple[F, K]] = []
    taken: set[int] = set()
    for key, new in fresh if waiting else ():
        queue = waiting.get(key)
        while queue:
            old = queue.pop()
            if id(old) not in taken:
                taken.add(id(old))
                pairs.append((new, old))
                break
    return pairs
