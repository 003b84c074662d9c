"""Step 6: what stands in the same gap between two neighbours that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.decks.identity.pool import Match, Pool
from app.decks.identity.values import Fresh, KnownNote

LONGEST = 3  # notes
ALIKE = 0.40

Gap = tuple[Sequence[Fresh], Sequence[KnownNote]]


def same_gap(pool: Pool) -> Iterator[Match]:
    """Pair as many new notes as known ones between the same two neighbours, in their order.

    The start and the end of a file count as one of the two neighbours.
    """
    unpaired = {id(old) for old in pool.live}
    for fresh, known in _gaps(pool):
        if len(fresh) != len(known) or len(fresh) > LONGEST:
            continue
        for new, old in zip(fresh, known, strict=True):
            if id(old) in unpaired and pool.may_be(new, old) and _alike(pool, new, old):
                unpaired.discard(id(old))
                yield new, old


def _alike(pool: Pool, new: Fresh, old: KnownNote) -> bool:
    return pool.likeness(new, old) >= ALIKE and not pool.likeness.opposed(new, old)


def _gaps(pool: Pool) -> Iterator[Gap]:
    """Yield each run of new notes with the known ones between its neighbours' counterparts."""
    files: defaultdict[str, list[KnownNote]] = defaultdict(list)
    places: dict[int, int] = {}
    for old in pool.all_live if pool.fresh else ():
        places[id(old)] = len(files[old.path])
        files[old.path].append(old)
    for before, run, after in _runs(pool):
        neighbours = [old for old in (before, after) if old is not None and id(old) in places]
        paths = {old.path for old in neighbours}
        if len(paths) != 1 or len(neighbours) < (before is not None) + (after is not None):
            continue
        known = files[paths.pop()]
        start = places[id(before)] + 1 if before else 0
        yield run, known[start : places[id(after)] if after else len(known)]


def _runs(pool: Pool) -> Iterator[tuple[KnownNote | None, list[Fresh], KnownNote | None]]:
    """Yield the runs of unpaired new notes in each file, with what stands around them."""
    before: KnownNote | None = None
    run: list[Fresh] = []
    path = None
    for new in pool.all_fresh if pool.fresh else ():
        if new.path != path:
            if run:
                yield before, run, None
            before, run, path = None, [], new.path
        found = pool.matched.get(new.number)
        if found is None:
            run.append(new)
            continue
        if run:
            yield before, run, found
        before, run = found, []
    if run:
        yield before, run, None
