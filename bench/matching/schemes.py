"""Ways to tell which old card a new one is: by a key, by letters, and ours rule by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from app.decks.identity import NearMiss, plan
from app.decks.identity.rules import RULES
from app.decks.model import Deck, FrontMatter
from bench.matching.data import Named, Placed, Scheme, known_note
from bench.matching.letters import letters

Key = Callable[[Placed], object]


def schemes() -> dict[str, Scheme]:
    """Return the schemes by name: simple keys, letters as the design had it, and ours."""
    names = [name for name, _ in RULES]
    ours = {
        f"ours up to “{name}”": _ours(names.index(name) + 1)
        for name in ("exact", "normalised", "answer", "alike")
    }
    return {
        "content hash": _by_key(lambda p: p.text),
        "front hash": _by_key(lambda p: p.text.front),
        "file + front hash": _by_key(lambda p: (p.path, p.text.front)),
        "file + ordinal": _by_key(lambda p: (p.path, p.ordinal)),
        "letters .80, no gap": letters(0.80, gap=False),
        "letters .70, no gap": letters(0.70, gap=False),
        "letters .80": letters(0.80, gap=True),
        **ours,
        "ours": _ours(len(names)),
    }


def _by_key(key: Key) -> Scheme:
    def scheme(old: Sequence[Placed], new: Sequence[Placed]) -> Named:
        known = {key(placed): index for index, placed in enumerate(old)}
        return Named({i: known[key(p)] for i, p in enumerate(new) if key(p) in known})

    return scheme


def _ours(rules: int) -> Scheme:
    """Our cascade, up to so many of its rules."""

    def scheme(old: Sequence[Placed], new: Sequence[Placed]) -> Named:
        known = [
            known_note(UUID(int=i + 1), p.path, p.ordinal, p.text.note, p.text.print)
            for i, p in enumerate(old)
        ]
        files: dict[str, list[int]] = defaultdict(list)
        for index, placed in enumerate(new):
            files[placed.path].append(index)
        decks = [
            Deck(path, FrontMatter(), tuple(new[i].text.note for i in at))
            for path, at in files.items()
        ]
        found = plan(known, decks, lambda _: True, rules=RULES[:rules])
        order = [index for path in sorted(files) for index in files[path]]
        named = zip(order, found.decisions, strict=True)
        return Named(
            {index: decision.uid.int - 1 for index, decision in named if decision.uid},
            frozenset(_asked(new, found.ask)),
        )

    return scheme


def _asked(new: Sequence[Placed], misses: Sequence[NearMiss]) -> Iterator[tuple[int, int]]:
    """Return the pairs of indices that *misses* speak of; equal texts in a file are one."""
    places = {(placed.path, placed.text.print.exact): index for index, placed in enumerate(new)}
    for miss in misses:
        yield places[miss.path, miss.exact], miss.uid.int - 1
