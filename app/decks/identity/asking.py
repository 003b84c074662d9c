"""Near misses: new notes that may be known ones, for the author to decide."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest

from app.decks.identity.pool import Pool
from app.decks.identity.reworded import ALIKE, Scored, scored
from app.decks.identity.values import NearMiss
from app.decks.identity.wording import sides

WORTH_ASKING = 0.45
MOST = 3  # suggestions for one note


def near_misses(pool: Pool) -> tuple[NearMiss, ...]:
    """Return what the author should look at, in document order, the most alike first.

    A note that is about to retire is worth asking about from WORTH_ASKING on; one that has
    retired already only if it would have been taken for the same while it was live.
    """
    found: defaultdict[int, list[Scored]] = defaultdict(list)
    for least, known in ((WORTH_ASKING, pool.live), (ALIKE, pool.retired)):
        for entry in scored(pool, known):
            if entry[0] >= least:
                found[entry[1].number].append(entry)
    return tuple(
        _near_miss(entry)
        for index in sorted(found)
        for entry in nlargest(MOST, found[index], key=lambda entry: entry[0])
    )


def _near_miss(entry: Scored) -> NearMiss:
    likeness, new, old = entry
    return NearMiss(
        path=new.path,
        note=new.note,
        uid=old.uid,
        likeness=likeness,
        exact=new.exact,
        new=sides(new.note.kind, new.note.cards),
        old_path=old.path,
        old=sides(old.kind, old.current_cards),
    )
