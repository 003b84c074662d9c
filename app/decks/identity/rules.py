"""The cascade: rules in falling order of certainty, each pairing what those before left over.

A rule is a function from the `Pool` to pairs. Each looks in the same file first, then
elsewhere, and pairs duplicates in document order. To add one, write the function and put its
name into `RULES`; the driver (`planning`) takes care of the rest.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from app.decks.identity.fingerprint import normal_hash
from app.decks.identity.gaps import same_gap
from app.decks.identity.pairing import pair
from app.decks.identity.pool import Match, Pool, Rule
from app.decks.identity.reworded import alike, unique_answer, unique_front
from app.decks.identity.values import Fresh, KnownNote, Verdict


def explicit_id(pool: Pool) -> Iterator[Match]:
    """Step 0: the same ``{#id}``."""
    fresh = [new for new in pool.fresh if new.note.explicit_id]
    known = [old for old in (*pool.live, *pool.retired) if old.explicit_id]
    yield from _nearest(
        fresh,
        [new.note.explicit_id for new in fresh],
        known,
        [old.explicit_id for old in known],
    )


def exact(pool: Pool) -> Iterator[Match]:
    """Steps 1 and 2: the content of a live note, unchanged; elsewhere it has moved."""
    yield from _nearest(
        pool.fresh,
        [fresh.exact for fresh in pool.fresh],
        pool.live,
        [old.revisions[0].exact for old in pool.live],
    )


def earlier_revision(pool: Pool) -> Iterator[Match]:
    """An edit taken back, or a retired note that returns; the most recent revision wins."""
    past = [
        (age, old, revision.exact)
        for old in (*pool.live, *pool.retired)
        for age, revision in enumerate(old.revisions)
        if age > 0 or old.retired
    ]
    past.sort(key=lambda entry: entry[0])
    yield from _nearest(
        pool.fresh,
        [new.exact for new in pool.fresh],
        [old for _, old, _ in past],
        [hash_ for _, _, hash_ in past],
    )


def answered(pool: Pool) -> Iterator[Match]:
    """A near miss of which the author says that it is the same card."""
    same = {Verdict.SAME, Verdict.RESET}
    old_notes = {old.uid: old for old in (*pool.live, *pool.retired)} if pool.verdicts else {}
    for new in pool.fresh if old_notes else ():
        verdicts = pool.verdicts.get((new.path, new.exact), {})
        old = next(
            (old_notes[u] for u, v in verdicts.items() if v in same and u in old_notes), None
        )
        if old is not None:
            del old_notes[old.uid]
            yield new, old


def normalised(pool: Pool) -> Iterator[Match]:
    """Step 3: the same wording; spelling of capitals, emphasis, spaces, attributes differ."""
    old_notes = [*pool.live, *pool.retired]
    for new, old in _nearest(
        pool.fresh if old_notes else [],
        [normal_hash(new.note) for new in pool.fresh] if old_notes else [],
        old_notes,
        [old.revisions[0].normal for old in old_notes],
    ):
        if pool.verdict(new, old) is not Verdict.DIFFERENT:
            yield new, old


NamedRule = tuple[str, Rule]

RULES: tuple[NamedRule, ...] = (
    ("explicit-id", explicit_id),
    ("exact", exact),
    ("earlier", earlier_revision),
    ("answered", answered),
    ("normalised", normalised),
    ("front", unique_front),
    ("answer", unique_answer),
    ("alike", alike),
    ("gap", same_gap),
)


def _nearest(
    fresh: Sequence[Fresh],
    fresh_keys: Sequence[Hashable],
    known: Sequence[KnownNote],
    known_keys: Sequence[Hashable],
) -> Iterator[Match]:
    """Yield pairs of equal keys within one file; then, of what is left, across files."""
    near = pair(
        (((new.path, key), new) for new, key in zip(fresh, fresh_keys, strict=True)),
        (((old.path, key), old) for old, key in zip(known, known_keys, strict=True)),
    )
    yield from near
    if len(near) < len(fresh):
        paired = {id(side) for match in near for side in match}
        yield from pair(
            ((k, new) for new, k in zip(fresh, fresh_keys, strict=True) if id(new) not in paired),
            ((k, old) for old, k in zip(known, known_keys, strict=True) if id(old) not in paired),
        )
