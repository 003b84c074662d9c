"""The index of one deck: its words, and where they stand. Made once, when a text is published.

Numbers are unsigned, little-endian, and of 32 bits where nothing else is said. A place is twice
the number of a passage within the deck, plus one where the word does not stand in the passage
but in a heading above it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from struct import pack
from uuid import UUID

from app.services.search.passages import Passage, PassageKind
from app.services.search.words import terms

LAYOUT = 1  # to be raised with every change of what is made here, in `passages` or in `words`
KINDS = tuple(PassageKind)  # a passage's kind is stored as its place here: add at the end


@dataclass(frozen=True, slots=True)
class Index:
    """*terms*: the words, one a line, in the order in which they first occur; *letters* and *keys*
    (64 bits) of each, as the functions say, and *counts*: how many *places* each has, which stand
    one word after the other. *sizes* and *kinds* (a byte each) of the passages.
    """

    terms: str
    letters: bytes
    keys: bytes
    counts: bytes
    places: bytes
    sizes: bytes
    kinds: bytes


def index_of(passages: Sequence[Passage]) -> Index:
    """Return the index of a deck's passages."""
    places: dict[str, list[int]] = defaultdict(list)
    sizes = []
    for number, passage in enumerate(passages):
        own = [*terms(passage.text), *terms(passage.asks)]
        sizes.append(len(own))
        known = dict.fromkeys(own)
        for term in known:
            places[term].append(2 * number)
        above = dict.fromkeys(term for heading in passage.path for term in terms(heading))
        for term in above:
            if term not in known:
                places[term].append(2 * number + 1)
    return Index(
        terms="\n".join(places),
        letters=_packed(map(letters, places)),
        keys=b"".join(key(term).to_bytes(8, "little") for term in places),
        counts=_packed(map(len, places.values())),
        places=_packed(place for each in places.values() for place in each),
        sizes=_packed(sizes),
        kinds=bytes(KINDS.index(passage.kind) for passage in passages),
    )


@lru_cache(maxsize=65_536)
def letters(word: str) -> int:
    """Return the set of letters of *word* as 32 bits; some letters share a bit."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


@lru_cache(maxsize=65_536)
def key(word: str) -> int:
    """Return a hash of 64 bits, by which words are told apart without comparing them."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def as_lines(passages: Iterable[Passage]) -> str:
    """Return passages of one deck as text, one a line, so that single ones are quickly read."""
    return "\n".join(
        json.dumps(
            [each.kind, each.anchor, each.path, each.text, each.asks, each.cards],
            ensure_ascii=False,
        )
        for each in passages
    )


def from_line(deck: UUID, line: str) -> Passage:
    """Return the passage of *deck* that `as_lines` wrote."""
    kind, anchor, path, text, asks, cards = json.loads(line)
    return Passage(deck, PassageKind(kind), anchor, tuple(path), text, asks, cards)


def digest(index: Index, lines: str) -> str:
    """Return a hash that tells an index from every other."""
    found = sha256(repr(astuple(index)).encode())
    found.update(lines.encode())
    return found.hexdigest()


def _packed(numbers: Iterable[int]) -> bytes:
    found = list(numbers)
    return pack(f"<{len(found)}I", *found)
