"""Drawing the items of an exam by a table of specifications. Pure: chance is the seed's.

A row of the table (a cell) asks for a number of items of a chapter and a type; either may be
left open, so that rows overlap. Filling them is a matching in a bipartite graph (places on one
side, items on the other); augmenting paths (Berge 1957) fill as many places as can be filled
at all, which taking the rows one after the other would not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of the table; an empty *chapter* or *type* means any. *points*: each item's, or None.

    Without points an item is worth what it says itself.
    """

    chapter: str
    type: str
    count: int
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be drawn. *uses*: how many exams have asked it; the fewest come first."""

    id: str
    chapter: str
    type: str
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: for each item its cell, None for a pinned one that fits no cell.

    *missing* says for each cell how many items it lacks.
    """

    items: Mapping[str, int | None]
    missing: tuple[int, ...]


def draw(
    cells: Sequence[Cell], candidates: Sequence[Candidate], pinned: AbstractSet[str], seed: str
) -> Drawn:
    """Fill *cells*; the same arguments draw the same items, in whatever order they are given.

    *pinned* items are in the exam in any case, within their cells if there is room. An item
    that joins the bank later takes the place of few: ranks depend on the seed and the id alone.
    """
    ranked = sorted(candidates, key=lambda one: (one.uses, _rank(seed, one.id)))
    places = [number for number, cell in enumerate(cells) for _ in range(cell.count)]
    holders: dict[int, str] = {}
    held: dict[str, int] = {}
    fitting = [[one.id for one in ranked if _fits(one, cell)] for cell in cells]
    sure = [one.id for one in ranked if one.id in pinned]
    allowed = [frozenset(items) for items in fitting]
    for item in sure:
        _settle(item, places, allowed, holders, held)
    for place in range(len(places)):
        if place not in holders:
            _fill(place, places, fitting, holders, held)
    filled = [sum(places[p] == number for p in holders) for number in range(len(cells))]
    chosen = {item: places[held[item]] if item in held else None for item in sure}
    chosen |= {holders[place]: places[place] for place in sorted(holders)}
    return Drawn(chosen, tuple(c.count - n for c, n in zip(cells, filled, strict=True)))


def _fits(one: Candidate, cell: Cell) -> bool:
    return cell.chapter in ("", one.chapter) and cell.type in ("", one.type)


def _rank(seed: str, item: str) -> bytes:
    return blake2b(f"{seed}\x1f{item}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _settle(
    item: str,
    places: Sequence[int],
    fitting: Sequence[AbstractSet[str]],
    holders: dict[int, str],
    held: dict[str, int],
) -> None:
    """Give *item* a place, moving other pinned items to other places where that helps."""
    came_from: dict[int, str] = {}
    waiting = [item]
    while waiting:
        one = waiting.pop(0)
        for place, cell in enumerate(places):
            if place in came_from or one not in fitting[cell]:
                continue
            came_from[place] = one
            if place in holders:
                waiting.append(holders[place])
                continue
            _move(place, item, came_from, holders, held)
            return


def _move(
    place: int, last: str, came_from: dict[int, str], holders: dict[int, str], held: dict[str, int]
) -> None:
    """Walk the path back from a free *place*: each item takes the place it was found for."""
    while True:
        one = came_from[place]
        before = held.get(one)
        holders[place], held[one] = one, place
        if one == last or before is None:
            return
        place = before


def _fill(
    place: int,
    places: Sequence[int],
    fitting: Sequence[Sequence[str]],
    holders: dict[int, str],
    held: dict[str, int],
) -> None:
    """Find an item for *place*; one that has a place gives it up if another can be put there."""
    came_from: dict[str, int] = {}
    waiting = [place]
    while waiting:
        here = waiting.pop(0)
        for item in fitting[places[here]]:
            if item in came_from:
                continue
            came_from[item] = here
            if item in held:
                waiting.append(held[item])
                continue
            _pass_on(item, place, came_from, holders, held)
            return


def _pass_on(
    item: str, first: int, came_from: dict[str, int], holders: dict[int, str], held: dict[str, int]
) -> None:
    """Walk the path back to the *first* place: each place takes the item found for it."""
    while True:
        place = came_from[item]
        before = holders.get(place)
        holders[place], held[item] = item, place
        if place == first or before is None:
            return
        item = before
