"""Which questions come, and in which order their options stand. Pure: *rng* is an argument."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from app.quiz.types.choice import Choice
from app.quiz.types.matching import Matching
from app.quiz.types.ordering import Ordering
from app.quiz.versions import shuffled_options
from app.services.attempts.pool import Asked


def rng_of(seed: str, *parts: str) -> random.Random:
    """Return a generator that depends on the texts alone, on every platform alike."""
    digest = blake2b("\x1f".join((seed, *parts)).encode(), digest_size=16).digest()
    return random.Random(int.from_bytes(digest, "big"))  # noqa: S311 - an order, no secret


def some(
    found: Sequence[Asked], count: int, times_asked: Mapping[str, int], rng: random.Random
) -> list[Asked]:
    """Return *count* of the questions, those asked least often first, in a random order."""
    drawn = {asked.question.id: rng.random() for asked in found}
    ranked = sorted(found, key=lambda a: (times_asked.get(a.question.id, 0), drawn[a.question.id]))
    chosen = ranked[:count]
    rng.shuffle(chosen)
    return chosen


def by_chapter(
    found: Sequence[Asked], count: int, times_asked: Mapping[str, int], rng: random.Random
) -> list[Asked]:
    """Return *count* questions spread over the chapters by the weights of their decks."""
    chapters: dict[str, list[Asked]] = defaultdict(list)
    for asked in found:
        chapters[asked.deck.chapter].append(asked)
    weights = {name: _weight(of_it) for name, of_it in chapters.items()}
    room = {name: len(of_it) for name, of_it in chapters.items()}
    shares = allocate(count, weights, room)
    chosen = [
        asked
        for name, of_it in chapters.items()
        for asked in some(of_it, shares[name], times_asked, rng)
    ]
    rng.shuffle(chosen)
    return chosen


def allocate(count: int, weights: Mapping[str, float], room: Mapping[str, int]) -> dict[str, int]:
    """Share *count* out by *weights* (the highest averages first), none above its *room*.

    Sainte-Laguë's divisors 1, 3, 5 …: what one name has no room for goes to the others.
    """
    shares = dict.fromkeys(weights, 0)
    for _ in range(min(count, sum(room.values()))):
        open_names = [name for name in weights if shares[name] < room[name]]
        best = max(open_names, key=lambda name: weights[name] / (2 * shares[name] + 1))
        shares[best] += 1
    return shares


def _weight(asked: Sequence[Asked]) -> float:
    return sum({a.deck.id: a.deck.weight for a in asked}.values())


def order_of(body: Any, rng: random.Random) -> list[str]:
    """Return the ids of options, choices or entries in the order in which they are shown."""
    if isinstance(body, Choice):
        return [option.id for option in shuffled_options(body.options, rng)]
    if isinstance(body, Matching):
        return _shuffled([number for number, _ in body.choices], rng)
    if isinstance(body, Ordering):
        right = [number for number, _ in body.entries]
        shown = _shuffled(right, rng)
        # An order that is right already would ask nothing.
        return shown if shown != right else [*right[1:], right[0]]
    return []


def _shuffled(ids: list[str], rng: random.Random) -> list[str]:
    shown = list(ids)
    rng.shuffle(shown)
    return shown
