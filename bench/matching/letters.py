"""The cascade as the design first had it: likeness by letters, the yardstick for ours.

Exact in the file, exact elsewhere, normalised, unique front, unique long answer; then 0.6 of
the fronts' and 0.4 of the answers' shared letters (longest common subsequence), less across
files and kinds, mutual best by a margin; then the same gap between matched neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from app.decks.normal import normal_form
from bench.matching.data import Named, Placed, Scheme

MARGIN, OTHER_FILE, OTHER_KIND, GAP, LONGEST_GAP = 0.04, 0.08, 0.15, 0.40, 3

Key = Callable[[Placed], Hashable]


def letters(threshold: float, *, gap: bool) -> Scheme:
    """Return the scheme that takes pairs of at least *threshold*."""

    def scheme(old: Sequence[Placed], new: Sequence[Placed]) -> Named:
        found: dict[int, int] = {}
        for key in (
            lambda p: (p.path, p.text),
            lambda p: p.text,
            lambda p: (p.path, _forms(p)),
            _forms,
        ):
            _in_order(found, old, new, key)
        _unique(found, old, new, lambda p: _forms(p)[0], 8)
        _unique(found, old, new, lambda p: _forms(p)[1], 40)
        _fuzzy(found, old, new, threshold)
        if gap:
            _gaps(found, old, new)
        return Named(found)

    return scheme


@cache
def _normal(text: str) -> str:
    return normal_form(text)


def _forms(placed: Placed) -> tuple[str, str]:
    return _normal(placed.text.front), _normal(placed.text.back)


@cache
def shared(one: str, other: str) -> float:
    """Return twice the longest common subsequence over both lengths (bit-parallel, Hyyrö 2004)."""
    places: dict[str, int] = defaultdict(int)
    for at, letter in enumerate(one):
        places[letter] |= 1 << at
    full = row = (1 << len(one)) - 1
    for letter in other:
        hit = row & places[letter] if letter in places else 0
        row = (row + hit | row - hit) & full
    total = len(one) + len(other)
    return 2 * (len(one) - row.bit_count()) / total if total else 1.0


def _like(old: Placed, new: Placed) -> float:
    (old_front, old_back), (front, back) = _forms(old), _forms(new)
    like = shared(old_front, front)
    if old_back or back:
        like = 0.6 * like + 0.4 * shared(old_back, back)
    other_kind = old.text.note.kind is not new.text.note.kind
    return like - OTHER_FILE * (old.path != new.path) - OTHER_KIND * other_kind


def _left(
    found: dict[int, int], old: Sequence[Placed], new: Sequence[Placed]
) -> tuple[list[int], list[int]]:
    taken = set(found.values())
    return (
        [at for at in range(len(old)) if at not in taken],
        [index for index in range(len(new)) if index not in found],
    )


def _by_key(placed: Sequence[Placed], which: Iterable[int], key: Key) -> dict[Hashable, list[int]]:
    held: dict[Hashable, list[int]] = defaultdict(list)
    for index in which:
        held[key(placed[index])].append(index)
    return held


def _in_order(
    found: dict[int, int], old: Sequence[Placed], new: Sequence[Placed], key: Key
) -> None:
    olds, news = _left(found, old, new)
    held = _by_key(old, olds, key)
    for index in news:
        if held.get(key(new[index])):
            found[index] = held[key(new[index])].pop(0)


def _unique(
    found: dict[int, int],
    old: Sequence[Placed],
    new: Sequence[Placed],
    key: Callable[[Placed], str],
    least: int,
) -> None:
    olds, news = _left(found, old, new)
    held, wanted = _by_key(old, olds, key), _by_key(new, news, key)
    for text, indices in wanted.items():
        if len(str(text)) >= least and len(indices) == len(held.get(text, ())) == 1:
            found[indices[0]] = held[text][0]


def _fuzzy(
    found: dict[int, int], old: Sequence[Placed], new: Sequence[Placed], threshold: float
) -> None:
    olds, news = _left(found, old, new)
    scores = {(at, index): _like(old[at], new[index]) for at in olds for index in news}
    of_old = {at: sorted((scores[at, i] for i in news), reverse=True)[:2] for at in olds}
    of_new = {i: sorted((scores[at, i] for at in olds), reverse=True)[:2] for i in news}
    for (at, index), like in scores.items():
        rival = max([*of_old[at][1:], *of_new[index][1:]], default=0.0)
        if (
            like >= threshold
            and like == of_old[at][0] == of_new[index][0]
            and like - rival >= MARGIN
        ):
            found[index] = at


def _gaps(found: dict[int, int], old: Sequence[Placed], new: Sequence[Placed]) -> None:
    taken, before = set(found.values()), dict(found)
    for news in _by_key(new, range(len(new)), lambda p: p.path).values():
        fences = [-1, *(n for n, index in enumerate(news) if index in before), len(news)]
        for start, end in pairwise(fences):
            run = news[start + 1 : end]
            left = before[news[start]] if start >= 0 else None
            right = before[news[end]] if end < len(news) else None
            olds = _between(old, left, right) if run else []
            if len(run) != len(olds) or len(run) > LONGEST_GAP or taken & set(olds):
                continue
            pairs = zip(olds, run, strict=True)
            found |= {index: at for at, index in pairs if _like(old[at], new[index]) >= GAP}


def _between(old: Sequence[Placed], left: int | None, right: int | None) -> list[int]:
    paths = {old[at].path for at in (left, right) if at is not None}
    if len(paths) != 1:
        return []
    held = [at for at, placed in enumerate(old) if placed.path in paths]
    start = held.index(left) + 1 if left is not None else 0
    return held[start : held.index(right) if right is not None else len(held)]
